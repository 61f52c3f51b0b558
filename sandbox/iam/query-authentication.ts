import { verifySignature } from '../auth/authenticate.ts';
import type { Authentication } from '../auth/authenticate.ts';
import { headerCredentials } from '../auth/credentials.ts';
import { findUser } from '../auth/identity.ts';
import { sha256 } from '../auth/sigv4.ts';
import { checkSkew } from '../auth/times.ts';
import type { Surroundings } from '../context.ts';
import type { S3Request } from '../request.ts';

/**
 * Who signed a call of STS or IAM; these sign the hash of their form without sending it.
 * @throws S3Error as for S3's own requests
 */
export function authenticateQuery(
  request: S3Request,
  form: string,
  { users, signingTime, clock }: Surroundings,
): Authentication {
  const payload = sha256(form);
  const header = request.header('authorization');
  if (header === undefined) return { identity: undefined, presigned: false, payload };
  const credentials = headerCredentials(request, header, ['sts', 'iam']);
  const { scope, sessionToken, timestamp } = credentials;
  const identity = findUser(users, { accessKey: scope.accessKey, sessionToken }, clock());
  checkSkew(timestamp, signingTime());
  verifySignature(request, credentials, identity, payload);
  return { identity, region: scope.region, presigned: false, payload };
}
