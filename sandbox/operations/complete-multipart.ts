import { createHash } from 'node:crypto';
import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { expirationHeader } from '../lifecycle/due.ts';
import { publish } from '../notifications/publisher.ts';
import type { Checksum, Part, UploadRecord } from '../store/types.ts';
import { childText, children, requiredText, toXml } from '../xml.ts';
import { checksumHeader, checksumMismatch, parseChecksumType } from './checksums.ts';
import { checksumOf } from './digests.ts';
import { checkWriteConditions } from './conditions.ts';
import { combineCrcs } from './crc-combine.ts';
import { readDocument } from './documents.ts';
import { encryptionHeaders } from './encryption.ts';
import { findUpload } from './multipart.ts';
import { NULL_VERSION, addVersion, currentObject, versionHeader } from './versions.ts';

/** Every part but the last: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MINIMUM_PART_BYTES = 5 * 1024 * 1024;

/** A part as the client lists it. */
interface ListedPart {
  number: number;
  etag: string;
  checksum?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export async function completeMultipartUpload(context: Context): Promise<Answer> {
  const listed = await listedParts(context);
  const upload = findUpload(context);
  const parts = chooseParts(upload, listed);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  checkObjectSize(context, size);
  const checksum = await wholeChecksum(upload, parts);
  checkWholeChecksum(context, checksum);
  checkWriteConditions(context, currentObject(context.bucket, context.key));
  const etag = multipartEtag(parts);
  const stored = await finish(context, upload, { parts, size, checksum, etag });
  publish(context, 'ObjectCreated:CompleteMultipartUpload', context.key, stored);
  const result = {
    Location: `http://${context.request.header('host')}/${context.bucketName}/${encodeURIComponent(context.key)}`,
    Bucket: context.bucketName,
    Key: context.key,
    ETag: `"${etag}"`,
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ChecksumType: checksum.type,
  };
  const headers = {
    ...versionHeader(context.bucket.record, stored),
    ...encryptionHeaders(stored.encryption),
    ...expirationHeader(context.bucket.record, context.key, stored),
  };
  return { status: 200, headers, body: toXml('CompleteMultipartUploadResult', result) };
}

/** Turns the upload into an object; nothing is awaited between looking the upload up and taking it away. */
async function finish(
  context: Context,
  upload: UploadRecord,
  whole: { parts: Part[]; size: number; checksum: Checksum; etag: string },
) {
  const { bucket, key } = context;
  findUpload(context);
  bucket.uploads.delete(upload.uploadId);
  const stored = await addVersion(context, bucket, key, {
    ...upload.attributes,
    deleteMarker: false,
    versionId: NULL_VERSION,
    lastModified: context.now.toISOString(),
    owner: upload.owner,
    multipart: true,
    ...whole,
  });
  await context.store.saveUpload(bucket, upload.uploadId);
  await context.store.removeBlobs(
    upload.parts.filter((part) => !whole.parts.some((used) => used.id === part.id)),
  );
  return stored;
}

async function listedParts(context: Context): Promise<ListedPart[]> {
  const { checksumAlgorithm } = findUpload(context);
  const document = await readDocument(context, 'CompleteMultipartUpload', { checksums: 'object' });
  const parts = children(document, 'Part').map((part) => ({
    number: Number(requiredText(part, 'PartNumber')),
    etag: requiredText(part, 'ETag').replaceAll('"', '').trim(),
    checksum: childText(part, `Checksum${checksumAlgorithm}`),
  }));
  if (parts.length === 0 || parts.some(({ number }) => !Number.isInteger(number)))
    throw new S3Error('MalformedXML');
  return parts;
}

function chooseParts(upload: UploadRecord, listed: ListedPart[]): Part[] {
  const parts = listed.map((part, index) => {
    if (index > 0 && part.number <= (listed[index - 1] as ListedPart).number)
      throw new S3Error('InvalidPartOrder');
    return findPart(upload, part);
  });
  const small = parts.slice(0, -1).find((part) => part.size < MINIMUM_PART_BYTES);
  if (small === undefined) return parts;
  throw new S3Error('EntityTooSmall', {
    fields: {
      ProposedSize: small.size,
      MinSizeAllowed: MINIMUM_PART_BYTES,
      PartNumber: small.number,
      ETag: small.etag,
    },
  });
}

function findPart(upload: UploadRecord, listed: ListedPart): Part {
  const part = upload.parts.find((candidate) => candidate.number === listed.number);
  const wanted = listed.checksum ?? part?.checksum;
  if (listed.checksum === undefined && upload.checksumChosen && upload.checksumType === 'COMPOSITE')
    throw missingChecksum(upload, listed);
  if (part !== undefined && part.etag === listed.etag && part.checksum === wanted) {
    const { id, size, number, etag, checksum } = part;
    return { id, size, number, etag, checksum };
  }
  throw new S3Error('InvalidPart', {
    fields: { UploadId: upload.uploadId, PartNumber: listed.number, ETag: listed.etag },
  });
}

async function wholeChecksum(
  { checksumAlgorithm: algorithm, checksumType: type }: UploadRecord,
  parts: Part[],
): Promise<Checksum> {
  if (type === 'FULL_OBJECT') return { algorithm, type, value: combineCrcs(algorithm, parts) };
  const checksums = Buffer.concat(parts.map((part) => Buffer.from(part.checksum, 'base64')));
  return { algorithm, type, value: `${await checksumOf(algorithm, checksums)}-${parts.length}` };
}

/** The checksum headers of this request are about the object, not about its document. */
function checkWholeChecksum(context: Context, { algorithm, type, value }: Checksum): void {
  const expectedType = context.header('x-amz-checksum-type');
  if (expectedType !== undefined && parseChecksumType(expectedType) !== type) {
    throw new S3Error('InvalidRequest', {
      message: `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    });
  }
  const expected = context.header(checksumHeader(algorithm));
  if (expected !== undefined && expected !== value && expected !== value.replace(/-\d+$/, ''))
    throw checksumMismatch(algorithm);
}

function checkObjectSize(context: Context, size: number): void {
  const expected = context.header('x-amz-mp-object-size');
  if (expected === undefined || expected === String(size)) return;
  throw new S3Error('InvalidRequest', {
    message: `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${size}`,
  });
}

function multipartEtag(parts: Part[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(part.etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

function missingChecksum({ checksumAlgorithm }: UploadRecord, { number }: ListedPart): S3Error {
  return new S3Error('InvalidRequest', {
    message: `The upload was created using a ${checksumAlgorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  });
}
