import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { Blob, Checksum, ChecksumAlgorithm, Encryption } from '../store/types.ts';
import { DEFAULT_ALGORITHM, expectedChecksum, verifyDigests } from './checksums.ts';
import { ContentDigests } from './digests.ts';
import type { Digests } from './digests.ts';
import { hidesMd5 } from './encryption.ts';

/** The largest body of one request, 5 GiB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MAXIMUM_BODY_BYTES = 5 * 1024 ** 3;

/** Content that has arrived whole, is what the client said it is, and is stored, but belongs to no object yet. */
export interface Content {
  blob: Blob;
  etag: string;
  /** The one that is kept. */
  checksum: Checksum;
}

/** Stores a request's body. The checksum kept is of the algorithm `kept`; else the client's, else S3's default. */
export async function receiveContent(
  context: Context,
  encryption: Encryption,
  kept?: ChecksumAlgorithm,
): Promise<Content> {
  const { length } = context.body;
  if (length === undefined) throw new S3Error('MissingContentLength');
  if (length > MAXIMUM_BODY_BYTES) {
    throw new S3Error('EntityTooLarge', {
      fields: { ProposedSize: length, MaxSizeAllowed: MAXIMUM_BODY_BYTES },
    });
  }
  const expected = expectedChecksum(context);
  const algorithm = kept ?? expected?.algorithm ?? DEFAULT_ALGORITHM;
  const digests = new ContentDigests(algorithm, expected?.algorithm ?? algorithm);
  const verify = (found: Digests) => verifyDigests(context, expected, found);
  return storeContent(context, context.body.content(), { digests, algorithm, encryption, verify });
}

/**
 * Stores a form's file, whose size nobody tells beforehand; one of a size that is not allowed is read to its end,
 * so that its sender hears of it, but not stored.
 */
export function receiveFile(
  context: Context,
  file: AsyncIterable<Uint8Array>,
  allowed: { minimum: number; maximum: number },
  encryption: Encryption,
): Promise<Content> {
  const expected = expectedChecksum(context);
  const algorithm = expected?.algorithm ?? DEFAULT_ALGORITHM;
  const digests = new ContentDigests(algorithm);
  const maximum = Math.min(allowed.maximum, MAXIMUM_BODY_BYTES);
  return storeContent(context, limited(file, { ...allowed, maximum }), {
    digests,
    algorithm,
    encryption,
    verify: (found) => verifyDigests(context, expected, found),
  });
}

async function* limited(
  content: AsyncIterable<Uint8Array>,
  { minimum, maximum }: { minimum: number; maximum: number },
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size <= maximum) yield chunk;
    else if (size > MAXIMUM_BODY_BYTES) break;
  }
  if (size > maximum) {
    throw new S3Error('EntityTooLarge', { fields: { ProposedSize: size, MaxSizeAllowed: maximum } });
  }
  if (size < minimum) {
    throw new S3Error('EntityTooSmall', { fields: { ProposedSize: size, MinSizeAllowed: minimum } });
  }
}

/** Stores content that is already here, for a copy. */
export function copyContent(
  context: Context,
  content: AsyncIterable<Uint8Array>,
  encryption: Encryption,
  algorithm: ChecksumAlgorithm,
): Promise<Content> {
  return storeContent(context, content, { digests: new ContentDigests(algorithm), algorithm, encryption });
}

/** The ETag of content whose MD5 S3 does not tell. */
function opaqueEtag(): string {
  return randomBytes(16).toString('hex');
}

interface StoreOptions {
  digests: ContentDigests;
  algorithm: ChecksumAlgorithm;
  encryption: Encryption;
  verify?: (found: Digests) => void;
}

async function storeContent(
  context: Context,
  content: AsyncIterable<Uint8Array>,
  { digests, algorithm, encryption, verify }: StoreOptions,
): Promise<Content> {
  const blob = await context.store.writeBlob(digests.pass(content));
  const found = await digests.results();
  try {
    verify?.(found);
  } catch (error) {
    await context.store.removeBlobs([blob]);
    throw error;
  }
  const value = found.checksums.get(algorithm) ?? '';
  return {
    blob,
    etag: hidesMd5(encryption) ? opaqueEtag() : found.md5.toString('hex'),
    checksum: { algorithm, type: 'FULL_OBJECT', value },
  };
}
