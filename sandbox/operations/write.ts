import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { Blob, Checksum, ChecksumAlgorithm, Encryption } from '../store/types.ts';
import { ContentDigests, DEFAULT_ALGORITHM, expectedChecksum, verifyDigests } from './checksums.ts';
import { hidesMd5 } from './encryption.ts';

/** The largest body of one request, 5 GiB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MAXIMUM_BODY_BYTES = 5 * 1024 ** 3;

/** Content that has arrived whole, is what the client said it is, and is stored, but belongs to no object yet. */
export interface Content {
  blob: Blob;
  etag: string;
  checksum: Checksum;
}

/** Stores a request's body; the algorithm is the client's, or else `fallback`. */
export async function receiveContent(
  context: Context,
  encryption: Encryption,
  fallback: ChecksumAlgorithm = DEFAULT_ALGORITHM,
): Promise<Content> {
  const { length } = context.body;
  if (length === undefined) throw new S3Error('MissingContentLength');
  if (length > MAXIMUM_BODY_BYTES) {
    throw new S3Error('EntityTooLarge', {
      fields: { ProposedSize: length, MaxSizeAllowed: MAXIMUM_BODY_BYTES },
    });
  }
  const expected = expectedChecksum(context);
  const digests = new ContentDigests(expected?.algorithm ?? fallback);
  return storeContent(context, digests, context.body.content(), encryption, (md5, checksum) => {
    verifyDigests(context, expected, md5, checksum);
  });
}

/** Stores content that is already here, for a copy. */
export function copyContent(
  context: Context,
  content: AsyncIterable<Uint8Array>,
  encryption: Encryption,
  algorithm: ChecksumAlgorithm,
): Promise<Content> {
  return storeContent(context, new ContentDigests(algorithm), content, encryption, () => undefined);
}

/** The ETag of content whose MD5 S3 does not tell. */
export function opaqueEtag(): string {
  return randomBytes(16).toString('hex');
}

async function storeContent(
  context: Context,
  digests: ContentDigests,
  content: AsyncIterable<Uint8Array>,
  encryption: Encryption,
  verify: (md5: Buffer, checksum: Checksum) => void,
): Promise<Content> {
  const blob = await context.store.writeBlob(digests.pass(content));
  const { md5, checksum } = await digests.results();
  try {
    verify(md5, checksum);
  } catch (error) {
    await context.store.removeBlobs([blob]);
    throw error;
  }
  return { blob, etag: hidesMd5(encryption) ? opaqueEtag() : md5.toString('hex'), checksum };
}
