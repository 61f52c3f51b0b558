import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { fail } from './errors.ts';

/** Nothing from elsewhere, no script or style inside a page, no page of ours inside another. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Headers of every answer. No HSTS: over plain http on localhost it would only lock other local servers out. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.removeHeader('X-Powered-By');
  response.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
  next();
};

/**
 * Refuses requests that name another host (a foreign domain can be made to resolve to 127.0.0.1, and its page would
 * then count as ours) and requests that a page of another origin makes, other ports of this machine included.
 */
export function onlyFrom(address: string): RequestHandler {
  const url = new URL(address);
  const hosts = namesOf(url);
  const origins = new Set([...hosts].map((host) => `${url.protocol}//${host}`));
  return ({ headers: { host = '', origin } }, _response, next) => {
    if (!hosts.has(host.toLowerCase())) throw fail('host_refused', { host });
    if (origin !== undefined && !origins.has(origin)) throw fail('origin_refused');
    next();
  };
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The Host headers by which clients may call a server; a loopback address has three names. */
function namesOf({ host, hostname, port }: URL): ReadonlySet<string> {
  if (!LOOPBACK.includes(hostname)) return new Set([host]);
  return new Set(LOOPBACK.map((name) => (port === '' ? name : `${name}:${port}`)));
}

/** Lets only those pass who send `Authorization: Bearer <token>`. */
export function requireToken(token: string): RequestHandler {
  const wanted = digest(token);
  return (request, response, next) => {
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) return next();
    response.set('WWW-Authenticate', 'Bearer');
    throw fail(given === undefined ? 'token_missing' : 'token_wrong');
  };
}

/** Digests are of one length, which comparing in constant time needs. */
const digest = (text: string) => createHash('sha256').update(text).digest();
