import {
  CreateBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeleteBucketWebsiteCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketEncryptionCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAclCommand,
  PutBucketEncryptionCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { ServerSideEncryptionRule } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'configured-bucket';
const SSEC = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: Buffer.alloc(32, 'k').toString('base64') };

let test: TestSandbox;

beforeAll(async () => {
  test = await startTestSandbox({ buckets: [Bucket, 'log-bucket', 'dotted.bucket'] });
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const send: TestSandbox['client']['send'] = (...given: never[]) =>
  (test.client.send as (...all: never[]) => never)(...given);
const put = (Key: string, input: object = {}) =>
  send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }));
const setEncryption = (rule: ServerSideEncryptionRule) =>
  send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } }));
const getEncryption = async () =>
  (await send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules?.[0];

describe('the encryption of a bucket', () => {
  it('is SSE-S3 at first, without SSE-C', async () => {
    expect(await getEncryption()).toEqual({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
      BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
    });
    await expect(put('blocked', SSEC)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('goes to new objects that ask for none, and SSE-C stays blocked when nothing is said of it', async () => {
    await setEncryption({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'my-key' },
      BucketKeyEnabled: true,
    });
    expect(await put('default')).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'arn:aws:kms:us-east-1:123456789012:key/my-key',
      BucketKeyEnabled: true,
    });
    expect(await put('own', { ServerSideEncryption: 'AES256' })).toMatchObject({
      ServerSideEncryption: 'AES256',
    });
    expect((await getEncryption())?.BlockedEncryptionTypes).toEqual({ EncryptionType: ['SSE-C'] });
  });

  it('takes SSE-C once that is unblocked, and is SSE-S3 again when deleted', async () => {
    await setEncryption({ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } });
    expect((await put('customer', SSEC)).SSECustomerAlgorithm).toBe('AES256');
    await send(new DeleteBucketEncryptionCommand({ Bucket }));
    expect((await put('again')).ServerSideEncryption).toBe('AES256');
  });

  it('names no key for AES256', async () => {
    const applied = { SSEAlgorithm: 'AES256' as const, KMSMasterKeyID: 'k' };
    await expect(setEncryption({ ApplyServerSideEncryptionByDefault: applied })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  });
});

describe('a document that is not of its form', () => {
  it.each([
    ['website', '<WebsiteConfiguration><Unknown/></WebsiteConfiguration>'],
    ['cors', '<CORSConfiguration></CORSConfiguration>'],
    ['tagging', '<Tagging><constructor/></Tagging>'],
    ['tagging', '<Tagging><__proto__><TagSet/></__proto__></Tagging>'],
    ['encryption', '<ServerSideEncryptionConfiguration><Rule/><Rule/></ServerSideEncryptionConfiguration>'],
    ['accelerate', '<AccelerateConfiguration><Status>Perhaps</Status></AccelerateConfiguration>'],
    ['lifecycle', '<LifecycleConfiguration><Rule><Status>Enabled</Status></Rule></LifecycleConfiguration>'],
    ['requestPayment', '<Wrong/>'],
  ])('%s is refused', async (parameter, body) => {
    const request = { method: 'PUT', target: `/${Bucket}?${parameter}`, body };
    expect((await sendSigned(test.sandbox, request)).field('Code')).toBe('MalformedXML');
  });
});

describe('a website', () => {
  it('is kept, told and deleted', async () => {
    const none = send(new GetBucketWebsiteCommand({ Bucket }));
    await expect(none).rejects.toMatchObject({ name: 'NoSuchWebsiteConfiguration' });
    const WebsiteConfiguration = {
      IndexDocument: { Suffix: 'index.html' },
      ErrorDocument: { Key: 'error.html' },
      RoutingRules: [{ Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } }],
    };
    await send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    expect(await send(new GetBucketWebsiteCommand({ Bucket }))).toMatchObject(WebsiteConfiguration);
    await send(new DeleteBucketWebsiteCommand({ Bucket }));
    await expect(send(new GetBucketWebsiteCommand({ Bucket }))).rejects.toThrow('website');
  });

  it('needs an index document', async () => {
    const WebsiteConfiguration = { ErrorDocument: { Key: 'e' } };
    const refused = send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    await expect(refused).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('logging', () => {
  it('is kept when the bucket for it is there', async () => {
    const log = (TargetBucket: string) => ({
      Bucket,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: 'a/' } },
    });
    const refused = send(new PutBucketLoggingCommand(log('no-such-bucket')));
    await expect(refused).rejects.toMatchObject({ name: 'InvalidTargetBucketForLogging' });
    expect((await send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    await send(new PutBucketLoggingCommand(log('log-bucket')));
    expect((await send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toEqual({
      TargetBucket: 'log-bucket',
      TargetPrefix: 'a/',
    });
  });
});

describe('bucket tags', () => {
  const tags = (count: number) => ({
    TagSet: Array.from({ length: count }, (_, index) => ({ Key: `name ${index}`, Value: 'ü' })),
  });

  it('are kept, told and deleted', async () => {
    await send(new PutBucketTaggingCommand({ Bucket, Tagging: tags(50) }));
    expect((await send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(tags(50).TagSet);
    await send(new DeleteBucketTaggingCommand({ Bucket }));
    await expect(send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchTagSet',
    });
  });

  it('are at most 50', async () => {
    const refused = send(new PutBucketTaggingCommand({ Bucket, Tagging: tags(51) }));
    await expect(refused).rejects.toMatchObject({ name: 'BadRequest' });
  });
});

describe('a bucket policy', () => {
  const policy = (statement: object) => ({
    Bucket,
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }),
  });
  const Everybody = { Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };

  it('is told as it was sent, and is public where it allows everybody', async () => {
    await expect(send(new PutBucketPolicyCommand(policy(Everybody)))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await send(new DeletePublicAccessBlockCommand({ Bucket }));
    await send(new PutBucketPolicyCommand(policy(Everybody)));
    expect((await send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy(Everybody).Policy);
    const status = async () =>
      (await send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic;
    expect(await status()).toBe(true);
    const Principal = { AWS: 'arn:aws:iam::123456789012:root' };
    await send(new PutBucketPolicyCommand(policy({ ...Everybody, Principal })));
    expect(await status()).toBe(false);
    await send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(status()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });

  it.each([
    ['no JSON', 'nothing'],
    ['no object', '[]'],
    ['no statement', '{}'],
    ['an effect of its own', JSON.stringify({ Statement: [{ ...Everybody, Effect: 'Maybe' }] })],
    ['nobody in it', JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })],
    [
      'more than 20 KB',
      JSON.stringify({ Statement: [{ ...Everybody, Effect: 'Deny', Sid: 'x'.repeat(20_480) }] }),
    ],
  ])('with %s is refused', async (_name, Policy) => {
    const refused = send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await expect(refused).rejects.toMatchObject({ name: 'MalformedPolicy' });
  });
});

describe('request payment and acceleration', () => {
  it('have defaults, are kept and told', async () => {
    expect((await send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('BucketOwner');
    expect((await send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBeUndefined();
    const AccelerateConfiguration = { Status: 'Enabled' as const };
    await send(new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration }));
    expect((await send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBe('Enabled');
    const dotted = { Bucket: 'dotted.bucket', AccelerateConfiguration };
    await expect(send(new PutBucketAccelerateConfigurationCommand(dotted))).rejects.toThrow('periods');
  });

  it('refuse who does not say that it pays', async () => {
    const Pays = 'payer-bucket';
    await send(new CreateBucketCommand({ Bucket: Pays, ObjectOwnership: 'ObjectWriter' }));
    await send(new DeletePublicAccessBlockCommand({ Bucket: Pays }));
    const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
    await send(new PutBucketOwnershipControlsCommand({ Bucket: Pays, OwnershipControls: { Rules } }));
    await send(new PutBucketAclCommand({ Bucket: Pays, ACL: 'public-read' }));
    expect((await sendRaw(test.sandbox, { target: `/${Pays}` })).status).toBe(200);
    const RequestPaymentConfiguration = { Payer: 'Requester' as const };
    await send(new PutBucketRequestPaymentCommand({ Bucket: Pays, RequestPaymentConfiguration }));
    expect((await sendRaw(test.sandbox, { target: `/${Pays}` })).field('Code')).toBe('AccessDenied');
  });
});

describe('the default retention of a bucket', () => {
  it('goes to new objects that ask for none', async () => {
    const Locked = 'locked-by-default';
    await send(new CreateBucketCommand({ Bucket: Locked, ObjectLockEnabledForBucket: true }));
    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE' as const, Days: 3 } };
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const, Rule };
    await send(new PutObjectLockConfigurationCommand({ Bucket: Locked, ObjectLockConfiguration }));
    const told = await send(new GetObjectLockConfigurationCommand({ Bucket: Locked }));
    expect(told.ObjectLockConfiguration).toEqual(ObjectLockConfiguration);
    await send(new PutObjectCommand({ Bucket: Locked, Key: 'k', Body: 'x' }));
    const { LastModified } = await send(new HeadObjectCommand({ Bucket: Locked, Key: 'k' }));
    const { Retention } = await send(new GetObjectRetentionCommand({ Bucket: Locked, Key: 'k' }));
    expect(Retention?.Mode).toBe('GOVERNANCE');
    const kept = Number(Retention?.RetainUntilDate) - Number(LastModified);
    expect(Math.floor(kept / 86_400_000)).toBe(3);
  });

  it('wants a bucket with versions, and a period', async () => {
    const lock = (name: string, DefaultRetention: object) =>
      send(
        new PutObjectLockConfigurationCommand({
          Bucket: name,
          ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
        }),
      );
    const Mode = 'COMPLIANCE';
    await expect(lock(Bucket, { Mode, Days: 1 })).rejects.toMatchObject({ name: 'InvalidBucketState' });
    await expect(lock('locked-by-default', { Mode })).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(lock('locked-by-default', { Mode, Days: 0 })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  });
});
