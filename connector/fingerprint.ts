import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { crc32 } from 'node:zlib';

/** What S3 said of a stored object, as far as it tells whether the bytes arrived. */
export interface Stored {
  Bucket?: string | undefined;
  ETag?: string | undefined;
  ChecksumCRC32?: string | undefined;
  ServerSideEncryption?: string | undefined;
  SSECustomerAlgorithm?: string | undefined;
}

/** Passes bytes through and remembers enough of them to recognise the stored object. */
export interface Fingerprint {
  stream: Transform;
  /** Bytes so far. */
  readonly size: number;
  /** Size and checksum for S3 to compare when it puts parts together, in its own spelling. */
  whole(): { MpuObjectSize: number; ChecksumCRC32?: string };
  /** False only when S3's answer proves that other bytes were stored. */
  matches(stored: Stored): boolean;
}

/**
 * @param partSize bytes of a part of a multipart upload: its ETag is the MD5 of the MD5s of the parts
 * @param byCrc32 whether S3 knows the CRC-32 of the whole object; else the ETag is compared, where it is an MD5
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
    whole: () => ({ MpuObjectSize: size, ...(byCrc32 ? { ChecksumCRC32: base64(crc) } : {}) }),
    matches: (stored) =>
      byCrc32
        ? stored.ChecksumCRC32 === undefined || stored.ChecksumCRC32 === base64(crc)
        : !hasMd5Etag(stored) || unquoted(stored.ETag) === parts.etag(),
  };
}

function base64(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString('base64');
}

const unquoted = (etag: string | undefined) => etag?.replaceAll('"', '') ?? '';

/**
 * With KMS or customer keys an ETag is no MD5, nor in a directory bucket; of other servers only what has its form is
 * taken for one. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
const hasMd5Etag = ({ Bucket, ETag, ServerSideEncryption, SSECustomerAlgorithm }: Stored) =>
  /^[0-9a-f]{32}(-\d+)?$/.test(unquoted(ETag)) &&
  SSECustomerAlgorithm === undefined &&
  !ServerSideEncryption?.startsWith('aws:kms') &&
  !Bucket?.endsWith('--x-s3');

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
  /** The ETag of one PUT when all fits into one part, else that of the parts. */
  const etag = (): string => {
    const last = current.copy().digest();
    if (finished.length === 0) return last.toString('hex');
    const all = [...finished, last];
    return `${createHash('md5').update(Buffer.concat(all)).digest('hex')}-${all.length}`;
  };
  return { update, etag };
}
