import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import type { ChecksumAlgorithm } from '../store/types.ts';

interface Digest {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array | Promise<Uint8Array>;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const ALGORITHMS: Record<ChecksumAlgorithm, { bytes: number; create: () => Digest }> = {
  CRC32: { bytes: 4, create: () => new Crc32() },
  CRC32C: { bytes: 4, create: () => new Crc32c() },
  CRC64NVME: { bytes: 8, create: () => new Crc64Nvme() },
  SHA1: { bytes: 20, create: () => createHash('sha1') },
  SHA256: { bytes: 32, create: () => createHash('sha256') },
  SHA512: { bytes: 64, create: () => createHash('sha512') },
  MD5: { bytes: 16, create: () => createHash('md5') },
};

/** Computes the MD5 and checksums of content that passes through. */
export class ContentDigests {
  size = 0;
  readonly #digests: ReadonlyMap<ChecksumAlgorithm, Digest>;
  readonly #md5 = createHash('md5');

  constructor(...algorithms: ChecksumAlgorithm[]) {
    this.#digests = new Map(algorithms.map((algorithm) => [algorithm, ALGORITHMS[algorithm].create()]));
  }

  async *pass(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      this.size += chunk.length;
      this.#md5.update(chunk);
      for (const digest of this.#digests.values()) digest.update(chunk);
      yield chunk;
    }
  }

  /** The MD5, and the checksums in base64; to be asked once, at the end. */
  async results(): Promise<Digests> {
    const checksums = new Map<ChecksumAlgorithm, string>();
    for (const [algorithm, digest] of this.#digests) {
      checksums.set(algorithm, Buffer.from(await digest.digest()).toString('base64'));
    }
    return { md5: this.#md5.digest(), checksums };
  }
}

export interface Digests {
  md5: Buffer;
  checksums: ReadonlyMap<ChecksumAlgorithm, string>;
}

/** The checksum of a short text, for documents. */
export async function checksumOf(algorithm: ChecksumAlgorithm, content: Uint8Array): Promise<string> {
  const digest = ALGORITHMS[algorithm].create();
  digest.update(content);
  return Buffer.from(await digest.digest()).toString('base64');
}
