import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';

const PREFIX = 'x-amz-meta-';
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html: names and values together, in UTF-8. */
const MAXIMUM_METADATA_BYTES = 2048;

/** Headers that S3 stores with an object and answers as they came. */
const STORED_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
];

/** The stored headers of a request; a body's `aws-chunked` is transport, and left out. */
export function storedHeaders(context: Context): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of STORED_HEADERS) {
    const value = context.header(name);
    const stored = name === 'content-encoding' ? withoutChunking(value) : value;
    if (stored !== undefined && stored !== '') headers[name] = stored;
  }
  return headers;
}

/** User metadata by name; values are decoded as RFC 2047 says, as S3 does. */
export function userMetadata(context: Context): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const header of context.headerNames().filter((name) => name.startsWith(PREFIX))) {
    const values = context.request.headers.get(header) ?? [context.header(header) ?? ''];
    metadata[header.slice(PREFIX.length)] = values.map((value) => decodeWords(decodeBytes(value))).join(',');
  }
  const size = Object.entries(metadata).reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0);
  if (size <= MAXIMUM_METADATA_BYTES) return metadata;
  throw new S3Error('MetadataTooLarge', { fields: { Size: size, MaxSizeAllowed: MAXIMUM_METADATA_BYTES } });
}

/** Answer headers for user metadata; a value beyond ASCII is encoded as RFC 2047 says. */
export function metadataHeaders(metadata: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [PREFIX + name, encodeWord(value)]),
  );
}

function withoutChunking(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== 'aws-chunked')
    .join(', ');
}

/** Header bytes are UTF-8 if they can be, else latin-1. */
function decodeBytes(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}

function encodeWord(value: string): string {
  return /^[\u0020-\u007e]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

/** White space between two encoded words belongs to neither. */
function decodeWords(value: string): string {
  return value
    .replaceAll(/(=\?utf-8\?[bq]\?[^?]*\?=)\s+(?==\?utf-8\?[bq]\?)/gi, '$1')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_match, form: string, text: string) =>
      form.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : decodeQuoted(text),
    );
}

function decodeQuoted(text: string): string {
  const bytes = text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeBytes(bytes);
}
