import { DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Version {
  object_path: string;
  version_id: string;
  is_latest: boolean;
}
interface Versions {
  versions: (Version & { size: number; etag: string })[];
  delete_markers: Version[];
  folders: string[];
  count: number;
  is_truncated: boolean;
  next_key_marker?: string;
  next_version_id_marker?: string;
}

describe('list_object_versions', () => {
  let target: Target;
  let bucket: string;
  const list = (input: object) =>
    target.run<Versions>('list_object_versions', { bucket_name: bucket, ...input });
  const put = async (Key: string, Body: string) =>
    (await target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))).VersionId as string;
  const ODD = 'folder one/ä+b %\u0001.txt';
  const written: string[] = [];

  beforeAll(async () => {
    target = await openTarget();
    bucket = await target.newBucket();
    await put('before versioning', '1');
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await target.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    for (const body of ['1', '22', '333']) written.unshift(await put(ODD, body));
    await put('gone', 'x');
    await target.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'gone' }));
  });
  afterAll(() => target.close());

  test('lists versions newest first, with what tells them apart', async () => {
    const { versions } = await list({ prefix: ODD });
    expect(versions.map(({ version_id }) => version_id)).toEqual(written);
    expect(versions.map(({ is_latest }) => is_latest)).toEqual([true, false, false]);
    expect(versions.map(({ size }) => size)).toEqual([3, 2, 1]);
    expect(new Set(versions.map(({ object_path }) => object_path))).toEqual(new Set([ODD]));
  });

  test('lists delete markers and what they hide', async () => {
    const output = await list({ prefix: 'gone' });
    expect(output).toMatchObject({
      versions: [{ object_path: 'gone', is_latest: false }],
      delete_markers: [{ object_path: 'gone', is_latest: true }],
      count: 2,
    });
    expect(output.delete_markers[0]).not.toHaveProperty('size');
  });

  test('calls the version from before versioning "null"', async () => {
    expect((await list({ prefix: 'before' })).versions).toMatchObject([{ version_id: 'null' }]);
  });

  test('rolls keys up into folders', async () => {
    const { folders, versions } = await list({ delimiter: '/' });
    expect(folders).toEqual(['folder one/']);
    expect(versions.map(({ object_path }) => object_path)).toEqual(['before versioning', 'gone']);
  });

  test.each([1, 2, 3, 5])('stops at exactly %i entries, and goes on within a key', async (limit) => {
    const all = await list({});
    const first = await list({ limit, max_keys: 2 });
    expect(first).toMatchObject({ count: limit, is_truncated: true });
    const rest = await list({
      return_all: true,
      max_keys: 1,
      key_marker: first.next_key_marker,
      version_id_marker: first.next_version_id_marker,
    });
    expect([...first.versions, ...rest.versions]).toEqual(all.versions);
    expect([...first.delete_markers, ...rest.delete_markers]).toEqual(all.delete_markers);
    expect(rest).toMatchObject({ is_truncated: false });
  });

  test('gives every page, folders included, when all are wanted', async () => {
    const output = await list({ return_all: true, max_keys: 1, delimiter: '/' });
    expect(output).toMatchObject({ folders: ['folder one/'], count: 3, is_truncated: false });
  });
});
