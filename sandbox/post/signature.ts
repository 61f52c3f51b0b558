import type { Authentication } from '../auth/authenticate.ts';
import { findUser } from '../auth/identity.ts';
import type { User } from '../auth/identity.ts';
import {
  ALGORITHM,
  parseCredential,
  parseTimestamp,
  sameSignature,
  sign,
  signingKey,
} from '../auth/sigv4.ts';
import { S3Error, invalidArgument } from '../errors.ts';

/**
 * Who signed a form's policy: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 * @throws S3Error `SignatureDoesNotMatch`, `InvalidAccessKeyId`, `InvalidArgument`, and what a session token may meet
 */
export function authenticateForm(
  fields: ReadonlyMap<string, string>,
  users: ReadonlyMap<string, User>,
  now: Date,
): Authentication {
  const [policy, algorithm, credential, date, signature] = [
    'policy',
    'x-amz-algorithm',
    'x-amz-credential',
    'x-amz-date',
    'x-amz-signature',
  ].map((name) => requiredField(fields, name)) as [string, string, string, string, string];
  if (algorithm !== ALGORITHM) throw unsupported();
  const scope = parseCredential(credential);
  if (scope === undefined || scope.service !== 's3' || scope.terminator !== 'aws4_request') {
    throw invalidArgument('The Credential is mal-formed', 'X-Amz-Credential', credential);
  }
  if (parseTimestamp(date) === undefined || !date.startsWith(scope.date)) {
    throw invalidArgument(
      "X-Amz-Date must be of the form yyyyMMddTHHmmssZ, and of the credential's day",
      'X-Amz-Date',
      date,
    );
  }
  const sessionToken = fields.get('x-amz-security-token');
  const identity = findUser(users, { accessKey: scope.accessKey, sessionToken }, now);
  if (!sameSignature(sign(signingKey(identity.secretKey, scope), policy), signature)) {
    throw new S3Error('SignatureDoesNotMatch', {
      fields: { AWSAccessKeyId: scope.accessKey, StringToSign: policy, SignatureProvided: signature },
    });
  }
  return { identity, region: scope.region, presigned: false, payload: 'UNSIGNED-PAYLOAD' };
}

function requiredField(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name);
  if (value !== undefined) return value;
  if (fields.has('awsaccesskeyid')) throw unsupported();
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  throw invalidArgument(message, name, '');
}

function unsupported(): S3Error {
  return new S3Error('InvalidRequest', {
    message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  });
}
