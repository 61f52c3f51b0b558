import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowCustomerKeys } from '../fixtures/buckets.ts';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'plain-bucket';
const Locked = 'locked-bucket';

let test: TestSandbox;
let now = new Date();

beforeAll(async () => {
  test = await startTestSandbox({ buckets: [Bucket], clock: () => now });
  await allowCustomerKeys(test.client, Bucket);
  await test.client.send(new CreateBucketCommand({ Bucket: Locked, ObjectLockEnabledForBucket: true }));
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const put = (Key: string, input: Partial<PutObjectCommandInput> = {}) =>
  test.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...input }));
const head = (Key: string, input: object = {}) =>
  test.client.send(new HeadObjectCommand({ Bucket, Key, ...input }));

describe('encryption', () => {
  const MD5_OF_HELLO = '"5d41402abc4b2a76b9719d911017c592"';
  const customer = (fill: string) => ({
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: Buffer.alloc(32, fill).toString('base64'),
  });

  it('is SSE-S3 unless something else is said', async () => {
    expect(await put('default')).toMatchObject({ ServerSideEncryption: 'AES256', ETag: MD5_OF_HELLO });
    expect((await head('default')).ServerSideEncryption).toBe('AES256');
  });

  it.each([
    ['aws:kms', undefined, /^arn:aws:kms:us-east-1:\d{12}:alias\/aws\/s3$/],
    ['aws:kms', 'my-key-id', /^arn:aws:kms:us-east-1:\d{12}:key\/my-key-id$/],
    ['aws:kms', 'arn:aws:kms:us-east-1:111122223333:key/k', /^arn:aws:kms:us-east-1:111122223333:key\/k$/],
    ['aws:kms:dsse', 'alias/a', /:alias\/a$/],
  ] as const)(
    '%s with the key %s is told, and the ETag is no MD5',
    async (ServerSideEncryption, SSEKMSKeyId, arn) => {
      const written = await put('kms', {
        ServerSideEncryption,
        SSEKMSKeyId,
        BucketKeyEnabled: ServerSideEncryption === 'aws:kms',
      });
      expect(written).toMatchObject({ ServerSideEncryption, SSEKMSKeyId: expect.stringMatching(arn) });
      expect(written.ETag).not.toBe(MD5_OF_HELLO);
      const object = await head('kms');
      expect(object).toMatchObject({
        ServerSideEncryption,
        SSEKMSKeyId: expect.stringMatching(arn),
        ETag: written.ETag,
      });
      expect(object.BucketKeyEnabled).toBe(ServerSideEncryption === 'aws:kms' ? true : undefined);
    },
  );

  it.each<[string, Partial<PutObjectCommandInput>, string]>([
    [
      'an unknown algorithm',
      { ServerSideEncryption: 'ROT13' as 'AES256' },
      'InvalidEncryptionAlgorithmError',
    ],
    ['a KMS key without aws:kms', { SSEKMSKeyId: 'k' }, 'InvalidArgument'],
    [
      "a customer's key beside aws:kms",
      { ...customer('a'), ServerSideEncryption: 'aws:kms' },
      'InvalidArgument',
    ],
    [
      "a customer's key that is too short",
      { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'c2hvcnQ=', SSECustomerKeyMD5: 'x' },
      'InvalidArgument',
    ],
  ])('refuses %s', async (_name, input, name) => {
    await expect(put('refused', input)).rejects.toMatchObject({ name });
  });

  it("with the customer's key wants it back", async () => {
    const written = await put('customer', customer('a'));
    expect(written).toMatchObject({
      SSECustomerAlgorithm: 'AES256',
      SSECustomerKeyMD5: createHash('md5').update(Buffer.alloc(32, 'a')).digest('base64'),
    });
    expect(written.ServerSideEncryption).toBeUndefined();
    expect(written.ETag).not.toBe(MD5_OF_HELLO);
    const get = (input: object) =>
      test.client.send(new GetObjectCommand({ Bucket, Key: 'customer', ...input }));
    expect(await (await get(customer('a'))).Body?.transformToString()).toBe('hello');
    await expect(get({})).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('correct parameters must be provided'),
    });
    await expect(get(customer('b'))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(head('customer')).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    await expect(head('default', customer('a'))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('wants the right MD5 of the key', async () => {
    const headers = {
      'x-amz-server-side-encryption-customer-algorithm': 'AES256',
      'x-amz-server-side-encryption-customer-key': customer('a').SSECustomerKey,
      'x-amz-server-side-encryption-customer-key-md5': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const response = await sendSigned(test.sandbox, { method: 'PUT', target: `/${Bucket}/refused`, headers });
    expect(response.field('Message')).toContain('MD5 hash of the key did not match');
  });

  it("with the customer's key is asked of a copy too", async () => {
    await put('copy-source', customer('a'));
    const copy = (input: object) =>
      test.client.send(
        new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/copy-source`, ...input }),
      );
    await expect(copy({})).rejects.toMatchObject({ name: 'InvalidRequest' });
    const { SSECustomerAlgorithm, SSECustomerKey } = customer('a');
    await copy({
      CopySourceSSECustomerAlgorithm: SSECustomerAlgorithm,
      CopySourceSSECustomerKey: SSECustomerKey,
    });
    expect((await head('copied')).ServerSideEncryption).toBe('AES256');
  });
});

describe('object lock', () => {
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
  const putLocked = (Key: string, input: Partial<PutObjectCommandInput>) =>
    put(Key, { Bucket: Locked, ...input });
  const remove = (Key: string, VersionId?: string, BypassGovernanceRetention?: boolean) =>
    test.client.send(new DeleteObjectCommand({ Bucket: Locked, Key, VersionId, BypassGovernanceRetention }));

  it('keeps a version until its time has come', async () => {
    const ObjectLockRetainUntilDate = later(1);
    const { VersionId } = await putLocked('compliance', {
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate,
    });
    expect(await head('compliance', { Bucket: Locked })).toMatchObject({
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate,
    });
    await expect(remove('compliance', VersionId)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('object lock'),
    });
    await expect(remove('compliance', VersionId, true)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect((await remove('compliance')).DeleteMarker).toBe(true);
    const before = now;
    now = later(2);
    await sendSigned(
      test.sandbox,
      { method: 'DELETE', target: `/${Locked}/compliance?versionId=${VersionId}` },
      { date: now },
    );
    now = before;
    await expect(head('compliance', { Bucket: Locked, VersionId })).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('in governance mode can be bypassed', async () => {
    const { VersionId } = await putLocked('governance', {
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: later(1),
    });
    await expect(remove('governance', VersionId)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect((await remove('governance', VersionId, true)).VersionId).toBe(VersionId);
  });

  it('can be a legal hold', async () => {
    const { VersionId } = await putLocked('held', { ObjectLockLegalHoldStatus: 'ON' });
    await expect(remove('held', VersionId, true)).rejects.toMatchObject({ name: 'AccessDenied' });
    await test.client.send(
      new PutObjectLegalHoldCommand({ Bucket: Locked, Key: 'held', LegalHold: { Status: 'OFF' } }),
    );
    const { LegalHold } = await test.client.send(
      new GetObjectLegalHoldCommand({ Bucket: Locked, Key: 'held' }),
    );
    expect(LegalHold?.Status).toBe('OFF');
    await remove('held', VersionId);
  });

  it('can be tightened, and loosened only by a bypass', async () => {
    await putLocked('retained', {});
    const set = (days: number, BypassGovernanceRetention?: boolean) =>
      test.client.send(
        new PutObjectRetentionCommand({
          Bucket: Locked,
          Key: 'retained',
          Retention: { Mode: 'GOVERNANCE', RetainUntilDate: later(days) },
          BypassGovernanceRetention,
        }),
      );
    await set(2);
    await set(3);
    await expect(set(1)).rejects.toMatchObject({ name: 'AccessDenied' });
    await set(1, true);
    const { Retention } = await test.client.send(
      new GetObjectRetentionCommand({ Bucket: Locked, Key: 'retained' }),
    );
    expect(Retention).toEqual({ Mode: 'GOVERNANCE', RetainUntilDate: later(1) });
  });

  it.each<[string, Partial<PutObjectCommandInput>, string]>([
    ['in a bucket without it', { Bucket, ObjectLockLegalHoldStatus: 'ON' }, 'InvalidRequest'],
    ['with a mode and no end', { ObjectLockMode: 'GOVERNANCE' }, 'InvalidArgument'],
    [
      'into the past',
      { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(0) },
      'InvalidArgument',
    ],
  ])('%s is refused', async (_name, input, name) => {
    await expect(putLocked('refused', input)).rejects.toMatchObject({ name });
  });

  it('wants a checksum with the object', async () => {
    const headers = { 'x-amz-object-lock-legal-hold': 'ON' };
    const response = await sendSigned(
      test.sandbox,
      { method: 'PUT', target: `/${Locked}/unsummed`, headers, body: 'x' },
      { date: now },
    );
    expect(response.field('Code')).toBe('InvalidRequest');
  });

  it('keeps versioning on', async () => {
    const suspended = test.client.send(
      new PutBucketVersioningCommand({ Bucket: Locked, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    await expect(suspended).rejects.toMatchObject({ name: 'InvalidBucketState' });
  });
});
