import {
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAnyServer } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'tagged-bucket';

let test: TestSandbox;

beforeAll(async () => {
  test = await startAnyServer({ buckets: [Bucket] });
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const put = (Key: string, input: Partial<PutObjectCommandInput> = {}) =>
  test.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...input }));
const head = (Key: string) => test.client.send(new HeadObjectCommand({ Bucket, Key }));

describe('tags', () => {
  const read = async (VersionId?: string) =>
    (await test.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged', VersionId }))).TagSet;

  it('are put with the object, replaced and deleted', async () => {
    await put('tagged', { Tagging: 'empty=&name=a%20b' });
    expect(await read()).toEqual([
      { Key: 'empty', Value: '' },
      { Key: 'name', Value: 'a b' },
    ]);
    expect((await head('tagged')).TagCount).toBe(2);
    await test.client.send(
      new PutObjectTaggingCommand({
        Bucket,
        Key: 'tagged',
        Tagging: { TagSet: [{ Key: 'größe', Value: '+-=._:/@' }] },
      }),
    );
    expect(await read()).toEqual([{ Key: 'größe', Value: '+-=._:/@' }]);
    await test.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect(await read()).toEqual([]);
    expect((await head('tagged')).TagCount).toBeUndefined();
  });

  it('belong to a version', async () => {
    await test.client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const { VersionId } = await put('tagged', { Tagging: 'v=1' });
    await put('tagged', { Tagging: 'v=2' });
    expect([await read(VersionId), await read()]).toEqual([
      [{ Key: 'v', Value: '1' }],
      [{ Key: 'v', Value: '2' }],
    ]);
  });

  it.each([
    ['more than ten', Array.from({ length: 11 }, (_, index) => `k${index}=v`).join('&'), 'BadRequest'],
    ['one twice', 'a=1&a=2', 'InvalidTag'],
    ['a long name', `${'n'.repeat(129)}=v`, 'InvalidTag'],
    ['a long value', `n=${'v'.repeat(257)}`, 'InvalidTag'],
    ['a character that is not allowed', 'a=%3Cb%3E', 'InvalidTag'],
    ["AWS's own", 'aws%3Acreated=1', 'InvalidTag'],
  ])('%s are refused', async (_name, Tagging, name) => {
    await expect(put('refused', { Tagging })).rejects.toMatchObject({ name });
  });
});
