import type { Answer, Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import type { Checksum, ChecksumAlgorithm, UploadRecord } from '../store/types.ts';
import { toXml } from '../xml.ts';
import { checksumHeader, expectedChecksum } from './checksums.ts';
import { copyResult } from './copy-object.ts';
import { copySource, copySourceHeaders } from './copy-source.ts';
import { checkCustomerKey, encryptionHeaders } from './encryption.ts';
import { findUpload } from './multipart.ts';
import { copyContent, receiveContent } from './write.ts';
import type { Content } from './write.ts';

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
