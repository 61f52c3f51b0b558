import { fail } from '../errors.ts';

/** What an `s3:` URI names: a key that is empty or ends with a slash stands for all keys that begin with it. */
export interface Address {
  bucket: string;
  key: string;
}

/** By RFC 6570: slashes of the key stay, everything else is percent-encoded. */
export const URI_TEMPLATE = 's3://{bucket}/{+key}';

export const uriOf = ({ bucket, key }: Address): string =>
  `s3://${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

/**
 * Not by the URL class, which takes "a/../b" for "b": in S3 they are two keys.
 * @throws ConnectorError `resource_unknown`
 */
export function addressIn(uri: string): Address {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) throw fail('resource_unknown', { uri });
  try {
    return { bucket, key: decodeURIComponent(key) };
  } catch {
    throw fail('resource_unknown', { uri });
  }
}
