import { fail, type Connection, type ConnectorError, type Requirement } from '../src/index.ts';
import type { S3Connection } from './connection.ts';

/** Where the parts of each kind of resource usually stand in an input. */
export const resourceMembers = {
  '*': {},
  bucket: { bucket: 'bucket_name', prefix: 'prefix' },
  object: { bucket: 'bucket_name', key: 'object_path' },
  kms_key: { key_id: 'kms_key_id' },
} as const;

/**
 * The ARN of what a requirement is on.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function arnOf({ resource, parts }: Requirement, partition: string): string {
  const { bucket = '*', key = '*', key_id = '' } = parts;
  // An access point's ARN names its objects differently from a bucket's.
  if (resource === 'object')
    return bucket.startsWith('arn:') ? `${bucket}/object/${key}` : `arn:${partition}:s3:::${bucket}/${key}`;
  if (resource === 'bucket') return bucket.startsWith('arn:') ? bucket : `arn:${partition}:s3:::${bucket}`;
  if (resource === 'kms_key')
    return key_id.startsWith('arn:') ? key_id : `arn:${partition}:kms:*:*:key/${key_id || '*'}`;
  return '*';
}

/** Refuses what lies outside the connection's `allowed_buckets` and `allowed_prefixes`, whatever named it. */
export function inspectLimits(
  { resource, parts, members, row }: Requirement,
  given: Connection,
): ConnectorError | undefined {
  const { allowed_buckets: buckets, allowed_prefixes: prefixes } = given as S3Connection;
  const { bucket, key, prefix } = parts;
  if (buckets && bucket !== undefined && !buckets.includes(bucket)) {
    return outside(`the buckets ${listed(buckets)}`, members.bucket, bucket);
  }
  if (!prefixes) return undefined;
  const allowed = `keys that begin with ${listed(prefixes)}`;
  const begins = (name: string) => prefixes.some((candidate) => name.startsWith(candidate));
  if (resource === 'object' && !begins(key ?? '')) return outside(allowed, members.key, key);
  if (resource === 'bucket' && row.action.startsWith('s3:List') && !begins(prefix ?? ''))
    return outside(allowed, members.prefix, prefix);
  if (resource === 'bucket' && /^s3:(Create|Delete|Put)/.test(row.action))
    return outside(allowed, members.bucket, bucket);
  return undefined;
}

function outside(allowed: string, field: string | undefined, value: string | undefined): ConnectorError {
  return fail(
    'outside_connection_limits',
    { allowed, field: `"${field}"`, value: value ?? '' },
    { details: { field } },
  );
}

const listed = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** The bounds that the connection sets, for operations that enumerate. */
export function limitsOf(given: Connection): { buckets?: readonly string[]; prefixes?: readonly string[] } {
  const { allowed_buckets: buckets, allowed_prefixes: prefixes } = given as S3Connection;
  return { ...(buckets ? { buckets } : {}), ...(prefixes ? { prefixes } : {}) };
}
