import { randomBytes } from 'node:crypto';
import type { Answer, Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import type { Checksum, ChecksumAlgorithm, UploadRecord } from '../store/types.ts';
import { toXml } from '../xml.ts';
import { requestedAttributes } from './attributes.ts';
import {
  DEFAULT_ALGORITHM,
  checksumHeader,
  expectedChecksum,
  parseAlgorithm,
  parseChecksumType,
} from './checksums.ts';
import { copyResult } from './copy-object.ts';
import { copySource, copySourceHeaders } from './copy-source.ts';
import { isLinear } from './crc-combine.ts';
import { checkCustomerKey, encryptionHeaders } from './encryption.ts';
import { copyContent, receiveContent } from './write.ts';
import type { Content } from './write.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export async function createMultipartUpload(context: Context): Promise<Answer> {
  const { bucket, key } = context;
  const { owner, attributes } = requestedAttributes(context);
  const chosen = context.header('x-amz-checksum-algorithm');
  const algorithm = chosen === undefined ? DEFAULT_ALGORITHM : parseAlgorithm(chosen);
  const upload: UploadRecord = {
    uploadId: randomBytes(48).toString('base64url'),
    key,
    initiated: context.now.toISOString(),
    owner,
    attributes,
    checksumAlgorithm: algorithm,
    checksumType: requestedType(context, algorithm),
    checksumChosen: chosen !== undefined,
    parts: [],
  };
  bucket.uploads.set(upload.uploadId, upload);
  await context.store.saveUpload(bucket, upload.uploadId);
  const checksum =
    chosen === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': upload.checksumType };
  return {
    status: 200,
    headers: { ...encryptionHeaders(attributes.encryption), ...checksum },
    body: toXml('InitiateMultipartUploadResult', {
      Bucket: context.bucketName,
      Key: key,
      UploadId: upload.uploadId,
    }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(context: Context): Promise<Answer> {
  const upload = findUpload(context);
  const number = partNumber(context);
  checkCustomerKey(context, upload.attributes.encryption);
  checkAlgorithm(upload, expectedChecksum(context)?.algorithm);
  const content = await receiveContent(context, upload.attributes.encryption, upload.checksumAlgorithm);
  await addPart(context, upload, number, content);
  return {
    status: 200,
    headers: {
      etag: `"${content.etag}"`,
      ...sentChecksum(context, content.checksum),
      ...encryptionHeaders(upload.attributes.encryption),
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(context: Context): Promise<Answer> {
  const upload = findUpload(context);
  const number = partNumber(context);
  const source = copySource(context);
  const { start, end } = copyRange(context, source.object.size);
  const bytes = await context.store.readBlobs(source.object.parts, start, end);
  const { encryption } = upload.attributes;
  const content = await copyContent(context, bytes, encryption, upload.checksumAlgorithm);
  await addPart(context, upload, number, content);
  const part = { lastModified: context.now.toISOString(), etag: content.etag };
  const { ChecksumType: _type, ...result } = copyResult(part, content.checksum);
  return {
    status: 200,
    headers: { ...copySourceHeaders(source), ...encryptionHeaders(encryption) },
    body: toXml('CopyPartResult', result),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortMultipartUpload(context: Context): Promise<Answer> {
  const upload = findUpload(context);
  context.bucket.uploads.delete(upload.uploadId);
  await context.store.saveUpload(context.bucket, upload.uploadId);
  await context.store.removeBlobs(upload.parts);
  return { status: 204 };
}

/** @throws S3Error `NoSuchUpload` */
export function findUpload(context: Context): UploadRecord {
  const uploadId = context.query('uploadId') ?? '';
  const upload = context.bucket.uploads.get(uploadId);
  if (upload === undefined || upload.key !== context.key)
    throw new S3Error('NoSuchUpload', { fields: { UploadId: uploadId } });
  return upload;
}

/** Adds a part, or replaces the one of the same number, unless the upload ended while the content arrived. */
async function addPart(
  context: Context,
  upload: UploadRecord,
  number: number,
  content: Content,
): Promise<void> {
  try {
    findUpload(context);
  } catch (error) {
    await context.store.removeBlobs([content.blob]);
    throw error;
  }
  const replaced = upload.parts.filter((part) => part.number === number);
  const part = {
    ...content.blob,
    number,
    etag: content.etag,
    checksum: content.checksum.value,
    lastModified: context.now.toISOString(),
  };
  upload.parts = [...upload.parts.filter((other) => other.number !== number), part].sort(
    (first, second) => first.number - second.number,
  );
  await context.store.saveUpload(context.bucket, upload.uploadId);
  await context.store.removeBlobs(replaced);
}

/** An upload that named an algorithm takes no other; one that did not takes any, and keeps S3's default. */
function checkAlgorithm(
  { checksumAlgorithm, checksumChosen }: UploadRecord,
  sent: ChecksumAlgorithm | undefined,
): void {
  if (!checksumChosen || sent === undefined || sent === checksumAlgorithm) return;
  throw new S3Error('InvalidRequest', {
    message: `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${sent.toLowerCase()}`,
  });
}

/** The checksum that came with a part, verified; else the one that is kept of it. */
function sentChecksum(context: Context, kept: Checksum): Record<string, string> {
  const { algorithm, value } = expectedChecksum(context) ?? kept;
  const header = checksumHeader(algorithm);
  return { [header]: value ?? context.body.trailers.get(header) ?? '' };
}

function partNumber(context: Context): number {
  const text = context.query('partNumber') ?? '';
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 10_000) return number;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
}

/** CRC64NVME is always of the whole object, a SHA never; the other CRCs can be either. */
function requestedType(context: Context, algorithm: ChecksumAlgorithm): Checksum['type'] {
  const text = context.header('x-amz-checksum-type');
  if (text === undefined) return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = parseChecksumType(text);
  if (type === 'FULL_OBJECT' ? isLinear(algorithm) : algorithm !== 'CRC64NVME') return type;
  throw new S3Error('InvalidRequest', {
    message: `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  });
}

function copyRange(context: Context, size: number): { start: number; end: number } {
  const header = context.header('x-amz-copy-source-range');
  if (header === undefined) return { start: 0, end: size - 1 };
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  if (match === null) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  const [start, end] = [Number(match[1]), Number(match[2])];
  if (start <= end && end < size) return { start, end };
  throw invalidArgument(
    `Range specified is not valid for source object of size: ${size}`,
    'x-amz-copy-source-range',
    header,
  );
}
