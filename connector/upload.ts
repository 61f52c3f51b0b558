import { addAbortSignal, pipeline, type Readable } from 'node:stream';
import type {
  CompleteMultipartUploadCommandOutput,
  PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { createMeter } from '../src/index.ts';
import { fail } from './errors.ts';
import { createFingerprint } from './fingerprint.ts';
import { MOST_PARTS, supervise, type Sdk } from './supervised-client.ts';

const MEBIBYTE = 1024 * 1024;
const DEFAULT_PART_SIZE = 8 * MEBIBYTE;
const DEFAULT_CONCURRENCY = 4;

export interface UploadOptions {
  /** The bytes to store. The stream is destroyed when the upload fails. */
  body: Readable;
  /** What errors call the source of the bytes. */
  name: string;
  /** How many bytes there are, when known: more or fewer is an error, and nothing is stored. */
  size?: number | undefined;
  /** Bytes of a part; an object of at most this size goes in one PUT. Memory use is about `part_size * (concurrency + 2)`. */
  part_size?: number | undefined;
  concurrency?: number | undefined;
  /** Told the bytes stored so far. */
  progress?: (bytes: number, total?: number) => void;
}

export type UploadResult = CompleteMultipartUploadCommandOutput & { size: number };

/**
 * Stores a stream of any length: one PUT when it is small, else a multipart upload. On failure or cancellation the
 * parts are removed before this rejects. S3 compares size and checksum before it puts the parts together where it can,
 * and what it says of the stored object is compared with the bytes that were sent.
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
  const supervisor = supervise(client, sdk, request, fingerprint, signal);
  const meter = createMeter({ name: options.name, expectedBytes: options.size });
  const body = pipeline(options.body, meter, fingerprint.stream, (error) => error && supervisor.stop(error));
  // The end of the pipeline, not its source: a source that is stuck may not even notice that it is to end.
  addAbortSignal(supervisor.running, body);
  const transfer = new Upload({
    client: supervisor.client,
    params: { ...request, ...(crc32 ? CRC32_OF_ALL : {}), Body: body },
    partSize,
    queueSize: options.concurrency ?? DEFAULT_CONCURRENCY,
  });
  transfer.on('httpUploadProgress', ({ loaded }) => options.progress?.(loaded ?? 0, options.size));
  try {
    const done = (await transfer.done()) as CompleteMultipartUploadCommandOutput;
    const result = { ...done, ETag: done.ETag || (await etagOf(client, sdk, request, signal)) };
    const stored = { Bucket: request.Bucket, SSECustomerAlgorithm: request.SSECustomerAlgorithm, ...result };
    if (!fingerprint.matches(stored)) throw fail('upload_corrupted');
    return { ...result, size: fingerprint.size };
  } catch (error) {
    throw supervisor.explained(error);
  }
}

const CRC32_OF_ALL = { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;

async function answersWithCrc32(
  client: S3Client,
  { ChecksumAlgorithm }: PutObjectCommandInput,
): Promise<boolean> {
  return (
    (await client.config.requestChecksumCalculation()) === 'WHEN_SUPPORTED' &&
    (ChecksumAlgorithm ?? 'CRC32') === 'CRC32'
  );
}

/** Ceph does not say the ETag of an object that it put together from parts: it is asked for. */
async function etagOf(client: S3Client, sdk: Sdk, request: PutObjectCommandInput, abortSignal: AbortSignal) {
  const { Bucket, Key, SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 } = request;
  const { ExpectedBucketOwner, RequestPayer } = request;
  const key = { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 };
  const object = { Bucket, Key, ...key, ExpectedBucketOwner, RequestPayer };
  const { ETag } = await client.send(new sdk.HeadObjectCommand(object), { abortSignal });
  return ETag;
}

/** Parts as asked for, but never so small that the whole would need more than 10,000 of them. */
function partSizeFor({ part_size = DEFAULT_PART_SIZE, size = 0 }: UploadOptions): number {
  return Math.max(part_size, Math.ceil(size / MOST_PARTS / MEBIBYTE) * MEBIBYTE);
}
