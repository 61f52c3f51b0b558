import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  BOB_ARN,
  BUCKET,
  IN_BUCKET,
  OTHER_ACCOUNT,
  STRANGER_ARN,
  allow,
  deny,
  documentOf,
  useLaboratory,
} from './laboratory.ts';
import type { Policies, Request, Statement, Who } from './laboratory.ts';
import { copy, get, head, put } from './requests.ts';

const arn = (id: string, account = ACCOUNT) => `arn:aws:kms:us-east-1:${account}:key/${id}`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const grant = (Principal: object, Action: string | string[] = 'kms:*', more: object = {}) =>
  allow(Action, { Principal, ...more });
const toRoot = grant({ AWS: ROOT });
const viaS3 = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
const ofBucket = { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${BUCKET}/*` } };

const KEYS: Record<string, Statement[]> = {
  bobs: [toRoot, grant({ AWS: BOB_ARN })],
  writable: [toRoot, grant({ AWS: BOB_ARN }, 'kms:GenerateDataKey')],
  closed: [toRoot, deny('kms:Decrypt', { Principal: { AWS: BOB_ARN } })],
  'nobodys-but-roots': [grant({ AWS: `arn:aws:iam::${ACCOUNT}:user/administrator` })],
  shared: [toRoot, grant({ AWS: STRANGER_ARN })],
  'via-s3': [toRoot, grant({ AWS: BOB_ARN }, 'kms:*', { Condition: viaS3 })],
  'in-context': [toRoot, grant({ AWS: BOB_ARN }, 'kms:*', { Condition: ofBucket })],
};

const laboratory = useLaboratory({
  kms_keys: [
    ...Object.entries(KEYS).map(([id, statements]) => ({ id, policy: documentOf(statements) })),
    { id: 'default', aliases: ['mine'] },
    { id: 'off', enabled: false },
    { id: 'theirs', account: OTHER_ACCOUNT },
  ],
});

const NONE = 'no identity-based policy';
const S3 = allow('s3:*');
const write = (SSEKMSKeyId: string | undefined): Request =>
  put('encrypted.txt', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId });
/** An object encrypted with a key, by somebody who may. */
const readOf =
  (id: string): Request =>
  async (client) => {
    await write(arn(id))(laboratory.client('administrator'));
    return get('encrypted.txt')(client);
  };

const verify = async (who: Who, policies: Policies, request: Request, expected: string) => {
  await laboratory.enact(who, policies);
  expect(await laboratory.outcome(who, request)).toBe(expected);
};

describe('to write', () => {
  it.each<[string, Statement[], string | undefined, string]>([
    [
      'with a key of the account, and an identity policy',
      [S3, allow('kms:GenerateDataKey')],
      arn('default'),
      'allowed',
    ],
    ['with a key of the account, and none', [S3], arn('default'), NONE],
    ['with another action', [S3, allow('kms:Decrypt')], arn('default'), NONE],
    [
      'with an identity policy for another key',
      [S3, allow('kms:*', { Resource: arn('other') })],
      arn('default'),
      NONE,
    ],
    [
      'with an identity policy for the key',
      [S3, allow('kms:*', { Resource: arn('default') })],
      arn('default'),
      'allowed',
    ],
    ['by its id alone', [S3, allow('kms:*')], 'default', 'allowed'],
    ['by its alias', [S3, allow('kms:*', { Resource: arn('default') })], 'alias/mine', 'allowed'],
    ['with a key whose policy names the user', [S3], arn('bobs'), 'allowed'],
    ['with a key whose policy names the user for this', [S3], arn('writable'), 'allowed'],
    [
      'with a key whose policy leaves nothing to the account',
      [S3, allow('kms:*')],
      arn('nobodys-but-roots'),
      'AccessDenied',
    ],
    [
      'with a key denied by an identity policy',
      [S3, deny('kms:*')],
      arn('bobs'),
      'denied by identity-based policy',
    ],
    ['with a key that is only for S3', [S3], arn('via-s3'), 'allowed'],
    ['with a key that is only for this bucket', [S3], arn('in-context'), 'allowed'],
    ["with S3's own key", [S3], undefined, 'allowed'],
    ['with no such key', [S3, allow('kms:*')], arn('missing'), 'KMS.NotFoundException'],
    ['with a disabled key', [S3, allow('kms:*')], arn('off'), 'KMS.DisabledException'],
    [
      "with another account's key, which does not know",
      [S3, allow('kms:*')],
      arn('theirs', OTHER_ACCOUNT),
      'AccessDenied',
    ],
  ])('%s', (_name, identity, key, expected) => verify('bob', { identity }, write(key), expected));
});

describe('to read', () => {
  it.each<[string, Statement[], string, string]>([
    ['with an identity policy', [S3, allow('kms:Decrypt')], 'default', 'allowed'],
    ['without one', [S3], 'default', NONE],
    ['with a key whose policy names the user', [S3], 'bobs', 'allowed'],
    ['with a key whose policy names the user for writing', [S3], 'writable', NONE],
    ['with a key whose policy denies it', [S3, allow('kms:*')], 'closed', 'AccessDenied'],
  ])('%s', (_name, identity, key, expected) => verify('bob', { identity }, readOf(key), expected));

  it('nothing is decrypted for HEAD', async () => {
    await write(arn('default'))(laboratory.client('administrator'));
    await verify('bob', { identity: [S3] }, head('encrypted.txt'), 'allowed');
  });

  it('a copy reads too', async () => {
    await write(arn('default'))(laboratory.client('administrator'));
    await verify('bob', { identity: [S3] }, copy('encrypted.txt'), NONE);
    await verify('bob', { identity: [S3, allow('kms:Decrypt')] }, copy('encrypted.txt'), 'allowed');
  });

  it('nobody reads what is encrypted without signing', async () => {
    await write(arn('default'))(laboratory.client('administrator'));
    const bucket = [allow('s3:GetObject', { Principal: '*', Resource: IN_BUCKET[1] })];
    await verify('nobody', { bucket }, get('encrypted.txt'), 'InvalidArgument');
  });
});

describe('from another account', () => {
  const bucket = [allow('s3:GetObject', { Principal: { AWS: OTHER_ACCOUNT }, Resource: IN_BUCKET[1] })];
  it.each<[string, string, Statement[], string]>([
    ['both the key and the identity policy allow', 'shared', [S3, allow('kms:Decrypt')], 'allowed'],
    ['the key alone', 'shared', [S3], 'AccessDenied'],
    ['the identity policy alone', 'bobs', [S3, allow('kms:Decrypt')], 'AccessDenied'],
  ])('%s', (_name, key, identity, expected) =>
    verify('stranger', { identity, bucket }, readOf(key), expected),
  );
});

describe('a message', () => {
  it.each<[string, Statement[], Request, string]>([
    [
      'names the key that was to encrypt',
      [S3],
      write(arn('default')),
      `User: ${BOB_ARN} is not authorized to perform: kms:GenerateDataKey on resource: ${arn('default')} because no identity-based policy allows the kms:GenerateDataKey action`,
    ],
    [
      'names no key that was to decrypt',
      [S3],
      readOf('default'),
      `User: ${BOB_ARN} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    ],
    [
      'tells little of a key policy',
      [S3, allow('kms:*')],
      write(arn('nobodys-but-roots')),
      `User: ${BOB_ARN} is not authorized to perform: kms:GenerateDataKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    ],
  ])('%s', async (_name, identity, request, message) => {
    await laboratory.enact('bob', { identity });
    await expect(request(laboratory.client('bob'))).rejects.toMatchObject({ message });
  });
});
