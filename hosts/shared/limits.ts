import { errorsOf, type Connection } from '../../connector/index.ts';
import { limitErrors } from './limit-errors.ts';

/** What a host's operator may limit it to, within what the connection allows. */
export interface HostLimits {
  /** Limits the host to these buckets. */
  buckets?: readonly string[];
  /** Limits the host to keys that begin with one of these. */
  prefixes?: readonly string[];
}

const fail = errorsOf(limitErrors);

/** The members of a connection that bound it. */
interface Limits {
  allowed_buckets?: readonly string[];
  allowed_prefixes?: readonly string[];
}

/**
 * The connection, with limits at least as narrow as before.
 * @throws ConnectorError `limits_exceeded` when a limit would widen the connection
 */
export function narrow(connection: Connection, { buckets, prefixes }: HostLimits): Connection {
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
