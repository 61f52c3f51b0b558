import { S3Error } from './errors.ts';
import { decodeUri } from './uri.ts';

/** What a request is about, by its Host header and path. */
export interface Address {
  bucket?: string;
  key?: string;
  /** True when the Host header names the bucket. */
  virtualHost: boolean;
  /** The region that the Host header names, as in `s3.eu-central-1.localhost`. */
  hostRegion?: string;
}

/**
 * Host names that are an endpoint, each perhaps with a bucket in front:
 * `localhost`, `127.0.0.1` (and `127.0.0.1.nip.io`), `s3.localhost`, `s3.<region>.localhost`,
 * and AWS's own `s3.<region>.amazonaws.com` for clients that resolve it to this machine.
 * Any other host is an endpoint too, in path style.
 */
const ENDPOINT_HOST =
  /^(?:(?<bucket>.+?)\.)??(?:s3(?:\.dualstack)?(?:\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d+))?\.(?:localhost|amazonaws\.com(?:\.cn)?)|localhost|127\.0\.0\.1(?:\.nip\.io)?)$/;

/**
 * Reads bucket and key. The key is what follows the bucket's slash, decoded once and never normalised:
 * `a/../b` and `//x` are keys like any other.
 */
export function readAddress(host: string, rawPath: string): Address {
  const match = ENDPOINT_HOST.exec(host.replace(/:\d+$/, '').toLowerCase());
  const hostRegion = match?.groups?.['region'];
  const bucket = match?.groups?.['bucket'];
  if (bucket !== undefined) return { bucket, ...keyOf(rawPath.slice(1)), virtualHost: true, hostRegion };
  const slash = rawPath.indexOf('/', 1);
  const name = decodeUri(rawPath.slice(1, slash === -1 ? undefined : slash));
  if (name === '') return { virtualHost: false, hostRegion };
  return {
    bucket: name,
    ...keyOf(slash === -1 ? '' : rawPath.slice(slash + 1)),
    virtualHost: false,
    hostRegion,
  };
}

/** The longest key in bytes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAXIMUM_KEY_BYTES = 1024;

function keyOf(rawKey: string): { key?: string } {
  return rawKey === '' ? {} : { key: checkedKey(decodeUri(rawKey)) };
}

/** @throws S3Error `KeyTooLongError` */
export function checkedKey(key: string): string {
  const size = Buffer.byteLength(key);
  if (size <= MAXIMUM_KEY_BYTES) return key;
  throw new S3Error('KeyTooLongError', { fields: { Size: size, MaxSizeAllowed: MAXIMUM_KEY_BYTES } });
}
