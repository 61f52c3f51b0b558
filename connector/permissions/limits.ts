import { fail, type Connection, type ConnectorError, type Requirement } from '../../src/index.ts';
import type { S3Connection } from '../connection.ts';

/** The bounds that a connection sets. */
export interface Limits {
  buckets?: readonly string[];
  prefixes?: readonly string[];
}

type RefusalOf = (requirement: Requirement) => ConnectorError | undefined;

/** What refuses everything outside the connection's `allowed_buckets` and `allowed_prefixes`, whatever names it. */
export const boundsOf = (connection: Connection): RefusalOf | undefined =>
  refusalsOutside(limitsOf(connection));

/** The same, of bounds that are known. */
export function refusalsOutside({ buckets, prefixes }: Limits): RefusalOf | undefined {
  if (!buckets && !prefixes) return undefined;
  return (requirement) =>
    (buckets && outsideBuckets(requirement, buckets)) ?? (prefixes && outsidePrefixes(requirement, prefixes));
}

function outsideBuckets(
  { parts, members }: Requirement,
  buckets: readonly string[],
): ConnectorError | undefined {
  if (parts.bucket === undefined || buckets.includes(parts.bucket)) return undefined;
  return outside(`the buckets ${listed(buckets)}`, members.bucket, parts.bucket);
}

function outsidePrefixes(
  { action, resource, parts, members }: Requirement,
  prefixes: readonly string[],
): ConnectorError | undefined {
  const begins = (name = '') => prefixes.some((prefix) => name.startsWith(prefix));
  const allowed = `keys that begin with ${listed(prefixes)}`;
  if (resource === 'object') return begins(parts.key) ? undefined : outside(allowed, members.key, parts.key);
  // A listing names its prefix; whatever else changes a whole bucket reaches beyond every prefix.
  if (members.prefix !== undefined)
    return begins(parts.prefix) ? undefined : outside(allowed, members.prefix, parts.prefix);
  return /^s3:(Create|Delete|Put)/.test(action) ? outside(allowed, members.bucket, parts.bucket) : undefined;
}

function outside(allowed: string, member: string | undefined, value: string | undefined): ConnectorError {
  // Of a selector into a list, the list is what the form shows.
  const field = member?.replace(/\[.*/, '');
  return fail(
    'outside_connection_limits',
    { allowed, field: `"${field}"`, value: value ?? '' },
    { details: { field } },
  );
}

const listed = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** The bounds that the connection sets, for operations that enumerate. */
export function limitsOf(given: Connection): Limits {
  const { allowed_buckets: buckets, allowed_prefixes: prefixes } = given as S3Connection;
  return { ...(buckets ? { buckets } : {}), ...(prefixes ? { prefixes } : {}) };
}
