import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE_KEYS } from '../fixtures/keys.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

interface List {
  objects: { object_path: string; size: number; etag: string; owner?: { id: string } }[];
  folders: string[];
  count: number;
  is_truncated: boolean;
  continuation_token?: string;
}

describe('list_bucket_objects', () => {
  let target: Target;
  let bucket: string;
  const list = (input: object) => target.run<List>('list_bucket_objects', { bucket_name: bucket, ...input });
  const put = (Bucket: string, Key: string, Body = '') =>
    target.client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body) }));
  const keysOf = ({ objects }: List) => objects.map(({ object_path }) => object_path);

  const KEYS = ['a.txt', 'b/', 'b/1.txt', 'b/2.txt', 'b/c/3.txt', 'd/4.txt', 'e.txt', 'f g/5.txt'];

  beforeAll(async () => {
    target = await openTarget();
    bucket = await target.newBucket();
    for (const key of KEYS) await put(bucket, key, key.endsWith('/') ? '' : key);
  });
  afterAll(() => target.close());

  test('lists every object, folder markers and empty objects included', async () => {
    const output = await list({});
    expect(keysOf(output)).toEqual(KEYS);
    expect(output).toMatchObject({ folders: [], count: KEYS.length, is_truncated: false });
    expect(output).not.toHaveProperty('continuation_token', expect.anything());
    expect(output.objects[1]).toMatchObject({ object_path: 'b/', size: 0, storage_class: 'STANDARD' });
    expect(output.objects[0]?.etag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  test('rolls keys up into folders by the delimiter', async () => {
    expect(await list({ delimiter: '/' })).toMatchObject({ folders: ['b/', 'd/', 'f g/'], count: 2 });
    const inside = await list({ prefix: 'b/', delimiter: '/' });
    expect(inside.folders).toEqual(['b/c/']);
    expect(keysOf(inside)).toEqual(['b/', 'b/1.txt', 'b/2.txt']);
  });

  test('gives one page, and continues where it ended', async () => {
    const first = await list({ max_keys: 3 });
    expect(keysOf(first)).toEqual(KEYS.slice(0, 3));
    expect(first.is_truncated).toBe(true);
    const second = await list({ max_keys: 3, continuation_token: first.continuation_token });
    expect(keysOf(second)).toEqual(KEYS.slice(3, 6));
  });

  test('gives every page when all are wanted', async () => {
    const output = await list({ max_keys: 3, return_all: true });
    expect(keysOf(output)).toEqual(KEYS);
    expect(output.is_truncated).toBe(false);
    const folded = await list({ max_keys: 1, return_all: true, delimiter: '/' });
    expect(folded.folders).toEqual(['b/', 'd/', 'f g/']);
    expect(keysOf(folded)).toEqual(['a.txt', 'e.txt']);
  });

  test.each([1, 3, 4, 5, 7])('stops at exactly %i entries, and can go on from there', async (limit) => {
    const first = await list({ limit, max_keys: 3, return_all: true });
    expect(keysOf(first)).toEqual(KEYS.slice(0, limit));
    expect(first).toMatchObject({ is_truncated: true, count: limit });
    const rest = await list({ return_all: true, continuation_token: first.continuation_token });
    expect(keysOf(rest)).toEqual(KEYS.slice(limit));
  });

  test('is complete when the limit is the number of entries', async () => {
    expect(await list({ limit: KEYS.length })).toMatchObject({ count: KEYS.length, is_truncated: false });
  });

  test('starts after a key, and names owners when asked', async () => {
    const output = await list({ start_after: 'd/4.txt', fetch_owner: true });
    expect(keysOf(output)).toEqual(['e.txt', 'f g/5.txt']);
    expect(output.objects[0]?.owner?.id).toBeTruthy();
    expect((await list({})).objects[0]?.owner).toBeUndefined();
  });

  test('gives keys and folders byte for byte', async () => {
    const hostile = await target.newBucket();
    for (const key of HOSTILE_KEYS) await put(hostile, key);
    const inHostile = (input: object) => list({ bucket_name: hostile, ...input });
    expect(keysOf(await inHostile({})).toSorted()).toEqual(HOSTILE_KEYS.toSorted());
    expect(keysOf(await inHostile({ return_all: true, max_keys: 1 })).toSorted()).toEqual(
      HOSTILE_KEYS.toSorted(),
    );
    for (const key of HOSTILE_KEYS) expect(keysOf(await inHostile({ prefix: key }))).toEqual([key]);
    const { folders } = await inHostile({ delimiter: '%', return_all: true, max_keys: 2 });
    expect(folders).toEqual(['100%']);
    const blanks = await inHostile({ delimiter: ' ', prefix: '100% ' });
    expect(blanks.folders).toEqual(['100% + ']);
  });

  test('says so when there is no such bucket', async () => {
    const error = await target.fails('list_bucket_objects', { bucket_name: `${bucket}-not` });
    expect(error).toMatchObject({ code: 'no_such_bucket', message: 'There is no bucket of this name.' });
  });

  test('stays within the prefixes of the connection', async () => {
    const connection = { ...target.connection, allowed_prefixes: ['b/'] };
    const error = await target.fails('list_bucket_objects', { bucket_name: bucket }, { connection });
    expect(error.message).toBe(
      'This connection is limited to keys that begin with "b/", and "prefix" is "".',
    );
    const input = { bucket_name: bucket, prefix: 'b/c' };
    expect(await target.run('list_bucket_objects', input, { connection })).toMatchObject({ count: 1 });
  });
});
