import { accessPointHost } from './access-points.ts';
import type { S3Connection } from './connection.ts';
import { partitionOf } from './regions.ts';
import { encodePath } from './shared/keys.ts';

/**
 * The address that calls go to, before a bucket's name comes into it.
 * https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
export function endpointOf(connection: S3Connection, region: string): string {
  const fips = connection.use_fips === true ? '-fips' : '';
  const dualStack = connection.use_dual_stack === true ? '.dualstack' : '';
  return connection.endpoint ?? `https://s3${fips}${dualStack}.${region}.${partitionOf(region).dnsSuffix}`;
}

/** A name that can be a part of a host's under the wildcard certificate of AWS: one label, unlike names with dots. */
const LABEL = /^[a-z0-9][a-z0-9-]*[a-z0-9]$/;

/**
 * The address of an object without a signature: path style on a custom endpoint, else virtual-host style, as far as
 * the bucket's name allows it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function locationOf(connection: S3Connection, region: string, bucket: string, key: string): string {
  const path = encodePath(key);
  const accessPoint = accessPointHost(bucket);
  if (accessPoint !== undefined) return `https://${accessPoint}/${path}`;
  const base = new URL(endpointOf(connection, region));
  const wanted = connection.force_path_style ?? connection.endpoint !== undefined;
  const root = base.href.replace(/\/$/, '');
  return wanted || !LABEL.test(bucket)
    ? `${root}/${bucket}/${path}`
    : `${base.protocol}//${bucket}.${base.host}${base.pathname.replace(/\/$/, '')}/${path}`;
}
