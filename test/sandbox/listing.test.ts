import {
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyIndex } from '../../sandbox/store/key-index.ts';
import type { KeyRecord } from '../../sandbox/store/types.ts';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { startAnyServer } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'list-bucket';
const KEYS = ['a', 'a/1', 'a/2', 'a/b/3', 'b', 'c d+e', 'photos/2025/x', 'photos/2026/y', 'photos/top', 'z/'];

let test: TestSandbox;

beforeAll(async () => {
  test = await startAnyServer({ buckets: [Bucket, 'empty-bucket'] });
  for (const Key of KEYS) await test.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const list = (input: Partial<ListObjectsV2CommandInput> = {}) =>
  test.client.send(new ListObjectsV2Command({ Bucket, ...input }));
const names = async (input: Partial<ListObjectsV2CommandInput> = {}) => {
  const { Contents = [], CommonPrefixes = [] } = await list(input);
  return [Contents.map(({ Key }) => Key), CommonPrefixes.map(({ Prefix }) => Prefix)];
};

describe('ListObjectsV2', () => {
  it('lists every key with what it is', async () => {
    expect(await names()).toEqual([KEYS, []]);
    const { Contents, KeyCount, IsTruncated } = await list();
    expect(Contents?.[1]).toMatchObject({
      Key: 'a/1',
      Size: 3,
      StorageClass: 'STANDARD',
      ChecksumAlgorithm: ['CRC32'],
      ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    expect([KeyCount, IsTruncated, Contents?.[0]?.Owner]).toEqual([10, false, undefined]);
    expect((await list({ FetchOwner: true })).Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[Partial<ListObjectsV2CommandInput>, string[], string[]]>([
    [{ Prefix: 'a/' }, ['a/1', 'a/2', 'a/b/3'], []],
    [{ Prefix: 'nothing' }, [], []],
    [{ Delimiter: '/' }, ['a', 'b', 'c d+e'], ['a/', 'photos/', 'z/']],
    [{ Delimiter: '/', Prefix: 'photos/' }, ['photos/top'], ['photos/2025/', 'photos/2026/']],
    [{ Delimiter: 'o' }, ['a', 'a/1', 'a/2', 'a/b/3', 'b', 'c d+e', 'z/'], ['pho']],
    [{ StartAfter: 'b' }, ['c d+e', 'photos/2025/x', 'photos/2026/y', 'photos/top', 'z/'], []],
    [{ StartAfter: 'a/1', Delimiter: '/' }, ['b', 'c d+e'], ['a/', 'photos/', 'z/']],
    [{ StartAfter: 'a/', Delimiter: '/' }, ['b', 'c d+e'], ['photos/', 'z/']],
    [{ MaxKeys: 0 }, [], []],
  ])('%o', async (input, keys, prefixes) => {
    expect(await names(input)).toEqual([keys, prefixes]);
  });

  it.each([1, 2, 3, 7])('gives the same in pages of %d', async (pageSize) => {
    for (const Delimiter of [undefined, '/']) {
      const found: (string | undefined)[] = [];
      for await (const page of paginateListObjectsV2(
        { client: test.client, pageSize },
        { Bucket, Delimiter },
      )) {
        const entries = [
          ...(page.Contents ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        ];
        expect(page.KeyCount).toBe(entries.length);
        expect(entries.length).toBeLessThanOrEqual(pageSize);
        found.push(...entries);
      }
      expect(found.sort()).toEqual((await names({ Delimiter })).flat().sort());
    }
  });

  it('refuses a token that it did not make, and sizes that are none', async () => {
    await expect(list({ ContinuationToken: 'made-up' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      ArgumentName: 'continuation-token',
    });
    const response = await sendSigned(test.sandbox, { target: `/${Bucket}?list-type=2&max-keys=many` });
    expect(response.field('Code')).toBe('InvalidArgument');
  });

  it('percent-encodes names when asked', async () => {
    const { Contents, EncodingType } = await list({ EncodingType: 'url', Prefix: 'c' });
    expect([EncodingType, Contents?.[0]?.Key]).toEqual(['url', 'c+d%2Be']);
    const refused = await sendSigned(test.sandbox, { target: `/${Bucket}?encoding-type=base64&list-type=2` });
    expect(refused.field('Code')).toBe('InvalidArgument');
  });

  it('answers an empty bucket', async () => {
    expect(await list({ Bucket: 'empty-bucket' })).toMatchObject({
      KeyCount: 0,
      IsTruncated: false,
      Name: 'empty-bucket',
    });
  });
});

describe('ListObjects (version 1)', () => {
  it('goes on by marker', async () => {
    const found: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await test.client.send(
        new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2, Marker }),
      );
      found.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      Marker = page.IsTruncated === true ? page.NextMarker : undefined;
    } while (Marker !== undefined);
    expect(found.sort()).toEqual(['a', 'a/', 'b', 'c d+e', 'photos/', 'z/']);
  });

  it('names the owner, and no next marker without a delimiter', async () => {
    const page = await test.client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1 }));
    expect(page.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect([page.IsTruncated, page.NextMarker]).toEqual([true, undefined]);
  });
});

describe('the index of keys', () => {
  const record = (key: string): KeyRecord => ({ key, versions: [] });

  it('stays in byte order whatever the order of changes', () => {
    const index = new KeyIndex();
    const keys = ['\uffee', '😀', 'é', 'e\u0301', 'a', 'aa', 'Z', '\ud7ff', '\ue000', ''];
    for (const key of keys) index.set(record(key));
    index.delete('a');
    index.delete('not there');
    index.set(record('aa'));
    const expected = keys
      .filter((key) => key !== 'a')
      .sort((first, second) => Buffer.compare(Buffer.from(first), Buffer.from(second)));
    expect([...index.from(0)].map(({ key }) => key)).toEqual(expected);
    expect(index.size).toBe(keys.length - 1);
  });

  it('finds positions among 100,000 keys', () => {
    const index = new KeyIndex();
    for (let number = 0; number < 100_000; number += 1)
      index.set(record(`folder-${number % 10}/${String(number).padStart(6, '0')}`));
    expect(index.positionAfterPrefix('folder-3/')).toBe(40_000);
    expect(index.position('folder-4/000004')).toBe(40_000);
    expect(index.positionAfter('folder-4/000004')).toBe(40_001);
  });
});
