import {
  CreateMultipartUploadCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { LifecycleRule } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'aging-bucket';
/** Half past ten in the morning, as in the example of S3's documentation. */
const START = new Date('2014-01-15T10:30:00Z');

let test: TestSandbox;

beforeEach(async () => {
  // The time stamps of the requests are the SDK's own; its clock is told how far off the sandbox's is.
  const systemClockOffset = START.getTime() - Date.now();
  test = await startTestSandbox({ buckets: [Bucket], clock: () => START });
  test.client.config.systemClockOffset = systemClockOffset;
});

afterEach(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const send: TestSandbox['client']['send'] = (...given: never[]) =>
  (test.client.send as (...all: never[]) => never)(...given);
const setRules = (...Rules: Partial<LifecycleRule>[]) =>
  send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: Rules.map((rule) => ({ Status: 'Enabled', Filter: { Prefix: '' }, ...rule })),
      },
    }),
  );
const put = (Key: string, input: object = {}) =>
  send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }));
const head = (Key: string) => send(new HeadObjectCommand({ Bucket, Key }));
const setVersioning = () =>
  send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
/** `key`, or `key!` for a delete marker, newest first. */
const listed = async () => {
  const { Versions = [], DeleteMarkers = [] } = await send(new ListObjectVersionsCommand({ Bucket }));
  return [...DeleteMarkers.map(({ Key }) => `${Key}!`), ...Versions.map(({ Key }) => Key)].sort();
};
const day = (text: string) => test.sandbox.advanceClock({ to: new Date(`${text}T00:00:00Z`) });

describe('an expiration', () => {
  it('comes at the midnight after so many days, not before', async () => {
    await setRules({ Expiration: { Days: 3 } });
    const { Expiration } = await put('k');
    expect(Expiration).toMatch(/^expiry-date="Sun, 19 Jan 2014 00:00:00 GMT", rule-id="[^"]+"$/);
    expect((await head('k')).Expiration).toBe(Expiration);
    await test.sandbox.advanceClock({ days: 3, hours: 13, minutes: 29 });
    expect(await listed()).toEqual(['k']);
    expect(await test.sandbox.advanceClock({ minutes: 1 })).toEqual(new Date('2014-01-19T00:00:00Z'));
    expect(await listed()).toEqual([]);
  });

  it('comes at a date', async () => {
    await setRules({ Expiration: { Date: new Date('2014-02-01T00:00:00Z') } });
    await put('k');
    await day('2014-01-31');
    expect(await listed()).toEqual(['k']);
    await day('2014-02-01');
    expect(await listed()).toEqual([]);
  });

  it('only comes to what the filter names: prefix, tags and sizes', async () => {
    await setRules(
      { Expiration: { Days: 1 }, Filter: { Prefix: 'logs/' } },
      { Expiration: { Days: 1 }, Filter: { Tag: { Key: 'keep', Value: 'no' } } },
      { Expiration: { Days: 1 }, Filter: { And: { ObjectSizeGreaterThan: 10, ObjectSizeLessThan: 20 } } },
      { Expiration: { Days: 1 }, Filter: { Prefix: 'off/' }, Status: 'Disabled' },
    );
    await put('logs/a');
    await put('tagged', { Tagging: 'keep=no' });
    await put('middle', { Body: 'x'.repeat(15) });
    await put('large', { Body: 'x'.repeat(20) });
    await put('kept', { Tagging: 'keep=yes' });
    await put('off/a');
    await test.sandbox.advanceClock({ days: 5 });
    expect(await listed()).toEqual(['kept', 'large', 'off/a']);
  });

  it('leaves a delete marker where there are versions, and the marker goes when it hides nothing', async () => {
    await setVersioning();
    await setRules(
      { Expiration: { Days: 2 }, Filter: { Prefix: 'a' } },
      { Expiration: { ExpiredObjectDeleteMarker: true }, NoncurrentVersionExpiration: { NoncurrentDays: 4 } },
    );
    await put('a');
    await day('2014-01-18');
    expect(await listed()).toEqual(['a', 'a!']);
    await day('2014-01-21');
    expect(await listed()).toEqual(['a', 'a!']);
    await day('2014-01-22');
    expect(await listed()).toEqual([]);
  });
});

