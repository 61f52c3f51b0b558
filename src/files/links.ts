import { createHmac, timingSafeEqual } from 'node:crypto';

/** The query of a signed link, as an HTTP server parsed it: by anybody, so it may be anything. */
export interface LinkQuery {
  expires?: unknown;
  signature?: unknown;
}

/** Makes and checks the signatures of one store's links. */
export interface LinkSigner {
  /** The query string for a file and the Unix second its link ends. */
  sign(id: string, expires: number): string;
  /** Whether this store signed exactly this query for this file; whether it has expired is another question. */
  verify(id: string, query: LinkQuery): boolean;
}

export function createLinkSigner(secret: Uint8Array | string): LinkSigner {
  const signatureOf = (id: string, expires: string) =>
    createHmac('sha256', secret).update(`${id}\n${expires}`).digest();
  return {
    sign: (id, expires) =>
      new URLSearchParams({
        expires: String(expires),
        signature: signatureOf(id, String(expires)).toString('base64url'),
      }).toString(),
    verify: (id, { expires, signature }) => {
      if (typeof expires !== 'string' || typeof signature !== 'string') return false;
      const given = Buffer.from(signature, 'base64url');
      const wanted = signatureOf(id, expires);
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  };
}
