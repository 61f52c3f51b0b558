import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STORES, startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'controlled-bucket';

let test: TestSandbox;

afterEach(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const send: TestSandbox['client']['send'] = (...given: never[]) =>
  (test.client.send as (...all: never[]) => never)(...given);
const put = (Key: string, Body: string | Buffer) => send(new PutObjectCommand({ Bucket, Key, Body }));
const read = async (Key: string) =>
  (await send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const keys = async () =>
  (await send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];

describe.each(STORES)('what is kept (%s)', (store) => {
  beforeEach(async () => {
    test = await startTestSandbox({ buckets: [Bucket], store });
  });

  it('can be remembered, and made as it was again and again', async () => {
    const large = 'large'.repeat(1_000_000);
    await put('first', 'one');
    await put('large', large);
    const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key: 'm' }));
    const { ETag } = await send(
      new UploadPartCommand({ Bucket, Key: 'm', UploadId, PartNumber: 1, Body: 'part' }),
    );
    const id = await test.sandbox.snapshot();
    for (let round = 0; round < 2; round += 1) {
      await put('first', 'two');
      await put('second', 'two');
      await send(new DeleteObjectCommand({ Bucket, Key: 'large' }));
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      await send(new CompleteMultipartUploadCommand({ Bucket, Key: 'm', UploadId, MultipartUpload }));
      await send(new CreateBucketCommand({ Bucket: `round-${round}` }));
      expect(await keys()).toEqual(['first', 'm', 'second']);
      await test.sandbox.restore(id);
      expect(await keys()).toEqual(['first', 'large']);
      expect([await read('first'), (await read('large')) === large]).toEqual(['one', true]);
      expect((await send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    }
    expect([test.sandbox.dropSnapshot(id), test.sandbox.dropSnapshot(id)]).toEqual([true, false]);
    await expect(test.sandbox.restore(id)).rejects.toThrow(id);
    expect(await read('first')).toBe('one');
  });

  it('can be made as it was at the start', async () => {
    await put('k', 'x');
    test.sandbox.addFault({ fault: 'slow_down', api: 'HeadBucket' });
    await test.sandbox.advanceClock({ days: 400 });
    await test.sandbox.reset();
    expect(await keys()).toEqual([]);
    expect(test.sandbox.listFaults()).toEqual([]);
    expect(Math.abs(test.sandbox.now().getTime() - Date.now())).toBeLessThan(60_000);
    await put('k', 'y');
    expect(await read('k')).toBe('y');
  });
});

describe('a directory', () => {
  it('holds what was restored, and nothing else', async () => {
    test = await startTestSandbox({ buckets: [Bucket] });
    const { mkdtemp, rm } = await import('node:fs/promises');
    const { tmpdir } = await import('node:os');
    const { join } = await import('node:path');
    const directory = await mkdtemp(join(tmpdir(), 's3-sandbox-test-'));
    await test.close();
    test = await startTestSandbox({ buckets: [Bucket], directory });
    await put('k', 'one');
    const id = await test.sandbox.snapshot();
    await put('k', 'two');
    await put('other', 'two');
    await test.sandbox.restore(id);
    test.sandbox.dropSnapshot(id);
    await test.close();
    test = await startTestSandbox({ directory });
    expect([await keys(), await read('k')]).toEqual([['k'], 'one']);
    const entries = await readdir(join(directory, 'blobs'), { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).toHaveLength(1);
    await rm(directory, { recursive: true });
  });
});

describe('the control API', () => {
  beforeEach(async () => {
    test = await startTestSandbox({ buckets: [Bucket], control: true });
  });

  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const { endpoint, token } = test.sandbox.control ?? { endpoint: '', token: '' };
    const response = await fetch(endpoint + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as never };
  };

  it('adds, tells and removes faults', async () => {
    const added = await call('POST', '/faults', { fault: 'slow_down', api: ['ListObjectsV2'], count: 1 });
    expect(added).toMatchObject({ status: 201, body: { id: 'fault-1', matched: 0 } });
    await expect(keys()).rejects.toMatchObject({ name: 'SlowDown' });
    expect(await keys()).toEqual([]);
    expect(await call('GET', '/faults')).toMatchObject({ status: 200, body: [{ matched: 2, injected: 1 }] });
    expect((await call('DELETE', '/faults/fault-1')).status).toBe(204);
    expect((await call('DELETE', '/faults/fault-1')).status).toBe(404);
    await call('POST', '/faults', { fault: 'slow_down' });
    expect((await call('DELETE', '/faults')).status).toBe(204);
    expect(await keys()).toEqual([]);
  });

  it('moves the clock', async () => {
    const day = 86_400_000;
    const moved = await call('POST', '/clock', { days: 1, hours: -1 });
    expect(Date.parse((moved.body as { now: string }).now) - Date.now()).toBeGreaterThan(0.9 * day);
    expect(await call('POST', '/clock', { to: '2099-01-01T00:00:00Z' })).toMatchObject({
      status: 200,
      body: { now: expect.stringContaining('2099-01-01') as string },
    });
    await call('POST', '/clock', { skew_seconds: 3600 });
    await expect(keys()).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
    expect((await call('POST', '/lifecycle')).status).toBe(204);
  });

  it('takes, restores and drops snapshots, and resets', async () => {
    await put('k', 'x');
    const { id } = (await call('POST', '/snapshots')).body as { id: string };
    await put('other', 'x');
    expect((await call('POST', `/snapshots/${id}/restore`)).status).toBe(204);
    expect(await keys()).toEqual(['k']);
    expect((await call('GET', '/')).body).toMatchObject({ faults: [], snapshots: [id] });
    expect((await call('POST', '/reset')).status).toBe(204);
    expect(await keys()).toEqual([]);
    expect((await call('DELETE', `/snapshots/${id}`)).status).toBe(204);
    expect((await call('POST', `/snapshots/${id}/restore`)).status).toBe(404);
    expect((await call('GET', '/snapshots')).body).toEqual([]);
  });

  it.each<[string, [string, string, unknown?], number, string]>([
    ['an unknown path', ['GET', '/nothing'], 404, 'nothing at'],
    ['another method', ['PUT', '/faults'], 405, 'PUT'],
    ['no JSON', ['POST', '/faults', '{'], 400, 'JSON'],
    ['no object', ['POST', '/faults', '[]'], 400, 'object'],
    ['an unknown member', ['POST', '/faults', { fault: 'slow_down', when: 1 }], 400, 'when means nothing'],
    ['another type', ['POST', '/faults', { fault: 'slow_down', api: 1 }], 400, 'api must be'],
    ['a fault that is none', ['POST', '/faults', { fault: 'x' }], 400, 'fault must be'],
    ['a move back', ['POST', '/clock', { days: -1 }], 400, 'not back'],
    ['a move beyond all times', ['POST', '/clock', { days: 1e308 }], 400, '100 years'],
    ['a skew beyond all times', ['POST', '/clock', { skew_seconds: 1e308 }], 400, '100 years'],
    ['an id that is none', ['DELETE', '/faults/%zz'], 404, '%zz'],
    ['no time', ['POST', '/clock', { to: 'later' }], 400, 'ISO 8601'],
    ['too much', ['POST', '/faults', 'x'.repeat(70_000)], 413, 'bytes'],
  ])('refuses %s', async (_name, [method, path, body], status, message) => {
    expect(await call(method, path, body)).toMatchObject({
      status,
      body: { error: expect.stringContaining(message) as string },
    });
  });

  it('refuses who has not the token, or comes by another name', async () => {
    expect((await call('GET', '/', undefined, { authorization: 'Bearer wrong' })).status).toBe(401);
    const { endpoint, token } = test.sandbox.control ?? { endpoint: '', token: '' };
    const status = (host: string) =>
      new Promise((resolve, reject) => {
        const { port } = new URL(endpoint);
        const headers = { host: host.replace('PORT', port), authorization: `Bearer ${token}` };
        const request = httpRequest({ host: '127.0.0.1', port, headers, agent: false }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode));
        });
        request.on('error', reject).end();
      });
    expect(await status('rebound.example.com:PORT')).toBe(403);
    expect(await status('127.0.0.1')).toBe(403);
    expect(await status('localhost:PORT')).toBe(200);
  });

  it('is not there unless it is wanted, and has the token it is given', async () => {
    await test.close();
    test = await startTestSandbox();
    expect(test.sandbox.control).toBeUndefined();
    await test.close();
    test = await startTestSandbox({ control: { token: 'mine' } });
    expect(test.sandbox.control?.token).toBe('mine');
    expect((await call('GET', '/')).status).toBe(200);
  });
});
