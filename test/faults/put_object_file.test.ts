import { createHash, randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { supervise } from '../../connector/supervised-client.ts';
import { scriptedFiles } from '../fixtures/sources.ts';
import { openTarget, type Target } from '../fixtures/target.ts';
import { answerError, breakConnection, startFaultProxy, type FaultProxy, type Passing } from './proxy.ts';

const PART = 5 * 1024 * 1024;
const ALLOW_AND_REMOVE =
  'Allow s3:AbortMultipartUpload, and remove them: abort the upload named in the details, or have a lifecycle rule do it.';

describe('put_object_file, when S3 or the way there fails', () => {
  const files = scriptedFiles();
  let target: Target;
  let proxy: FaultProxy;
  let bucket_name: string;

  beforeAll(async () => {
    target = await openTarget({ fileStore: files });
    proxy = await startFaultProxy(target.connection.endpoint!);
    bucket_name = await target.newBucket();
  });
  beforeEach(() => proxy.inject(() => undefined));
  afterAll(async () => {
    await proxy.close();
    await target.close();
  });

  const throughProxy = () => ({ connection: { ...target.connection, endpoint: proxy.endpoint } });
  const inputOf = (object_path: string, bytes: Buffer) => ({
    bucket_name,
    object_path,
    file: files.add({ chunks: () => [bytes], size: bytes.length }),
    part_size: PART,
    concurrency: 2,
  });
  const leftovers = async (prefix: string) => {
    const at = { Bucket: bucket_name, Prefix: prefix };
    const objects = await target.client.send(new sdk.ListObjectsV2Command(at));
    const { Uploads = [] } = await target.client.send(new sdk.ListMultipartUploadsCommand(at));
    return { objects: objects.KeyCount, uploads: Uploads.map(({ UploadId }) => UploadId) };
  };

  test('a part that is refused ends the upload, and no part stays', async () => {
    proxy.inject((passing) => (isPart(passing, 3) ? answerError(403, 'AccessDenied') : undefined));
    const error = await target.fails(
      'put_object_file',
      inputOf('refused', randomBytes(6 * PART)),
      throughProxy(),
    );
    expect(error).toMatchObject({ code: 'access_denied', category: 'permission', status: 403 });
    expect(error.message).not.toContain('could not be removed');
    expect(await leftovers('refused')).toEqual({ objects: 0, uploads: [] });
  });

  test('a failed part ends the upload although the source never does', async () => {
    proxy.inject((passing) => (isPart(passing, 1) ? answerError(403, 'AccessDenied') : undefined));
    const file = files.add({
      async *chunks() {
        yield randomBytes(PART + 1);
        await new Promise(() => {});
      },
    });
    const input = { bucket_name, object_path: 'stalled', file, part_size: PART };
    expect(await target.fails('put_object_file', input, throughProxy())).toMatchObject({
      code: 'access_denied',
    });
    expect(files.opened.at(-1)!.destroyed).toBe(true);
    expect(await leftovers('stalled')).toEqual({ objects: 0, uploads: [] });
  });

  test('says so when the parts could not be removed, and which upload they belong to', async () => {
    proxy.inject((passing) => {
      if (passing.method === 'DELETE') return answerError(403, 'AccessDenied');
      return isPart(passing, 2) ? answerError(403, 'AccessDenied') : undefined;
    });
    const error = await target.fails(
      'put_object_file',
      inputOf('stuck', randomBytes(2 * PART)),
      throughProxy(),
    );
    expect(error.message).toBe(
      'S3 refused the call: access denied. The parts uploaded so far could not be removed and go on costing storage.',
    );
    expect(error.fix).toContain(ALLOW_AND_REMOVE);
    const { uploads } = await leftovers('stuck');
    expect(uploads).toEqual([error.details?.unfinished_upload_id]);
  });

  test('says so too when it was cancelled', async () => {
    const stop = new AbortController();
    proxy.inject((passing) => (passing.method === 'DELETE' ? answerError(403, 'AccessDenied') : undefined));
    const error = await target.fails('put_object_file', inputOf('stopped', randomBytes(4 * PART)), {
      ...throughProxy(),
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(error.message).toContain('could not be removed');
  });

  test('cancelled while the upload is being started, the upload is removed', async () => {
    const stop = new AbortController();
    proxy.inject(({ query, method }) => {
      if (method === 'POST' && query.has('uploads')) stop.abort();
      return undefined;
    });
    const error = await target.fails('put_object_file', inputOf('early', randomBytes(2 * PART)), {
      ...throughProxy(),
      signal: stop.signal,
    });
    expect(error).toMatchObject({ code: 'cancelled' });
    expect(await leftovers('early')).toEqual({ objects: 0, uploads: [] });
  });

  test('a broken connection is tried again', async () => {
    let broken = 0;
    proxy.inject((passing) => (isPart(passing, 2) && broken++ === 0 ? breakConnection : undefined));
    const bytes = randomBytes(2 * PART + 1);
    const stored = await target.run('put_object_file', inputOf('retried', bytes), throughProxy());
    expect(stored).toMatchObject({ size: bytes.length });
    expect(broken).toBeGreaterThan(1);
  });

  test('an error inside a 200 is an error, and no part stays', async () => {
    proxy.inject(({ method, query }) =>
      method === 'POST' && query.has('uploadId') ? answerError(200, 'InvalidPart') : undefined,
    );
    const error = await target.fails(
      'put_object_file',
      inputOf('hollow', randomBytes(2 * PART)),
      throughProxy(),
    );
    expect(error.details).toMatchObject({ s3_code: 'InvalidPart' });
    expect(await leftovers('hollow')).toEqual({ objects: 0, uploads: [] });
  });

  test('a list of parts that has lost one makes no object: S3 was told how many bytes to expect', async () => {
    const at = { Bucket: bucket_name, Key: 'cut short' };
    const { UploadId } = await target.client.send(new sdk.CreateMultipartUploadCommand(at));
    const Body = Buffer.alloc(PART);
    for (const PartNumber of [1, 2])
      await target.client.send(new sdk.UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
    const { Parts } = await target.client.send(new sdk.ListPartsCommand({ ...at, UploadId, MaxParts: 1 }));
    const whole = () => ({ MpuObjectSize: 2 * PART });
    const { client } = supervise(target.client, sdk, at, { whole }, new AbortController().signal);
    const complete = new sdk.CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } });
    await expect(client.send(complete)).rejects.toMatchObject({ name: 'InvalidRequest' });
    expect(await leftovers(at.Key)).toEqual({ objects: 0, uploads: [UploadId] });
  });

  test("notices that S3's checksum is not that of the bytes that were sent", async () => {
    const etag = `"${createHash('md5').update('something else').digest('hex')}"`;
    proxy.inject(({ method }) =>
      method === 'PUT' ? (response) => response.writeHead(200, { etag }).end() : undefined,
    );
    const error = await target.fails('put_object_file', inputOf('altered', randomBytes(10)), throughProxy());
    expect(error).toMatchObject({
      code: 'upload_corrupted',
      message: "The object was stored, but S3's checksum is not that of the bytes that were sent.",
    });
  });
});

const isPart = ({ method, query }: Passing, number: number) =>
  method === 'PUT' && query.get('partNumber') === String(number);
