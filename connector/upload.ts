import { addAbortSignal, pipeline, type Readable } from 'node:stream';
import type {
  CompleteMultipartUploadCommandOutput,
  PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { createFingerprint } from './fingerprint.ts';
import { annotate } from '../src/index.ts';
import { fail } from './errors.ts';

const MEBIBYTE = 1024 * 1024;
/** Limits of a multipart upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000;
const DEFAULT_PART_SIZE = 8 * MEBIBYTE;
const DEFAULT_CONCURRENCY = 4;

export interface UploadOptions {
  /** The bytes to store. */
  body: Readable;
  /** How many there are, when known: more or fewer is an error. */
  size?: number | undefined;
  /** Bytes of a part; an object of at most this size goes in one PUT. Memory use is about `part_size * (concurrency + 1)`. */
  part_size?: number | undefined;
  concurrency?: number | undefined;
  progress?: (bytes: number, total?: number) => void;
}

export type UploadResult = CompleteMultipartUploadCommandOutput & { size: number };

type Sdk = typeof import('@aws-sdk/client-s3');

/**
 * Stores a stream of any length: one PUT when it is small, else a multipart upload. On failure or cancellation the
 * parts are removed before this rejects. What S3 says of the stored object is compared with the bytes that were sent.
 */
export async function upload(
  client: S3Client,
  sdk: Sdk,
  request: PutObjectCommandInput,
  options: UploadOptions,
  signal: AbortSignal,
): Promise<UploadResult> {
  const { Upload } = await import('@aws-sdk/lib-storage');
  const partSize = partSizeFor(options);
  const crc32 = await answersWithCrc32(client, request);
  const fingerprint = createFingerprint(partSize, crc32);
  const body = pipeline(addAbortSignal(signal, options.body), fingerprint.stream, ignore);
  const supervisor = supervise(client, sdk, () => fingerprint.size, signal);
  const transfer = new Upload({
    client: supervisor.client,
    params: {
      ...request,
      ...(crc32 ? CRC32_OF_ALL : {}),
      Body: body,
    },
    partSize,
    queueSize: options.concurrency ?? DEFAULT_CONCURRENCY,
  });
  transfer.on('httpUploadProgress', ({ loaded }) => options.progress?.(loaded ?? 0, options.size));
  try {
    const result = (await transfer.done()) as CompleteMultipartUploadCommandOutput;
    const kept = { SSECustomerAlgorithm: request.SSECustomerAlgorithm, ...result };
    if (!fingerprint.matches(kept)) throw fail('upload_corrupted', { key: request.Key });
    return { ...result, size: fingerprint.size };
  } catch (error) {
    options.body.destroy();
    throw supervisor.leftUpload === undefined ? error : annotate(error, leftBehind(supervisor.leftUpload));
  }
}

const CRC32_OF_ALL = { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;

/** The stream's own error reaches the upload through the stream; the pipeline's callback has nothing to add. */
const ignore = () => {};

async function answersWithCrc32(
  client: S3Client,
  { ChecksumAlgorithm }: PutObjectCommandInput,
): Promise<boolean> {
  return (
    (await client.config.requestChecksumCalculation()) === 'WHEN_SUPPORTED' &&
    (ChecksumAlgorithm ?? 'CRC32') === 'CRC32'
  );
}

/** Parts as asked for, but never so small that the whole would need more than 10,000 of them. */
function partSizeFor({ part_size = DEFAULT_PART_SIZE, size = 0 }: UploadOptions): number {
  return Math.max(part_size, Math.ceil(size / MOST_PARTS / MEBIBYTE) * MEBIBYTE);
}

/**
 * What the library's client lacks: every request is cancelled by the run's signal except the one that removes the
 * parts; S3 is told the size to expect when it puts the parts together; parts that could not be removed are remembered.
 */
function supervise(client: S3Client, sdk: Sdk, size: () => number, signal: AbortSignal) {
  const send = async (command: { input: object }) => {
    if (command instanceof sdk.AbortMultipartUploadCommand) {
      return client.send(command).catch(() => (supervisor.leftUpload = command.input.UploadId));
    }
    if (command instanceof sdk.UploadPartCommand && Number(command.input.PartNumber) > MOST_PARTS)
      throw fail('too_many_parts');
    if (command instanceof sdk.CompleteMultipartUploadCommand) command.input.MpuObjectSize = size();
    return client.send(command as never, { abortSignal: signal });
  };
  const supervisor: { client: S3Client; leftUpload?: string | undefined } = {
    client: { config: client.config, send } as unknown as S3Client,
  };
  return supervisor;
}

const leftBehind = (uploadId: string) => ({
  text: 'The parts uploaded so far could not be removed and go on costing storage.',
  fix: 'Allow s3:AbortMultipartUpload, and remove them: abort the upload named in the details, or have a lifecycle rule do it.',
  details: { unfinished_upload_id: uploadId },
});
