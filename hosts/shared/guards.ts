import { createHash, timingSafeEqual } from 'node:crypto';

/** The headers that a guard reads. */
export interface GuardedHeaders {
  host?: string | null;
  origin?: string | null;
  authorization?: string | null;
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

/** The Host headers by which clients may call a server; a loopback address has three names. */
function namesOf({ host, hostname, port }: URL): ReadonlySet<string> {
  if (!LOOPBACK.includes(hostname)) return new Set([host]);
  return new Set(LOOPBACK.map((name) => (port === '' ? name : `${name}:${port}`)));
}

/** Refuses requests that do not send `Authorization: Bearer <token>`. */
export function createTokenGuard(token: string) {
  const wanted = digest(token);
  return ({ authorization }: GuardedHeaders): 'token_missing' | 'token_wrong' | undefined => {
    const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (given === undefined) return 'token_missing';
    return timingSafeEqual(digest(given), wanted) ? undefined : 'token_wrong';
  };
}

/** Digests are of one length, which comparing in constant time needs. */
const digest = (text: string) => createHash('sha256').update(text).digest();
