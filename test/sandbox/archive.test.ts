import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  RestoreObjectCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { RestoreRequest, StorageClass } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'archive-bucket';
const START = new Date('2026-03-03T03:00:00Z');

let test: TestSandbox;

beforeEach(async () => {
  test = await startTestSandbox({ buckets: [Bucket], clock: () => START });
  test.client.config.systemClockOffset = START.getTime() - Date.now();
});

afterEach(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const send: TestSandbox['client']['send'] = (...given: never[]) =>
  (test.client.send as (...all: never[]) => never)(...given);
const put = (Key: string, storageClass: StorageClass) =>
  send(new PutObjectCommand({ Bucket, Key, Body: 'cold', StorageClass: storageClass }));
const read = async (Key: string) =>
  (await send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const head = (Key: string) => send(new HeadObjectCommand({ Bucket, Key }));
const restore = async (Key: string, request: RestoreRequest) => {
  const answer = await send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: request }));
  return answer.$metadata.httpStatusCode;
};
const tier = (Tier: 'Expedited' | 'Standard' | 'Bulk', Days = 2) => ({
  Days,
  GlacierJobParameters: { Tier },
});

describe('an archived object', () => {
  it.each(['GLACIER', 'DEEP_ARCHIVE'] as const)(
    'in %s can be looked at, and neither read nor copied',
    async (name) => {
      await put('k', name);
      expect(await head('k')).toMatchObject({ StorageClass: name, ContentLength: 4 });
      await expect(read('k')).rejects.toMatchObject({
        name: 'InvalidObjectState',
        StorageClass: name,
        $metadata: { httpStatusCode: 403 },
      });
      const source = { Bucket, CopySource: `${Bucket}/k` };
      await expect(send(new CopyObjectCommand({ ...source, Key: 'copy' }))).rejects.toMatchObject({
        name: 'InvalidObjectState',
      });
      const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key: 'm' }));
      const part = new UploadPartCopyCommand({ ...source, Key: 'm', UploadId, PartNumber: 1 });
      await expect(send(part)).rejects.toMatchObject({ name: 'InvalidObjectState' });
    },
  );

  it('in GLACIER_IR is read at once', async () => {
    await put('k', 'GLACIER_IR');
    expect(await read('k')).toBe('cold');
  });
});

describe('a restoration', () => {
  it.each([
    ['GLACIER', 'Expedited', { minutes: 5 }],
    ['GLACIER', 'Standard', { hours: 5 }],
    ['GLACIER', 'Bulk', { hours: 12 }],
    ['DEEP_ARCHIVE', 'Standard', { hours: 12 }],
    ['DEEP_ARCHIVE', 'Bulk', { hours: 48 }],
  ] as const)('of %s by %s takes its time', async (storageClass, name, time) => {
    await put('k', storageClass);
    expect(await restore('k', tier(name))).toBe(202);
    await test.sandbox.advanceClock({ ...time, seconds: -1 });
    expect((await head('k')).Restore).toBe('ongoing-request="true"');
    await expect(read('k')).rejects.toMatchObject({ name: 'InvalidObjectState' });
    await test.sandbox.advanceClock({ seconds: 1 });
    expect(await read('k')).toBe('cold');
  });

  it('ends at the midnight after so many days, and can be asked for again', async () => {
    await put('k', 'GLACIER');
    await restore('k', tier('Standard', 2));
    await test.sandbox.advanceClock({ hours: 5 });
    expect((await head('k')).Restore).toBe(
      'ongoing-request="false", expiry-date="Fri, 06 Mar 2026 00:00:00 GMT"',
    );
    await send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k` }));
    expect(await read('copy')).toBe('cold');
    await test.sandbox.advanceClock({ to: new Date('2026-03-06T00:00:00Z') });
    await expect(read('k')).rejects.toMatchObject({ name: 'InvalidObjectState' });
    expect((await head('k')).Restore).toBeUndefined();
    expect(await restore('k', tier('Standard'))).toBe(202);
  });

  it('that is done answers 200, and keeps the copy for another time', async () => {
    await put('k', 'GLACIER');
    await restore('k', tier('Expedited', 1));
    await test.sandbox.advanceClock({ hours: 1 });
    expect(await restore('k', { Days: 10 })).toBe(200);
    expect((await head('k')).Restore).toContain('expiry-date="Sat, 14 Mar 2026 00:00:00 GMT"');
  });

  it('on its way is refused a second time, unless it is to go faster', async () => {
    await put('k', 'GLACIER');
    await restore('k', tier('Bulk'));
    await expect(restore('k', tier('Bulk'))).rejects.toMatchObject({
      name: 'RestoreAlreadyInProgress',
      $metadata: { httpStatusCode: 409 },
    });
    expect(await restore('k', tier('Expedited'))).toBe(202);
    await test.sandbox.advanceClock({ minutes: 5 });
    expect(await read('k')).toBe('cold');
  });

  it('is seen in listings by who asks for it', async () => {
    await put('k', 'GLACIER');
    await restore('k', tier('Expedited', 1));
    const status = async (names?: ['RestoreStatus']) => {
      const page = await send(new ListObjectsV2Command({ Bucket, OptionalObjectAttributes: names }));
      return page.Contents?.[0]?.RestoreStatus;
    };
    expect(await status()).toBeUndefined();
    expect(await status(['RestoreStatus'])).toEqual({ IsRestoreInProgress: true });
    await test.sandbox.advanceClock({ hours: 1 });
    expect(await status(['RestoreStatus'])).toEqual({
      IsRestoreInProgress: false,
      RestoreExpiryDate: new Date('2026-03-05T00:00:00Z'),
    });
  });

  it.each<[string, string, StorageClass, RestoreRequest]>([
    ['of an object that is not archived', 'InvalidObjectState', 'STANDARD', { Days: 1 }],
    ['of one in GLACIER_IR', 'InvalidObjectState', 'GLACIER_IR', { Days: 1 }],
    ['without days', 'MalformedXML', 'GLACIER', {}],
    ['for no days', 'InvalidArgument', 'GLACIER', { Days: 0 }],
    ['of DEEP_ARCHIVE in minutes', 'InvalidArgument', 'DEEP_ARCHIVE', tier('Expedited')],
  ])('%s is refused', async (_name, name, storageClass, request) => {
    await put('k', storageClass);
    await expect(restore('k', request)).rejects.toMatchObject({ name });
  });
});

describe('a storage class', () => {
  it.each(['FREEZER', 'OUTPOSTS', 'EXPRESS_ONEZONE'])('%s is refused', async (name) => {
    await expect(put('k', name as StorageClass)).rejects.toMatchObject({ name: 'InvalidStorageClass' });
  });
});
