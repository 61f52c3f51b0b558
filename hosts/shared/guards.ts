import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** The headers that a guard reads. */
export interface GuardedHeaders {
  host?: string | null;
  origin?: string | null;
  authorization?: string | null;
  'x-api-key'?: string | string[] | null;
}

/**
 * Refuses requests that name another host (a foreign domain can be made to resolve to 127.0.0.1, and its page would
 * then count as ours) and requests that a page of another origin makes, other ports of this machine included.
 *
 * @param address where clients reach the server, such as "http://127.0.0.1:4300"
 */
export function createAddressGuard(address: string) {
  const url = new URL(address);
  const hosts = namesOf(url);
  const origins = new Set([...hosts].map((host) => `${url.protocol}//${host}`));
  return ({ host, origin }: GuardedHeaders): 'host_refused' | 'origin_refused' | undefined => {
    if (!hosts.has((host ?? '').toLowerCase())) return 'host_refused';
    if (typeof origin === 'string' && !origins.has(origin)) return 'origin_refused';
    return undefined;
  };
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether only this machine reaches a server that listens there: a host name, or an address as in a URL or without. */
export const isLoopback = (host: string): boolean =>
  host === '::1' || LOOPBACK.includes(host) || (isIPv4(host) && host.startsWith('127.'));

/** The Host headers by which clients may call a server; a loopback address has three names. */
function namesOf({ host, hostname, port }: URL): ReadonlySet<string> {
  if (!LOOPBACK.includes(hostname)) return new Set([host]);
  return new Set(LOOPBACK.map((name) => (port === '' ? name : `${name}:${port}`)));
}

/**
 * Refuses requests that send none of the tokens, as `Authorization: Bearer <token>` or as `X-Api-Key: <token>`. All of
 * the tokens are compared, whichever is the right one: the time it takes tells nothing.
 */
export function createTokenGuard(...tokens: readonly string[]) {
  const wanted = tokens.map(digest);
  return (headers: GuardedHeaders): 'token_missing' | 'token_wrong' | undefined => {
    const given = tokenIn(headers);
    if (given === undefined) return 'token_missing';
    const found = wanted.filter((token) => timingSafeEqual(digest(given), token));
    return found.length > 0 ? undefined : 'token_wrong';
  };
}

function tokenIn({ authorization, 'x-api-key': key }: GuardedHeaders): string | undefined {
  if (typeof key === 'string' && key !== '') return key;
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** Digests are of one length, which comparing in constant time needs. */
const digest = (text: string) => createHash('sha256').update(text).digest();
