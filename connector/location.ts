import type { S3Connection } from './connection.ts';
import { partitionOf } from './regions.ts';
import { encodePath } from './shared/keys.ts';

/**
 * The address of an object without a signature: path style on a custom endpoint, else virtual-host style. A bucket
 * with dots has path style too, since the wildcard certificate of AWS does not cover it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function locationOf(connection: S3Connection, region: string, bucket: string, key: string): string {
  const path = encodePath(key);
  const base = new URL(connection.endpoint ?? `https://s3.${region}.${partitionOf(region).dnsSuffix}`);
  const pathStyle =
    connection.force_path_style ?? (connection.endpoint !== undefined || bucket.includes('.'));
  const root = base.href.replace(/\/$/, '');
  return pathStyle
    ? `${root}/${bucket}/${path}`
    : `${base.protocol}//${bucket}.${base.host}${base.pathname.replace(/\/$/, '')}/${path}`;
}
