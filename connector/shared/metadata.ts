import { createRequire } from 'node:module';

interface Libmime {
  encodeWords(text: string, encoding: 'B'): string;
  decodeWords(text: string): string;
}

/** Loaded with the first text that needs it: its tables of character sets take longer to load than the connector. */
const libmime = () => createRequire(import.meta.url)('libmime') as Libmime;

const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text) && text.trim() === text && !/=\?/.test(text);

/**
 * User metadata travels in HTTP headers, which carry ASCII: other text goes RFC 2047-encoded, the way S3 itself gives
 * it back. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
 */
export function encodeMetadata(
  metadata: Readonly<Record<string, string>> | undefined,
): Record<string, string> | undefined {
  return metadata && mapValues(metadata, (text) => (isPlain(text) ? text : libmime().encodeWords(text, 'B')));
}

/** The reverse of `encodeMetadata`, for whatever S3 or another program encoded. */
export function decodeMetadata(
  metadata: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  return mapValues(metadata ?? {}, (text) => (text.includes('=?') ? libmime().decodeWords(text) : text));
}

/** Bytes of the names and the values as they are sent: what S3's limit of 2 KB counts. */
export function metadataHeaderSize(metadata: Readonly<Record<string, unknown>>): number {
  const texts = Object.entries(metadata).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.entries(encodeMetadata(Object.fromEntries(texts)) ?? {})
    .map(([name, value]) => Buffer.byteLength(name) + Buffer.byteLength(value))
    .reduce((sum, bytes) => sum + bytes, 0);
}

const mapValues = (record: Readonly<Record<string, string>>, change: (text: string) => string) =>
  Object.fromEntries(Object.entries(record).map(([name, text]) => [name, change(text)]));
