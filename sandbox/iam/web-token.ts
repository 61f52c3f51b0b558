import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { SandboxIdentityProvider } from './options.ts';
import { QueryError } from './query-error.ts';

/** What an OpenID Connect token says, once it is verified. */
export interface WebToken {
  provider: SandboxIdentityProvider;
  subject: string;
  audience: string;
  /** Those with one text or several. */
  claims: Readonly<Record<string, string | string[]>>;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * Verifies a token (RFC 7519, signed with RS256 or ES256) with its provider's keys.
 * @throws QueryError `InvalidIdentityToken`, `ExpiredTokenException`
 */
export function readWebToken(
  token: string,
  providers: readonly SandboxIdentityProvider[],
  now: Date,
): WebToken {
  const parts = token.split('.');
  if (parts.length !== 3) throw invalid('The ID Token provided is not a valid JWT.');
  const [header = '', payload = '', signature = ''] = parts;
  const claims = decode(payload);
  const provider = providers.find(({ url }) => url === claims['iss']);
  if (provider === undefined) {
    throw invalid(`No OpenIDConnect provider found in your account for ${String(claims['iss'])}`);
  }
  if (!isSigned(provider.keys, decode(header), `${header}.${payload}`, signature)) {
    throw invalid("Couldn't retrieve verification key from your identity provider, or it does not fit.");
  }
  checkTimes(claims, now);
  const audience = audienceOf(claims, provider);
  return { provider, subject: String(claims['sub'] ?? ''), audience, claims: textClaims(claims) };
}

function isSigned(keys: readonly JsonWebKey[], header: Claims, text: string, signature: string): boolean {
  const { alg, kid } = header;
  const wanted = alg === 'RS256' ? 'RSA' : alg === 'ES256' ? 'EC' : undefined;
  const candidates = keys.filter(
    (key) => key.kty === wanted && (kid === undefined || key['kid'] === undefined || key['kid'] === kid),
  );
  return candidates.some((jwk) => {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const encoding = wanted === 'EC' ? { dsaEncoding: 'ieee-p1363' as const } : {};
    return verify('sha256', Buffer.from(text), { key, ...encoding }, Buffer.from(signature, 'base64url'));
  });
}

function checkTimes(claims: Claims, now: Date): void {
  const seconds = now.getTime() / 1000;
  const expires = Number(claims['exp']);
  if (!(expires > seconds)) {
    throw new QueryError(
      'ExpiredTokenException',
      `Token expired: current date/time ${Math.floor(seconds)} must be before the expiration date/time ${expires}`,
    );
  }
  if (Number(claims['nbf'] ?? 0) > seconds) throw invalid('The ID Token provided is not valid yet.');
}

/** `azp` goes before `aud`; one of several must be registered with the provider. */
function audienceOf(claims: Claims, { audiences }: SandboxIdentityProvider): string {
  const told = [claims['azp'] ?? claims['aud']].flat().map(String);
  const found = told.find((audience) => audiences.includes(audience));
  if (found === undefined) throw invalid('Incorrect token audience');
  return found;
}

function textClaims(claims: Claims): WebToken['claims'] {
  const texts = Object.entries(claims).filter(
    (entry): entry is [string, string | string[]] =>
      typeof entry[1] === 'string' ||
      (Array.isArray(entry[1]) && entry[1].every((value) => typeof value === 'string')),
  );
  return Object.fromEntries(texts);
}

function decode(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Claims;
  } catch {
    // What is no JSON is told like what is no object.
  }
  throw invalid('The ID Token provided is not a valid JWT.');
}

function invalid(message: string): QueryError {
  return new QueryError('InvalidIdentityToken', message);
}
