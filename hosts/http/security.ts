import type { RequestHandler } from 'express';
import { createAddressGuard, createTokenGuard } from '../shared/guards.ts';
import { fail } from './errors.ts';
import type { HttpHostOptions } from './options.ts';

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

/** Refuses requests that name another host, and those that a page of another origin makes. */
export function onlyFrom(address: string): RequestHandler {
  const refusalOf = createAddressGuard(address);
  return ({ headers }, _response, next) => {
    const refusal = refusalOf(headers);
    if (refusal) throw fail(refusal, { host: headers.host ?? '' });
    next();
  };
}

/** Lets only those pass who send one of the tokens (nobody, when the list is empty); everyone, when it is `false`. */
export function requireToken(token: HttpHostOptions['token']): RequestHandler {
  if (token === false) return (_request, _response, next) => next();
  const refusalOf = createTokenGuard(...[token].flat());
  return ({ headers }, response, next) => {
    const refusal = refusalOf(headers);
    if (refusal === undefined) return next();
    response.set('WWW-Authenticate', 'Bearer');
    throw fail(refusal);
  };
}

/** What an answer of the API holds is for the one who asked. */
export const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
