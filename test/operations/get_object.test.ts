import { createHash, randomBytes } from 'node:crypto';
import { PutBucketVersioningCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileObject } from '../../connector/index.ts';
import { memoryFiles } from '../fixtures/files.ts';
import { HOSTILE_KEYS } from '../fixtures/keys.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Got {
  file?: FileObject;
  content?: unknown;
  size: number;
  etag: string;
  last_modified: string;
  version_id?: string;
  content_range?: string;
  metadata: Record<string, string>;
}

describe('get_object', () => {
  let target: Target;
  let bucket: string;
  const files = memoryFiles();
  const get = (object_path: string, input: object = {}, options = {}) =>
    target.run<Got>('get_object', { bucket_name: bucket, object_path, ...input }, options);
  const refused = (object_path: string, input: object = {}) =>
    target.fails('get_object', { bucket_name: bucket, object_path, ...input });
  const put = (Key: string, Body: Buffer | string, input: Partial<PutObjectCommandInput> = {}) =>
    target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Buffer.from(Body), ...input }));

  const LARGE = randomBytes(300_000);

  beforeAll(async () => {
    target = await openTarget({ fileStore: files });
    bucket = await target.newBucket();
    await put('folder/large.bin', LARGE);
    await put('text', 'Grüße, 世界 😀', { ContentType: 'text/plain', Metadata: { Author: 'me' } });
    await put('json', '\uFEFF{"answer": [42]}');
    await put('latin1', Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]), { ContentEncoding: 'identity' });
    await put('empty', '');
  });
  afterAll(() => target.close());

  test('gives a file, named after the last part of the key, and tells the progress', async () => {
    const progress: [number, number | undefined][] = [];
    const onProgress = (bytes: number, total?: number) => void progress.push([bytes, total]);
    const { file, size, content } = await get('folder/large.bin', {}, { onProgress });
    expect(content).toBeUndefined();
    expect(file?.name).toBe('large.bin');
    expect(files.read(file as FileObject).equals(LARGE)).toBe(true);
    expect(size).toBe(LARGE.length);
    expect(progress.at(-1)).toEqual([LARGE.length, LARGE.length]);
  });

  test('tells what S3 keeps about the object', async () => {
    const { file, etag, last_modified, metadata } = await get('text');
    expect(file?.mime_type).toBe('text/plain');
    expect(etag).toBe(`"${createHash('md5').update('Grüße, 世界 😀').digest('hex')}"`);
    expect(Date.parse(last_modified)).not.toBeNaN();
    expect(metadata).toEqual({ author: 'me' });
  });

  test('gives text, base64 or parsed JSON in the output itself', async () => {
    expect(await get('text', { output: 'text' })).toMatchObject({ content: 'Grüße, 世界 😀', size: 20 });
    expect((await get('latin1', { output: 'base64' })).content).toBe('R3L832U=');
    expect((await get('json', { output: 'json' })).content).toEqual({ answer: [42] });
    expect((await get('json', { output: 'text' })).content).toBe('\uFEFF{"answer": [42]}');
  });

  test('an empty object is an empty file, an empty text, and no JSON', async () => {
    expect(await get('empty', { output: 'text' })).toMatchObject({ content: '', size: 0 });
    const { file } = await get('empty');
    expect(files.read(file as FileObject)).toHaveLength(0);
    expect((await refused('empty', { output: 'json' })).message).toBe('The object is not JSON: it is empty.');
  });

  test('says what is not text, and quotes nothing of it', async () => {
    const error = await refused('latin1', { output: 'text' });
    expect(error).toMatchObject({
      code: 'content_not_text',
      message:
        'The object is not text: it is not valid UTF-8. It is stored with the Content-Encoding "identity".',
    });
    const json = await refused('text', { output: 'json' });
    expect(json.message).toMatch(/^The object is not JSON: it cannot be parsed/);
    expect(JSON.stringify(json)).not.toContain('Gr');
  });

  test('refuses content that is larger than an output may hold', async () => {
    const error = await refused('folder/large.bin', { output: 'base64', max_bytes: 299_999 });
    expect(error).toMatchObject({
      code: 'content_too_large',
      message: 'The object has 300,000 bytes, more than the 299,999 that this output may hold.',
    });
    const fits = { output: 'base64', max_bytes: 300_000 };
    expect((await get('folder/large.bin', fits)).content).toBe(LARGE.toString('base64'));
  });

  test.each([
    [{ range_from: 0, range_to: 3 }, 0, 4],
    [{ range_from: 299_998 }, 299_998, 300_000],
    [{ range_to: 0 }, 0, 1],
    [{ range_from: 100, range_to: 10_000_000 }, 100, 300_000],
  ])('gives the bytes of a range: %j', async (range, start, end) => {
    const { content, size, content_range } = await get('folder/large.bin', { ...range, output: 'base64' });
    expect(content).toBe(LARGE.subarray(start, end).toString('base64'));
    expect(size).toBe(end - start);
    expect(content_range).toBe(`bytes ${start}-${end - 1}/300000`);
  });

  test('says so when the range is outside the object', async () => {
    expect(await refused('text', { range_from: 1000 })).toMatchObject({
      code: 'invalid_range',
      message: 'The range lies outside the object.',
    });
  });

  test('reads only under the condition given', async () => {
    const { etag, last_modified } = await get('text', { output: 'text' });
    const later = new Date(Date.parse(last_modified) + 1000).toISOString();
    const earlier = new Date(Date.parse(last_modified) - 1000).toISOString();
    for (const condition of [
      { if_match: etag },
      { if_none_match: '"other"' },
      { if_modified_since: earlier },
      { if_unmodified_since: later },
    ])
      expect((await get('text', { ...condition, output: 'text' })).etag).toBe(etag);
    for (const condition of [{ if_match: '"other"' }, { if_unmodified_since: earlier }])
      expect(await refused('text', condition)).toMatchObject({ code: 'precondition_failed' });
    for (const condition of [{ if_none_match: etag }, { if_modified_since: last_modified }])
      expect(await refused('text', condition)).toMatchObject({
        code: 'not_modified',
        message: 'The object has not changed since: the condition of the call says not to return it then.',
      });
  });

  test('reads a version', async () => {
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await target.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    const { VersionId: version_id } = await put('versioned', 'one');
    await put('versioned', 'two');
    expect(await get('versioned', { output: 'text' })).toMatchObject({ content: 'two' });
    expect(await get('versioned', { output: 'text', version_id })).toMatchObject({
      content: 'one',
      version_id,
    });
  });

  test('says so when the object has no such version', async () => {
    const { VersionId } = await put('other', 'x');
    expect(await refused('versioned', { version_id: VersionId })).toMatchObject({ code: 'no_such_version' });
  });

  test('reads with a customer key, and only with it', async () => {
    const SSECustomerKey = randomBytes(32).toString('base64');
    await put('secret', 'for you', { SSECustomerAlgorithm: 'AES256', SSECustomerKey });
    const input = { output: 'text', sse_customer_key: SSECustomerKey };
    expect((await get('secret', input)).content).toBe('for you');
    expect(await refused('secret')).toMatchObject({ category: 'input', status: 400 });
    const wrong = randomBytes(32).toString('base64');
    const error = await refused('secret', { sse_customer_key: wrong });
    // S3 answers 403, Ceph 400.
    expect([400, 403]).toContain(error.status);
    expect(JSON.stringify(error)).not.toContain(wrong);
  });

  test('gives a reference without moving a byte', async () => {
    const progress: number[] = [];
    const onProgress = (bytes: number) => void progress.push(bytes);
    const { file, size } = await get('text', { output: 'reference' }, { onProgress });
    expect(progress).toEqual([]);
    expect(size).toBe(20);
    expect(file).toMatchObject({ name: 'text', mime_type: 'text/plain' });
    expect(file?.expires).toBeGreaterThan(Date.now() / 1000 + 3500);
    const answer = await fetch((file as FileObject).url);
    expect(await answer.text()).toBe('Grüße, 世界 😀');
  });

  test.each(HOSTILE_KEYS)('reads the object of exactly this key: %j', async (key) => {
    const content = `content of ${key}`;
    await put(key, content);
    expect(await get(key, { output: 'text' })).toMatchObject({ content });
    expect((await get(key)).file?.name).toBeTruthy();
    const head = { bucket_name: bucket, object_path: key };
    expect(await target.run('head_object', head)).toMatchObject({ exists: true });
  });

  test('says what is missing', async () => {
    for (const output of ['file', 'text', 'reference'])
      expect(await refused('no/such/key', { output })).toMatchObject({
        code: 'no_such_key',
        message: 'There is no object under this key.',
      });
    expect(await refused('text', { bucket_name: `${bucket}-not` })).toMatchObject({
      code: 'no_such_bucket',
    });
  });
});
