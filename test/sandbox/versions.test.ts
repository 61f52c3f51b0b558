import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { STORES, startAnyServer } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'version-bucket';
const Key = 'a/key';

describe.each(STORES)('versions in the %s store', (store) => {
  let test: TestSandbox;

  beforeEach(async () => {
    test = await startAnyServer({ buckets: [Bucket], store });
  });

  afterEach(async () => {
    expect(test.defects).toEqual([]);
    await test.close();
  });

  const setVersioning = (Status: 'Enabled' | 'Suspended') =>
    test.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const put = async (Body: string) =>
    (await test.client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
  const read = async (VersionId?: string) =>
    (await test.client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
  const remove = (VersionId?: string) =>
    test.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  const list = () => test.client.send(new ListObjectVersionsCommand({ Bucket }));

  it('are not kept unless the bucket says so', async () => {
    expect((await test.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect(await put('one')).toBeUndefined();
    await put('two');
    expect((await list()).Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      ['null', true],
    ]);
    expect((await remove()).DeleteMarker).toBeUndefined();
    expect((await list()).Versions).toBeUndefined();
  });

  it('are kept, read and deleted one by one', async () => {
    await put('before');
    await setVersioning('Enabled');
    const [first, second] = [await put('first'), await put('second')];
    expect(first).toMatch(/^[\w.-]{20,}$/);
    expect(await Promise.all([read(), read(first), read('null'), read(second)])).toEqual([
      'second',
      'first',
      'before',
      'second',
    ]);
    expect(
      (await list()).Versions?.map(({ VersionId, IsLatest, Size }) => [VersionId, IsLatest, Size]),
    ).toEqual([
      [second, true, 6],
      [first, false, 5],
      ['null', false, 6],
    ]);
    expect((await remove(second)).VersionId).toBe(second);
    expect(await read()).toBe('first');
  });

  it('are hidden behind a delete marker, and come back with its deletion', async () => {
    await setVersioning('Enabled');
    const version = await put('kept');
    const { DeleteMarker, VersionId: marker } = await remove();
    expect(DeleteMarker).toBe(true);
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect((await test.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    const listed = await list();
    expect(listed.DeleteMarkers).toMatchObject([{ Key, VersionId: marker, IsLatest: true }]);
    expect(listed.Versions).toMatchObject([{ Key, VersionId: version, IsLatest: false }]);
    const response = await sendSigned(test.sandbox, { method: 'HEAD', target: `/${Bucket}/${Key}` });
    expect(response).toMatchObject({
      status: 404,
      headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker },
    });
    await expect(read(marker)).rejects.toMatchObject({
      name: 'MethodNotAllowed',
      $metadata: { httpStatusCode: 405 },
    });
    expect(await remove(marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await read()).toBe('kept');
  });

  it('are one null version while suspended', async () => {
    await setVersioning('Enabled');
    const kept = await put('kept');
    await setVersioning('Suspended');
    expect(await put('one')).toBe('null');
    expect(await put('two')).toBe('null');
    expect((await list()).Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', kept]);
    expect(await remove()).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect((await list()).Versions?.map(({ VersionId }) => VersionId)).toEqual([kept]);
  });

  it('are not found under another id', async () => {
    await setVersioning('Enabled');
    await put('x');
    const unknown = 'x'.repeat(32);
    await expect(read(unknown)).rejects.toMatchObject({ name: 'NoSuchVersion', VersionId: unknown });
    const head = test.client.send(new HeadObjectCommand({ Bucket, Key, VersionId: unknown }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('are listed in pages, by prefix and by folder', async () => {
    await setVersioning('Enabled');
    for (let number = 0; number < 3; number += 1) {
      for (const name of ['a/1', 'a/2', 'b'])
        await test.client.send(new PutObjectCommand({ Bucket, Key: name, Body: '' }));
    }
    const found: string[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (markers !== undefined) {
      const page = (await test.client.send(
        new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...(markers as object) }),
      )) as Awaited<ReturnType<typeof list>>;
      found.push(...(page.Versions ?? []).map((version) => `${version.Key} ${version.VersionId}`));
      markers =
        page.IsTruncated === true
          ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
          : undefined;
    }
    const whole = (await list()).Versions?.map((version) => `${version.Key} ${version.VersionId}`);
    expect(found).toEqual(whole);
    expect(new Set(found).size).toBe(9);
    const folders = await test.client.send(new ListObjectVersionsCommand({ Bucket, Delimiter: '/' }));
    expect([folders.CommonPrefixes, folders.Versions?.length]).toEqual([[{ Prefix: 'a/' }], 3]);
    expect(
      (await test.client.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'b' }))).Versions,
    ).toHaveLength(3);
  });

  describe('DeleteObjects', () => {
    const removeAll = (Objects: { Key: string; VersionId?: string }[], Quiet = false) =>
      test.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }));

    it('answers for every key', async () => {
      await put('x');
      const { Deleted } = await removeAll([{ Key }, { Key: 'missing' }]);
      // In which order they are answered nobody promises.
      expect(Deleted?.map((deleted) => deleted.Key).sort()).toEqual([Key, 'missing']);
      expect(await removeAll([{ Key }], true)).not.toHaveProperty('Deleted');
    });

    it('tells markers and versions', async () => {
      await setVersioning('Enabled');
      const VersionId = await put('x');
      const { Deleted } = await removeAll([{ Key }]);
      const marker = Deleted?.[0]?.DeleteMarkerVersionId;
      expect(Deleted).toEqual([{ Key, DeleteMarker: true, DeleteMarkerVersionId: marker }]);
      const both = [
        { Key, VersionId },
        { Key, VersionId: marker },
      ];
      const gone = (await removeAll(both)).Deleted;
      expect(gone).toHaveLength(2);
      expect(gone).toContainEqual({ Key, VersionId });
      expect(gone).toContainEqual({
        Key,
        VersionId: marker,
        DeleteMarker: true,
        DeleteMarkerVersionId: marker,
      });
      expect((await list()).Versions).toBeUndefined();
    });

    it('tells what went wrong with one of them', async () => {
      await setVersioning('Enabled');
      await put('x');
      const { Errors, Deleted } = await removeAll([{ Key: 'other' }, { Key, VersionId: 'nonsense' }]);
      expect(Errors).toMatchObject([{ Key, VersionId: 'nonsense', Code: 'InvalidArgument' }]);
      expect(Deleted).toHaveLength(1);
    });

    it('wants a checksum, and between 1 and 1,000 keys', async () => {
      const send = (keys: number, headers: Record<string, string> = {}) =>
        sendSigned(test.sandbox, {
          method: 'POST',
          target: `/${Bucket}?delete`,
          headers,
          body: `<Delete>${'<Object><Key>k</Key></Object>'.repeat(keys)}</Delete>`,
        });
      const missing = await send(1);
      expect(missing.field('Message')).toBe(
        'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
      );
      const wrong = await send(1, { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' });
      expect(wrong.field('Code')).toBe('BadDigest');
      await expect(
        removeAll(Array.from({ length: 1001 }, (_, index) => ({ Key: `${index}` }))),
      ).rejects.toMatchObject({ name: 'MalformedXML' });
      await expect(removeAll([])).rejects.toMatchObject({ name: 'MalformedXML' });
    });
  });
});
