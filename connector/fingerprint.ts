import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { crc32 } from 'node:zlib';

/** What S3 said of a stored object, as far as it tells whether the bytes arrived. */
export interface Stored {
  ETag?: string | undefined;
  ChecksumCRC32?: string | undefined;
  ServerSideEncryption?: string | undefined;
  SSECustomerAlgorithm?: string | undefined;
}

/** Passes bytes through and remembers enough of them to recognise the stored object. */
export interface Fingerprint {
  stream: Transform;
  readonly size: number;
  /** False only when S3's answer proves that other bytes were stored. */
  matches(stored: Stored): boolean;
}

/**
 * @param partSize bytes of a part of a multipart upload: its ETag is the MD5 of the MD5s of the parts
 * @param byCrc32 whether S3 will answer with a CRC-32 of the whole object; else the ETag is compared, where it is an MD5
 */
export function createFingerprint(partSize: number, byCrc32: boolean): Fingerprint {
  const parts = createPartHashes(partSize);
  let size = 0;
  let crc = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (byCrc32) crc = crc32(chunk, crc);
      else parts.update(chunk);
      done(null, chunk);
    },
  });
  return {
    stream,
    get size() {
      return size;
    },
    matches(stored) {
      if (!byCrc32)
        return !hasMd5Etag(stored) || parts.etags().includes(stored.ETag?.replaceAll('"', '') ?? '');
      const expected = Buffer.alloc(4);
      expected.writeUInt32BE(crc);
      return stored.ChecksumCRC32 === undefined || stored.ChecksumCRC32 === expected.toString('base64');
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html: with KMS or customer keys an ETag is no MD5. */
const hasMd5Etag = ({ ETag, ServerSideEncryption, SSECustomerAlgorithm }: Stored) =>
  ETag !== undefined && SSECustomerAlgorithm === undefined && !ServerSideEncryption?.startsWith('aws:kms');

function createPartHashes(partSize: number) {
  const finished: Buffer[] = [];
  let current = createHash('md5');
  let filled = 0;
  const update = (chunk: Buffer): void => {
    // A part is closed only when more bytes follow, so that the last one may be exactly full.
    if (filled === partSize) {
      finished.push(current.digest());
      current = createHash('md5');
      filled = 0;
    }
    const here = chunk.subarray(0, partSize - filled);
    current.update(here);
    filled += here.length;
    if (here.length < chunk.length) update(chunk.subarray(here.length));
  };
  /** The ETag in one PUT, and the one in parts. */
  const etags = () => {
    const digests = [...finished, current.copy().digest()];
    const combined = createHash('md5').update(Buffer.concat(digests)).digest('hex');
    return finished.length === 0 ? [digests[0]?.toString('hex')] : [`${combined}-${digests.length}`];
  };
  return { update, etags };
}
