import { allows } from '../authorize.ts';
import type { Answer, Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import type { ObjectVersion, Part } from '../store/types.ts';
import { expirationHeader } from '../lifecycle/due.ts';
import { refuseArchived, restoreHeader } from './archive.ts';
import { checksumHeader, checksumHeaders } from './checksums.ts';
import { checkReadConditions } from './conditions.ts';
import { checkCustomerKey, encryptionHeaders } from './encryption.ts';
import { lockHeaders } from './lock.ts';
import { metadataHeaders } from './metadata.ts';
import { parseRange } from './range.ts';
import type { ByteRange } from './range.ts';
import { currentObject, findObject, versionHeader } from './versions.ts';

const RESPONSE_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** What no HTTP header can carry. */
// oxlint-disable-next-line no-control-regex -- control characters are the point
const UNPRINTABLE = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function getObject(context: Context): Promise<Answer> {
  const { object, range, answer } = await headObjectParts(context);
  refuseArchived(object, context.now);
  const { start, end } = range ?? { start: 0, end: object.size - 1 };
  const body = object.size === 0 ? '' : await context.store.readBlobs(object.parts, start, end);
  return { ...answer, body };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export async function headObject(context: Context): Promise<Answer> {
  return (await headObjectParts(context)).answer;
}

async function headObjectParts(
  context: Context,
): Promise<{ object: ObjectVersion; range?: ByteRange; answer: Answer }> {
  const { bucket, key } = context;
  const object = findObject(bucket, key, context.versionId);
  checkCustomerKey(context, object.encryption);
  const overrides = responseOverrides(context);
  const validators = {
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.lastModified).toUTCString(),
  };
  const version = versionHeader(bucket.record, object);
  checkReadConditions(context, object, { ...validators, ...version });
  const part = requestedPart(context, object);
  const range = part?.range ?? parseRange(context.header('range'), object.size);
  const headers = {
    ...objectHeaders(context, object),
    ...restoreHeader(object, context.now),
    ...validators,
    ...version,
    ...(object === currentObject(bucket, key) && expirationHeader(bucket.record, key, object)),
    ...overrides,
    ...rangeHeaders(object.size, range),
    ...(part === undefined
      ? {}
      : { 'x-amz-mp-parts-count': object.multipart ? String(object.parts.length) : undefined }),
    ...readChecksum(context, object, part?.part, range),
  };
  return { object, range, answer: { status: range === undefined ? 200 : 206, headers } };
}

/** What is told of an object beside its validators; of tags and locks only to those who may see them. */
function objectHeaders(context: Context, object: ObjectVersion): Record<string, string | undefined> {
  const tagCount = Object.keys(object.tags).length;
  const { mode, retainUntil, legalHold } = object.lock;
  const mayRead = (action: string) => allows(context, action);
  return {
    ...object.headers,
    ...metadataHeaders(object.metadata),
    ...encryptionHeaders(object.encryption),
    ...lockHeaders({
      ...(mode !== undefined && mayRead('s3:GetObjectRetention') && { mode, retainUntil }),
      ...(legalHold !== undefined && mayRead('s3:GetObjectLegalHold') && { legalHold }),
    }),
    'accept-ranges': 'bytes',
    'x-amz-storage-class': object.storageClass === 'STANDARD' ? undefined : object.storageClass,
    'x-amz-tagging-count': tagCount > 0 && mayRead('s3:GetObjectTagging') ? String(tagCount) : undefined,
  };
}

function rangeHeaders(size: number, range: ByteRange | undefined): Record<string, string> {
  if (range === undefined) return { 'content-length': String(size) };
  return {
    'content-length': String(range.end - range.start + 1),
    'content-range': `bytes ${range.start}-${range.end}/${size}`,
  };
}

/** `response-content-type` and its like; only somebody who signed may set them. */
function responseOverrides(context: Context): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const header of RESPONSE_HEADERS) {
    const value = context.query(`response-${header}`);
    if (value === undefined) continue;
    if (UNPRINTABLE.test(value))
      throw invalidArgument('Header value cannot be represented', `response-${header}`, value);
    overrides[header] = Buffer.from(value).toString('latin1');
  }
  if (context.identity !== undefined || Object.keys(overrides).length === 0) return overrides;
  throw new S3Error('InvalidRequest', {
    message: 'Request specific response headers cannot be used for anonymous GET requests.',
  });
}

/** `partNumber`: the part's bytes; an object that was put whole is its own part 1. */
function requestedPart(
  context: Context,
  object: ObjectVersion,
): { part: Part; range?: ByteRange } | undefined {
  const text = context.query('partNumber');
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      text,
    );
  }
  if (context.header('range') !== undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'Cannot specify both Range header and partNumber query parameter',
    });
  }
  const part = object.parts.find((candidate) => candidate.number === number);
  if (part === undefined)
    throw new S3Error('InvalidPartNumber', {
      fields: { PartNumberRequested: number, ActualPartCount: object.parts.length },
    });
  const start = object.parts.slice(0, object.parts.indexOf(part)).reduce((sum, { size }) => sum + size, 0);
  return { part, range: part.size === 0 ? undefined : { start, end: start + part.size - 1 } };
}

/** The checksum, when asked for, of exactly the bytes that are answered. */
function readChecksum(
  context: Context,
  object: ObjectVersion,
  part: Part | undefined,
  range: ByteRange | undefined,
): Record<string, string> {
  if (context.header('x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED') return {};
  if (part !== undefined && object.multipart) {
    return {
      [checksumHeader(object.checksum.algorithm)]: part.checksum,
      'x-amz-checksum-type': object.checksum.type,
    };
  }
  return range === undefined || part !== undefined ? checksumHeaders(object.checksum) : {};
}
