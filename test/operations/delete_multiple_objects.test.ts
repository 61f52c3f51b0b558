import {
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectLegalHoldCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Outcome {
  deleted: { object_path: string; version_id?: string; delete_marker?: boolean }[];
  errors: { object_path: string; version_id?: string; code: string; message: string }[];
  deleted_count: number;
  error_count: number;
}

describe('delete_multiple_objects', () => {
  let target: Target;
  let bucket_name: string;

  beforeAll(async () => {
    target = await openTarget();
    bucket_name = await target.newBucket();
  });
  afterAll(() => target.close());

  const put = (object_path: string, bucket = bucket_name) =>
    target.run<{ version_id: string }>('put_object_text', {
      bucket_name: bucket,
      object_path,
      text: object_path,
    });
  const remove = (object_keys: unknown[], bucket = bucket_name) =>
    target.run<Outcome>('delete_multiple_objects', { bucket_name: bucket, object_keys });
  const count = async () =>
    (await target.client.send(new ListObjectsV2Command({ Bucket: bucket_name }))).KeyCount;
  const pathsOf = ({ deleted }: Outcome) => deleted.map(({ object_path }) => object_path).sort();

  test('deletes keys given as texts and as objects, one that is listed twice once', async () => {
    await Promise.all(['a', 'b', 'c', 'kept'].map((key) => put(key)));
    const outcome = await remove(['a', { Key: 'b' }, { Key: 'a' }, 'c', 'c', 'never was']);
    expect(outcome).toMatchObject({ deleted_count: 4, error_count: 0, errors: [] });
    expect(pathsOf(outcome)).toEqual(['a', 'b', 'c', 'never was']);
    expect(await count()).toBe(1);
  });

  test.each([
    ['marks of XML', ['<a>&amp;"\'</a>', ']]>', '&#10;']],
    ['blanks', [' leading', 'trailing ', 'two  blanks', 'tab\there', ' ', '\n', '\r\n \n']],
    ['line breaks', ['line\nbreak', 'carriage\rreturn', 'both\r\n', '\u0085\u2028']],
    ['control characters, which XML cannot carry', ['bell\u0007', 'escape\u001b[0m', '\u0001']],
    ['letters of any script', ['größe', 'ключ', '鍵', '🪣🔑', 'e\u0301', '\u00e9', '\ufffd']],
    ['marks of paths and URLs', ['a/../b', './x', '/a', 'a//b', 'a/', '?x=1#y', '100%25 + 1', '%2F']],
  ])('deletes keys with %s', async (_, keys) => {
    await Promise.all(keys.map((key) => put(key)));
    const before = await count();
    const outcome = await remove(keys);
    expect(outcome.errors).toEqual([]);
    expect(pathsOf(outcome)).toEqual([...keys].sort());
    expect(await count()).toBe(before! - keys.length);
  });

  test('deletes more than a request can carry', async () => {
    const keys = Array.from({ length: 2003 }, (_, index) => `many/${index}`);
    await put('many/2002');
    const outcome = await remove(keys);
    expect(outcome).toMatchObject({ deleted_count: keys.length, error_count: 0 });
    expect(pathsOf(outcome)).toEqual([...keys].sort());
    expect(await count()).toBe(1);
  });

  test('deletes versions, and reports per key what could not be deleted', async () => {
    const bucket = await target.newBucket();
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await target.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    const first = await put('v', bucket);
    const second = await put('v', bucket);
    const outcome = await remove([{ Key: 'v', VersionId: first.version_id }, { Key: 'w' }], bucket);
    expect(outcome.deleted).toContainEqual({ object_path: 'v', version_id: first.version_id });
    expect(outcome.deleted).toContainEqual(
      expect.objectContaining({ object_path: 'w', delete_marker: true }),
    );
    const { Versions = [] } = await target.client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    expect(Versions.map(({ VersionId }) => VersionId)).toEqual([second.version_id]);
  });

  test('reports per key what object lock keeps, and deletes the rest', async () => {
    const bucket = await target.newBucket({ object_lock_enabled: true });
    const held = { bucket_name: bucket, object_path: 'held', text: 'x', legal_hold: true };
    const { version_id } = await target.run<{ version_id: string }>('put_object_text', {
      ...held,
      checksum_algorithm: 'CRC32',
    });
    const other = await put('free', bucket);
    const outcome = await remove(
      [
        { Key: 'held', VersionId: version_id },
        { Key: 'free', VersionId: other.version_id },
      ],
      bucket,
    );
    expect(outcome).toMatchObject({ deleted_count: 1, error_count: 1 });
    expect(outcome.errors).toEqual([
      {
        object_path: 'held',
        version_id,
        code: 'access_denied',
        message: expect.any(String),
        needed: [{ action: 's3:DeleteObjectVersion', resource: `arn:aws:s3:::${bucket}/held` }],
      },
    ]);
    const release = { Bucket: bucket, Key: 'held', LegalHold: { Status: 'OFF' } } as const;
    await target.client.send(new PutObjectLegalHoldCommand(release));
  });

  test('says so when the bucket is missing', async () => {
    const input = { bucket_name: 's3c-test-there-is-none', object_keys: ['a'] };
    expect(await target.fails('delete_multiple_objects', input)).toMatchObject({ code: 'no_such_bucket' });
  });

  test('a connection that is limited to a prefix deletes nothing when one key lies beside it', async () => {
    await put('mine/a');
    const connection = { ...target.connection, allowed_prefixes: ['mine/'] };
    const input = { bucket_name, object_keys: ['mine/a', { Key: 'yours/b', VersionId: 'null' }] };
    expect(await target.fails('delete_multiple_objects', input, { connection })).toMatchObject({
      code: 'outside_connection_limits',
      message: 'This connection is limited to keys that begin with "mine/", and "object_keys" is "yours/b".',
    });
    expect(await remove(['mine/a'])).toMatchObject({ deleted_count: 1 });
  });
});
