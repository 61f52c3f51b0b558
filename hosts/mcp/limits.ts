import type { Connection } from '../../connector/index.ts';
import { fail } from './errors.ts';
import type { McpHostOptions } from './options.ts';

/** The members of a connection that bound it. */
interface Limits {
  allowed_buckets?: readonly string[];
  allowed_prefixes?: readonly string[];
}

/**
 * The connection, with limits at least as narrow as before.
 * @throws ConnectorError `limits_exceeded` when a limit would widen the connection
 */
export function narrow(
  connection: Connection,
  { buckets, prefixes }: Pick<McpHostOptions, 'buckets' | 'prefixes'>,
): Connection {
  const { allowed_buckets: allowed, allowed_prefixes: roots } = connection as Limits;
  for (const bucket of buckets ?? []) {
    if (allowed?.includes(bucket) === false)
      throw fail('limits_exceeded', { kind: 'the bucket', value: bucket });
  }
  for (const prefix of prefixes ?? []) {
    const within = roots?.some((root) => prefix.startsWith(root)) ?? true;
    if (!within) throw fail('limits_exceeded', { kind: 'the prefix', value: prefix });
  }
  return {
    ...connection,
    ...(buckets && { allowed_buckets: buckets }),
    ...(prefixes && { allowed_prefixes: prefixes }),
  };
}

/** The prefixes that keys are bound to; undefined when they are not. */
export const prefixesOf = (connection: Connection) => (connection as Limits).allowed_prefixes;
