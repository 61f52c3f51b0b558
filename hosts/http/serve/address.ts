import { isIPv6 } from 'node:net';
import { isLoopback } from '../../shared/guards.ts';
import { fail } from '../errors.ts';

const EVERYWHERE = new Set(['0.0.0.0', '::', '']);

/** Where a server listens, and what clients call it by. */
export interface Place {
  host: string;
  port: number;
  /** The origin that clients use, such as one of a proxy in front. */
  address?: string;
}

/**
 * Refuses a place that others reach without a token, and one without a name.
 * @throws ConnectorError `token_required`, `address_required`, `address_unusable`
 */
export function ensureSafe({ host, address }: Place, hasToken: boolean): void {
  const name = address === undefined ? undefined : hostnameOf(address);
  const isPrivate = isLoopback(host) && (name === undefined || isLoopback(name));
  if (!isPrivate && !hasToken) throw fail('token_required', { where: address ?? host });
  if (name === undefined && EVERYWHERE.has(host)) throw fail('address_required', { host });
}

/** The origin of a server that listens at a port, when it has no other address. */
export const originAt = (host: string, port: number): string =>
  `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;

function hostnameOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.hostname;
  throw fail('address_unusable', { address });
}
