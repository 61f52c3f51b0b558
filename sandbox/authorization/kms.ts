import { evaluate, requestContext } from '../../src/permissions/index.ts';
import type { Evaluation } from '../../src/permissions/index.ts';
import type { Need } from '../actions/needs.ts';
import type { Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { policiesOf, principalArn, requesterOf } from '../iam/principals.ts';
import type { KmsKey } from '../kms/keys.ts';
import { requestedEncryption } from '../operations/encryption.ts';
import type { Encryption } from '../store/types.ts';
import { globalKeys } from './global-keys.ts';
import type { Asked } from './s3-keys.ts';
import { denialMessage } from './wording.ts';

type KmsEncryption = Extract<Encryption, { keyId: string }>;

/**
 * Refuses to use a KMS key that is not there, or that the caller may not use.
 * @throws S3Error `AccessDenied`, `KMS.NotFoundException`, `KMS.DisabledException`
 */
export function permitKey(asked: Asked, { action, on }: Need): void {
  const encryption = encryptionOf(asked, on);
  if (encryption === undefined || !('keyId' in encryption)) return;
  const { context } = asked;
  if (context.identity === undefined) throw unsigned();
  const key = context.surroundings.kmsKeys.find(encryption.keyId);
  if (key === undefined) throw unknownKey(action, encryption.keyId);
  if (!key.enabled) throw new S3Error('KMS.DisabledException', { message: `${key.arn} is disabled.` });
  const evaluation = decideKey(asked, action, key, encryption);
  if (evaluation.decision !== 'allowed') throw deniedKey(context, action, key, evaluation);
}

function encryptionOf({ context, subject }: Asked, on: Need['on']): Encryption | undefined {
  if (on === 'key of the new object') return requestedEncryption(context);
  if (on === 'key of the upload') {
    return context.bucket.uploads.get(context.query('uploadId') ?? '')?.attributes.encryption;
  }
  return subject.object?.encryption;
}

function decideKey(
  { context, subject }: Asked,
  action: string,
  key: KmsKey,
  encryption: KmsEncryption,
): Evaluation {
  const own = context.identity?.account.id === key.account;
  if (key.policy === undefined && own) {
    return { decision: 'allowed', reason: 'allow', missing: [], unknownKeys: [] };
  }
  const region = subject.bucket?.record.region ?? '';
  const bucketArn = subject.arn.split('/')[0] ?? '';
  const keys = {
    ...globalKeys(context),
    'aws:ResourceAccount': key.account,
    'kms:CallerAccount': context.identity?.account.id,
    'kms:ViaService': `s3.${region}.amazonaws.com`,
    'kms:EncryptionContextKeys': ['aws:s3:arn'],
    'kms:EncryptionContext:aws:s3:arn': encryption.bucketKey ? bucketArn : subject.arn,
  };
  const request = {
    requester: requesterOf(context.identity),
    action,
    resource: key.arn,
    resourceAccount: key.account,
    needsResourcePolicy: true,
    context: requestContext(keys),
  };
  return evaluate(request, { ...policiesOf(context.identity), resource: key.policy });
}

/** KMS names the key where it is asked for a new data key, and not where it has a ciphertext. */
function deniedKey({ identity }: Context, action: string, key: KmsKey, evaluation: Evaluation): S3Error {
  const principal = identity === undefined ? '' : principalArn(identity.principal);
  const decrypts = action === 'kms:Decrypt';
  if (evaluation.kind === 'resource' || identity?.account.id !== key.account) {
    const what = decrypts ? 'the resource associated with this ciphertext' : 'this resource';
    const message = `User: ${principal} is not authorized to perform: ${action} on ${what} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
    return new S3Error('AccessDenied', { message });
  }
  const resource = decrypts ? 'on the resource associated with this ciphertext' : `on resource: ${key.arn}`;
  return new S3Error('AccessDenied', {
    message: denialMessage({ principal, action, resource }, evaluation),
  });
}

function unknownKey(action: string, keyId: string): S3Error {
  if (action !== 'kms:Decrypt') {
    return new S3Error('KMS.NotFoundException', { message: `Key '${keyId}' does not exist` });
  }
  return new S3Error('AccessDenied', {
    message:
      'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
  });
}

function unsigned(): S3Error {
  const message =
    'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.';
  return invalidArgument(message, 'Authorization', 'null');
}
