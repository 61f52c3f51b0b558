import {
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectLegalHoldCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Deleted {
  success: true;
  version_id?: string;
  delete_marker?: boolean;
}

describe('delete_object', () => {
  let target: Target;
  let plain: string;
  let versioned: string;

  beforeAll(async () => {
    target = await openTarget();
    [plain, versioned] = [await target.newBucket(), await target.newBucket()];
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await target.client.send(new PutBucketVersioningCommand({ Bucket: versioned, VersioningConfiguration }));
  });
  afterAll(() => target.close());

  const put = (bucket_name: string, object_path: string, text = 'x') =>
    target.run<{ etag: string; version_id?: string }>('put_object_text', { bucket_name, object_path, text });
  const remove = (input: object) => target.run<Deleted>('delete_object', input);
  const versionsOf = async (bucket: string, key: string) => {
    const at = { Bucket: bucket, Prefix: key };
    const { Versions = [], DeleteMarkers = [] } = await target.client.send(new ListObjectVersionsCommand(at));
    return {
      versions: Versions.map(({ VersionId }) => VersionId),
      markers: DeleteMarkers.map(({ VersionId }) => VersionId),
    };
  };

  test('deletes an object, and says the same when there is none', async () => {
    await put(plain, 'a');
    expect(await remove({ bucket_name: plain, object_path: 'a' })).toEqual({ success: true });
    expect(await versionsOf(plain, 'a')).toEqual({ versions: [], markers: [] });
    expect(await remove({ bucket_name: plain, object_path: 'a' })).toMatchObject({ success: true });
  });

  test('with versioning on, leaves a marker; deleting that brings the object back', async () => {
    const { version_id } = await put(versioned, 'b');
    const marked = await remove({ bucket_name: versioned, object_path: 'b' });
    expect(marked).toMatchObject({ success: true, delete_marker: true });
    expect(await versionsOf(versioned, 'b')).toEqual({
      versions: [version_id],
      markers: [marked.version_id],
    });
    const marker = { bucket_name: versioned, object_path: 'b', version_id: marked.version_id };
    expect(await remove(marker)).toMatchObject({ delete_marker: true, version_id: marked.version_id });
    expect(await versionsOf(versioned, 'b')).toEqual({ versions: [version_id], markers: [] });
  });

  test('deletes one version for good', async () => {
    const first = await put(versioned, 'c', '1');
    const second = await put(versioned, 'c', '2');
    const input = { bucket_name: versioned, object_path: 'c', version_id: first.version_id };
    expect(await remove(input)).toMatchObject({ success: true, version_id: first.version_id });
    expect(await versionsOf(versioned, 'c')).toEqual({ versions: [second.version_id], markers: [] });
  });

  test('deletes only the object that was meant', async () => {
    const { etag } = await put(plain, 'd', 'first');
    await put(plain, 'd', 'second');
    const input = { bucket_name: plain, object_path: 'd', if_match: etag };
    expect(await target.fails('delete_object', input)).toMatchObject({
      code: 'precondition_failed',
      category: 'conflict',
    });
    expect((await versionsOf(plain, 'd')).versions).toHaveLength(1);
  });

  test('a locked version stays, unless governance mode is bypassed', async () => {
    const bucket_name = await target.newBucket({ object_lock_enabled: true });
    const object_lock_retain_until = new Date(Date.now() + 3_600_000).toISOString();
    const kept = { bucket_name, object_path: 'kept' };
    const { version_id } = await target.run<{ version_id: string }>('put_object_text', {
      ...kept,
      text: 'x',
      object_lock_mode: 'GOVERNANCE',
      object_lock_retain_until,
      checksum_algorithm: 'CRC32',
    });
    const error = await target.fails('delete_object', { ...kept, version_id });
    expect(error.status).toBe(403);
    expect(await remove({ ...kept, version_id, bypass_governance_retention: true })).toMatchObject({
      success: true,
    });
  });

  test('says that it is object lock that keeps a version', async () => {
    const bucket_name = await target.newBucket({ object_lock_enabled: true });
    const held = { bucket_name, object_path: 'held' };
    const { version_id } = await target.run<{ version_id: string }>('put_object_text', {
      ...held,
      text: 'x',
      legal_hold: true,
      checksum_algorithm: 'CRC32',
    });
    const error = await target.fails('delete_object', { ...held, version_id });
    const release = { Bucket: bucket_name, Key: 'held', LegalHold: { Status: 'OFF' } } as const;
    await target.client.send(new PutObjectLegalHoldCommand(release));
    expect(error).toMatchObject({
      code: 'object_locked',
      message: 'Object lock protects this version from being deleted or overwritten.',
    });
  });

  test('a connection that is limited to a prefix deletes nothing beside it', async () => {
    const connection = { ...target.connection, allowed_prefixes: ['mine/'] };
    const input = { bucket_name: plain, object_path: 'yours/a' };
    expect(await target.fails('delete_object', input, { connection })).toMatchObject({
      code: 'outside_connection_limits',
      message: 'This connection is limited to keys that begin with "mine/", and "object_path" is "yours/a".',
    });
  });
});