describe('noncurrent versions', () => {
  it('go so many days after their successor came, but for the newest ones', async () => {
    await setVersioning();
    await setRules({ NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 2 } });
    for (const Body of ['1', '2', '3', '4']) await put('k', { Body });
    await day('2014-01-18');
    expect(await listed()).toHaveLength(4);
    await day('2014-01-19');
    expect(await listed()).toHaveLength(3);
  });

  it('stay while they are locked', async () => {
    const Locked = 'locked-bucket';
    await test.close();
    test = await startTestSandbox({ clock: () => START });
    test.client.config.systemClockOffset = START.getTime() - Date.now();
    const { CreateBucketCommand } = await import('@aws-sdk/client-s3');
    await send(new CreateBucketCommand({ Bucket: Locked, ObjectLockEnabledForBucket: true }));
    const lock = { ObjectLockMode: 'COMPLIANCE' as const, ObjectLockRetainUntilDate: new Date('2014-03-01') };
    await send(new PutObjectCommand({ Bucket: Locked, Key: 'k', Body: 'x', ...lock }));
    await send(new DeleteObjectCommand({ Bucket: Locked, Key: 'k' }));
    const rule = { NoncurrentVersionExpiration: { NoncurrentDays: 1 }, Filter: { Prefix: '' } };
    const LifecycleConfiguration = { Rules: [{ Status: 'Enabled' as const, ...rule }] };
    await send(new PutBucketLifecycleConfigurationCommand({ Bucket: Locked, LifecycleConfiguration }));
    const count = async () =>
      (await send(new ListObjectVersionsCommand({ Bucket: Locked }))).Versions?.length ?? 0;
    await day('2014-02-28');
    expect(await count()).toBe(1);
    await day('2014-03-01');
    expect(await count()).toBe(0);
  });
});

describe('uploads in progress', () => {
  it('are given up, and their start tells when', async () => {
    await setRules({ ID: 'give-up', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } });
    const upload = await send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
    expect(upload).toMatchObject({ AbortDate: new Date('2014-01-18T00:00:00Z'), AbortRuleId: 'give-up' });
    const count = async () => (await send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length ?? 0;
    await day('2014-01-17');
    expect(await count()).toBe(1);
    await day('2014-01-18');
    expect(await count()).toBe(0);
  });
});

describe('a transition', () => {
  it('moves objects on to colder classes, small ones not', async () => {
    await setRules({
      Transitions: [
        { Days: 30, StorageClass: 'STANDARD_IA' },
        { Days: 90, StorageClass: 'GLACIER' },
      ],
    });
    await put('large', { Body: Buffer.alloc(128 * 1024) });
    await put('small');
    await test.sandbox.advanceClock({ days: 31 });
    expect([(await head('large')).StorageClass, (await head('small')).StorageClass]).toEqual([
      'STANDARD_IA',
      undefined,
    ]);
    await test.sandbox.advanceClock({ days: 60 });
    expect((await head('large')).StorageClass).toBe('GLACIER');
  });

  it('of noncurrent versions counts from their successor', async () => {
    await setVersioning();
    const Filter = { ObjectSizeGreaterThan: 0 };
    await setRules({
      Filter,
      NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: 'GLACIER_IR' }],
    });
    for (const Body of ['1', '2']) await put('k', { Body });
    await day('2014-01-17');
    const { Versions } = await send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ StorageClass }) => StorageClass)).toEqual(['STANDARD', 'GLACIER_IR']);
  });
});

describe('the rules', () => {
  it('are told with ids, and deleted', async () => {
    await setRules({ Expiration: { Days: 1 } }, { ID: 'mine', Expiration: { Days: 2 } });
    const told = await send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(told.TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
    expect(told.Rules?.map(({ ID }) => ID)).toEqual([expect.stringMatching(/^[\w-]{48}$/), 'mine']);
    await send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
    });
  });

  it.each<[string, string, Partial<LifecycleRule>]>([
    ['no action', 'InvalidRequest', {}],
    ['no filter', 'MalformedXML', { Filter: undefined, Expiration: { Days: 1 } }],
    [
      'two conditions outside of And',
      'MalformedXML',
      { Filter: { Prefix: 'a', ObjectSizeLessThan: 1 }, Expiration: { Days: 1 } },
    ],
    ['no days at all', 'InvalidArgument', { Expiration: { Days: 0 } }],
    ['days and a date', 'MalformedXML', { Expiration: { Days: 1, Date: new Date('2030-01-01') } }],
    [
      'a date that is no midnight',
      'InvalidArgument',
      { Expiration: { Date: new Date('2030-01-01T01:00:00Z') } },
    ],
    [
      'an infrequent class too early',
      'InvalidArgument',
      { Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] },
    ],
    [
      'an expiration before a transition',
      'InvalidArgument',
      { Expiration: { Days: 30 }, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] },
    ],
    [
      'tags for uploads',
      'InvalidRequest',
      {
        Filter: { Tag: { Key: 'a', Value: 'b' } },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ],
    ['a name that is too long', 'InvalidArgument', { ID: 'x'.repeat(256), Expiration: { Days: 1 } }],
    [
      'too many versions to keep',
      'InvalidArgument',
      { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 101 } },
    ],
  ])('with %s are refused', async (_name, name, rule) => {
    await expect(setRules(rule)).rejects.toMatchObject({ name });
  });

  it('have names of their own', async () => {
    const rule = { ID: 'same', Expiration: { Days: 1 } };
    await expect(setRules(rule, rule)).rejects.toThrow('unique');
  });
});
