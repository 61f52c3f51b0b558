import { S3Error } from '../errors.ts';
import type { S3Request } from '../request.ts';
import { headerCredentials, queryCredentials } from './credentials.ts';
import { findUser } from './identity.ts';
import type { Identity, User } from './identity.ts';
import { readPresignedV2, verifyPresignedV2 } from './presigned-v2.ts';
import { canonicalRequest, sameSignature, sign, signingKey, stringToSign } from './sigv4.ts';
import type { Credentials } from './sigv4.ts';
import { checkExpiry, checkSkew, refuseExpired } from './times.ts';

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

/** Signatures are judged by the clients' time, session tokens by the sandbox's, which may be ahead of it. */
export interface Times {
  signing: Date;
  now: Date;
}

/**
 * Verifies a request's signature, in its header or its query; an unsigned request is the anonymous caller's.
 * @throws S3Error with S3's own code for each way to be wrong
 */
export function authenticate(
  request: S3Request,
  users: ReadonlyMap<string, User>,
  times: Times,
): Authentication {
  const header = request.header('authorization');
  const query = request.parameter('X-Amz-Algorithm') ?? request.parameter('X-Amz-Signature');
  if (header !== undefined && query !== undefined) throw onlyOneMechanism(header);
  if (header !== undefined) return authenticateHeader(request, header, users, times);
  if (query !== undefined) return authenticateQuery(request, users, times);
  if (request.parameter('AWSAccessKeyId') !== undefined) return authenticateQueryV2(request, users, times);
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
  times: Times,
): Authentication {
  const credentials = headerCredentials(request, header);
  const payload = request.header('x-amz-content-sha256');
  if (payload === undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  const identity = findUser(
    users,
    { accessKey: credentials.scope.accessKey, sessionToken: credentials.sessionToken },
    times.now,
  );
  checkSkew(credentials.timestamp, times.signing);
  const key = verifySignature(request, credentials, identity, payload);
  return {
    identity,
    region: credentials.scope.region,
    presigned: false,
    payload,
    seed: { credentials, key },
  };
}

function authenticateQuery(
  request: S3Request,
  users: ReadonlyMap<string, User>,
  times: Times,
): Authentication {
  const credentials = queryCredentials(request);
  const payload =
    request.header('x-amz-content-sha256') ?? request.parameter('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  checkExpiry(credentials.timestamp, credentials.expiresSeconds, times.signing);
  const identity = findUser(
    users,
    { accessKey: credentials.scope.accessKey, sessionToken: credentials.sessionToken },
    times.now,
  );
  const key = verifySignature(request, credentials, identity, payload);
  return { identity, region: credentials.scope.region, presigned: true, payload, seed: { credentials, key } };
}

function authenticateQueryV2(
  request: S3Request,
  users: ReadonlyMap<string, User>,
  times: Times,
): Authentication {
  const presigned = readPresignedV2(request);
  refuseExpired(presigned.expires, times.signing);
  const identity = findUser(users, presigned, times.now);
  verifyPresignedV2(request, presigned, identity);
  return { identity, presigned: true, payload: 'UNSIGNED-PAYLOAD' };
}

/**
 * Verifies the signature that a request carries, and returns the key it was made with.
 * @throws S3Error `SignatureDoesNotMatch`
 */
export function verifySignature(
  request: S3Request,
  credentials: Credentials,
  user: User,
  payload: string,
): Buffer {
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
