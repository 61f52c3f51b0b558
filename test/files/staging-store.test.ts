import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnector, createStagingStore, type StagingStoreOptions } from '../../connector/index.ts';
import { fail } from '../../src/index.ts';
import { asRole, nowhere, roleAssumed } from '../fixtures/answers.ts';
import { startTestSandbox, type TestSandbox } from '../fixtures/sandbox.ts';
import { errorOf, textOf } from './support.ts';

const Bucket = 'staging-bucket';
const PART = 8 * 1024 * 1024;
const TEXT = { name: 'Bericht für Zoë.csv', mime_type: 'text/csv' };

describe('a file store in a staging bucket', () => {
  let server: TestSandbox;
  const stores: { close(): void }[] = [];

  beforeAll(async () => {
    server = await startTestSandbox({ buckets: [Bucket, 'workflow-bucket'] });
  });
  afterAll(async () => {
    for (const store of stores) store.close();
    await server.close();
  });

  const connectionOf = () => {
    const { access_key, secret_key, region, endpoint } = server.sandbox;
    return { access_key, secret_key, region, endpoint };
  };
  const createStore = (options: Partial<StagingStoreOptions> = {}) => {
    const store = createStagingStore({ connection: connectionOf(), bucket: Bucket, ...options });
    stores.push(store);
    return store;
  };
  const left = async (Prefix: string) => {
    const at = { Bucket, Prefix };
    const { KeyCount } = await server.client.send(new ListObjectsV2Command(at));
    const { Uploads = [] } = await server.client.send(new ListMultipartUploadsCommand(at));
    return { objects: KeyCount, uploads: Uploads.length };
  };

  test('keeps a file and gives a link that expires, under its own name', async () => {
    const store = createStore({ prefix: 'kept/', lifetimeSeconds: 600 });
    const before = Math.floor(Date.now() / 1000);
    const file = await store.save(Readable.from([Buffer.from('a;b')]), { ...TEXT, size: 3 });
    expect(file).toMatchObject(TEXT);
    expect(file.expires).toBeGreaterThanOrEqual(before + 600);
    const url = new URL(file.url);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('600');
    expect(decodeURIComponent(url.pathname)).toMatch(
      /^\/staging-bucket\/kept\/[0-9a-f]{32}\/Bericht für Zoë\.csv$/,
    );
    const answer = await fetch(file.url);
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(await answer.text()).toBe('a;b');
    url.searchParams.set('X-Amz-Expires', '6000');
    expect((await fetch(url)).status).toBe(403);
  });

  test('opens what it kept, from its own endpoint and nothing else of it', async () => {
    const store = createStore();
    const file = await store.save(Readable.from([Buffer.from('content')]), TEXT);
    const opened = await store.open(file);
    expect(opened).toMatchObject({ size: 7, mime_type: 'text/csv' });
    expect(await textOf(opened.stream)).toBe('content');
    for (const path of ['/workflow-bucket/key', `/${Bucket}/files/../../workflow-bucket/key`, '/']) {
      const elsewhere = { ...file, url: server.sandbox.endpoint + path };
      expect((await errorOf(store.open(elsewhere))).code).toBe('file_url_refused');
    }
    expect((await errorOf(store.open({ ...file, expires: 1 }))).code).toBe('file_expired');
  });

  test('streams a file of unknown length in parts', async () => {
    const store = createStore({ prefix: 'parts/' });
    const bytes = randomBytes(2 * PART + 5);
    const file = await store.save(Readable.from(slices(bytes)), TEXT);
    const { stream, size } = await store.open(file);
    expect(size).toBe(bytes.length);
    expect((await buffer(stream)).equals(bytes)).toBe(true);
    expect(await left('parts/')).toEqual({ objects: 1, uploads: 0 });
  });

  test.each([
    ['breaks early', 10, 'file_interrupted'],
    ['breaks after some parts', 2 * PART + 5, 'file_interrupted'],
  ])('leaves nothing of a file that %s', async (_, size, code) => {
    const content = Readable.from(breaking(size));
    const error = await errorOf(createStore({ prefix: 'broken/' }).save(content, TEXT));
    expect(error).toMatchObject({ code });
    expect(error.message).toContain('the disk is gone');
    expect(content.destroyed).toBe(true);
    expect(await left('broken/')).toEqual({ objects: 0, uploads: 0 });
  });

  test.each([
    ['has fewer bytes than announced', { size: 11 }, {}, 'file_interrupted'],
    ['has more bytes than announced', { size: 9 }, {}, 'file_unreadable'],
    ['is larger than the store allows', {}, { maximumBytes: 9 }, 'file_too_large'],
  ])('keeps nothing of a file that %s', async (_, file, options, code) => {
    const store = createStore({ prefix: 'liar/', ...options });
    const content = Readable.from([Buffer.alloc(10)]);
    expect(await errorOf(store.save(content, { ...TEXT, ...file }))).toMatchObject({ code });
    expect(await left('liar/')).toEqual({ objects: 0, uploads: 0 });
  });

  test('cancelled while parts are on their way, leaves none', async () => {
    const stop = new AbortController();
    const content = Readable.from(endless(3 * PART, () => stop.abort()));
    const saved = createStore({ prefix: 'stopped/' }).save(content, TEXT, stop.signal);
    expect(await errorOf(saved)).toMatchObject({ code: 'cancelled' });
    expect(content.destroyed).toBe(true);
    expect(await left('stopped/')).toEqual({ objects: 0, uploads: 0 });
  });

  test('takes back a file whose link cannot be signed', async () => {
    const clock = (): Date => {
      throw fail('unexpected', { reason: 'the clock has stopped' });
    };
    const store = createStore({ prefix: 'unsigned/', clock });
    const error = await errorOf(store.save(Readable.from([Buffer.from('x')]), TEXT));
    expect(error.message).toContain('the clock has stopped');
    expect(await left('unsigned/')).toEqual({ objects: 0, uploads: 0 });
  });

  test('serves the operations that give and take files', async () => {
    const connector = createConnector({ fileStore: createStore() });
    const options = { connection: connectionOf() };
    const at = { bucket_name: 'workflow-bucket', object_path: 'original.txt' };
    await connector.run('put_object_text', { ...at, text: 'staged' }, options);
    const { file } = await connector.run('get_object', at, options);
    await connector.run('put_object_file', { ...at, object_path: 'copy.txt', file: file! }, options);
    const copy = { ...at, object_path: 'copy.txt', output: 'text' } as const;
    expect((await connector.run('get_object', copy, options)).content).toBe('staged');
    connector.close();
  });

  test('says that it is the staging bucket that fails, not the one the workflow reads', async () => {
    const connector = createConnector({ fileStore: createStore({ bucket: 'no-such-staging' }) });
    const options = { connection: connectionOf() };
    const at = { bucket_name: 'workflow-bucket', object_path: 'there.txt' };
    await connector.run('put_object_text', { ...at, text: 'there' }, options);
    const error = await errorOf(connector.run('get_object', at, options));
    expect(error).toMatchObject({ code: 'file_store_failed', category: 'connector' });
    expect(error.message).toContain('the staging bucket answers 404 NoSuchBucket');
    connector.close();
  });

  test('a link lives no longer than temporary credentials', async () => {
    const requestHandler = {
      handle: ({ hostname }: { hostname: string }) => {
        const body = hostname.startsWith('sts.') ? roleAssumed(900) : '';
        const headers = { etag: '"e"' };
        return Promise.resolve({ response: { statusCode: 200, headers, body: Readable.from([body]) } });
      },
    } as never;
    const store = createStore({ connection: { ...nowhere, ...asRole }, requestHandler });
    const { url, expires } = await store.save(Readable.from([Buffer.from('x')]), TEXT);
    expect(Number(new URL(url).searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(900);
    expect(expires).toBeLessThanOrEqual(Date.now() / 1000 + 900);
  });

  test.each([
    ['a connection without keys', { connection: { region: 'eu-central-1' } }, /access_key/],
    ['no region', { connection: { access_key: 'AK', secret_key: 'SK' } }, /No region is given/],
    ['a region misspelt', { connection: { ...nowhere, region: 'eu-centrl-1' } }, /eu-central-1/],
    ['links for longer than S3 allows', { lifetimeSeconds: 604_801 }, /lifetimeSeconds is 604801/],
  ])('is refused at once with %s', (_, options, message) => {
    expect(() => createStore(options as Partial<StagingStoreOptions>)).toThrow(message);
  });
});

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += 99_991) yield bytes.subarray(start, start + 99_991);
}

async function* breaking(size: number): AsyncGenerator<Buffer> {
  yield* slices(Buffer.alloc(size));
  throw new Error('the disk is gone');
}

/** Tells when so many bytes have been asked for, and goes on. */
async function* endless(size: number, tell: () => void): AsyncGenerator<Buffer> {
  for (let bytes = 0; ; bytes += 100_000) {
    if (bytes > size) tell();
    yield Buffer.alloc(100_000);
  }
}
