import { S3Error } from '../errors.ts';
import type { S3Request } from '../request.ts';
import { headerCredentials, queryCredentials } from './credentials.ts';
import type { Identity, User } from './identity.ts';
import { canonicalRequest, parseTimestamp, sameSignature, sign, signingKey, stringToSign } from './sigv4.ts';
import type { Credentials } from './sigv4.ts';

/** How far a client's clock may be off: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const MAXIMUM_SKEW_MILLISECONDS = 15 * 60 * 1000;

/** What a request's signature says, once it is verified. */
export interface Authentication {
  identity: Identity;
  /** The region in the signature's scope; an anonymous request has none. */
  region?: string;
  presigned: boolean;
  /** `x-amz-content-sha256`: the body's hash, `UNSIGNED-PAYLOAD`, or one of the `STREAMING-...` values. */
  payload: string;
  /** What signed chunks are signed with, each over the one before it. */
  seed?: { credentials: Credentials; key: Buffer };
}

/**
 * Verifies a request's signature, in its header or its query; an unsigned request is the anonymous caller's.
 * @throws S3Error with S3's own code for each way to be wrong
 */
export function authenticate(
  request: S3Request,
  users: ReadonlyMap<string, User>,
  now: Date,
): Authentication {
  const header = request.header('authorization');
  const query = request.parameter('X-Amz-Algorithm') ?? request.parameter('X-Amz-Signature');
  if (header !== undefined && query !== undefined) throw onlyOneMechanism(header);
  if (header !== undefined) return authenticateHeader(request, header, users, now);
  if (query !== undefined) return authenticateQuery(request, users, now);
  if (request.parameter('AWSAccessKeyId') !== undefined) throw unsupportedVersion();
  return {
    identity: undefined,
    presigned: false,
    payload: request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
  };
}

function authenticateHeader(
  request: S3Request,
  header: string,
  users: ReadonlyMap<string, User>,
  now: Date,
): Authentication {
  const credentials = headerCredentials(request, header);
  const payload = request.header('x-amz-content-sha256');
  if (payload === undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  const identity = findUser(users, credentials, now);
  checkSkew(credentials.timestamp, now);
  const key = verifySignature(request, credentials, identity, payload);
  return {
    identity,
    region: credentials.scope.region,
    presigned: false,
    payload,
    seed: { credentials, key },
  };
}

function authenticateQuery(request: S3Request, users: ReadonlyMap<string, User>, now: Date): Authentication {
  const credentials = queryCredentials(request);
  const payload =
    request.header('x-amz-content-sha256') ?? request.parameter('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  checkExpiry(credentials.timestamp, credentials.expiresSeconds, now);
  const identity = findUser(users, credentials, now);
  const key = verifySignature(request, credentials, identity, payload);
  return { identity, region: credentials.scope.region, presigned: true, payload, seed: { credentials, key } };
}

function findUser(users: ReadonlyMap<string, User>, { scope, sessionToken }: Credentials, now: Date): User {
  const user = users.get(scope.accessKey);
  if (user === undefined || (user.sessionToken !== undefined && sessionToken === undefined)) {
    throw new S3Error('InvalidAccessKeyId', { fields: { AWSAccessKeyId: scope.accessKey } });
  }
  if (!sameSignature(user.sessionToken ?? '', sessionToken ?? '')) {
    throw new S3Error('InvalidToken', { fields: { 'Token-0': sessionToken ?? '' } });
  }
  if (user.expires !== undefined && user.expires <= now) {
    throw new S3Error('ExpiredToken', { fields: { 'Token-0': sessionToken ?? '' } });
  }
  return user;
}

function verifySignature(request: S3Request, credentials: Credentials, user: User, payload: string): Buffer {
  checkHeadersSigned(request, credentials.signedHeaders);
  const canonical = canonicalRequest(request, credentials.signedHeaders, payload);
  const toSign = stringToSign(credentials.timestamp, credentials.scope, canonical);
  const key = signingKey(user.secretKey, credentials.scope);
  if (sameSignature(sign(key, toSign), credentials.signature)) return key;
  throw new S3Error('SignatureDoesNotMatch', {
    fields: {
      AWSAccessKeyId: credentials.scope.accessKey,
      StringToSign: toSign,
      SignatureProvided: credentials.signature,
      StringToSignBytes: spacedBytes(toSign),
      CanonicalRequest: canonical,
      CanonicalRequestBytes: spacedBytes(canonical),
    },
  });
}

/** `host` and every `x-amz-*` header must be under the signature, or anybody on the way could add them. */
function checkHeadersSigned(request: S3Request, signedHeaders: readonly string[]): void {
  const needed = [...request.headers.keys()].filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = needed.filter((name) => !signedHeaders.includes(name) && name !== 'x-amz-content-sha256');
  if (unsigned.length === 0) return;
  throw new S3Error('AccessDenied', {
    message: 'There were headers present in the request which were not signed',
    fields: { HeadersNotSigned: unsigned.join(', ') },
  });
}

function checkSkew(timestamp: string, now: Date): void {
  const sent = parseTimestamp(timestamp) as Date;
  if (Math.abs(now.getTime() - sent.getTime()) <= MAXIMUM_SKEW_MILLISECONDS) return;
  throw new S3Error('RequestTimeTooSkewed', {
    fields: {
      RequestTime: timestamp,
      ServerTime: now.toISOString(),
      MaxAllowedSkewMilliseconds: MAXIMUM_SKEW_MILLISECONDS,
    },
  });
}

function checkExpiry(timestamp: string, expiresSeconds: number, now: Date): void {
  const signed = parseTimestamp(timestamp) as Date;
  const expires = new Date(signed.getTime() + expiresSeconds * 1000);
  const fields = {
    'X-Amz-Expires': expiresSeconds,
    Expires: expires.toISOString(),
    ServerTime: now.toISOString(),
  };
  if (expires < now) throw new S3Error('AccessDenied', { message: 'Request has expired', fields });
  if (signed.getTime() - now.getTime() <= MAXIMUM_SKEW_MILLISECONDS) return;
  throw new S3Error('AccessDenied', { message: 'Request is not yet valid', fields });
}

function spacedBytes(text: string): string {
  return Buffer.from(text, 'latin1')
    .toString('hex')
    .replaceAll(/..(?!$)/g, '$& ');
}

function onlyOneMechanism(header: string): S3Error {
  return new S3Error('InvalidArgument', {
    message:
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    fields: { ArgumentName: 'Authorization', ArgumentValue: header.split(' ')[0] ?? '' },
  });
}

function unsupportedVersion(): S3Error {
  return new S3Error('InvalidRequest', {
    message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  });
}
