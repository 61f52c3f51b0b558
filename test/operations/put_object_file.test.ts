import { createHash, randomBytes } from 'node:crypto';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptedFiles } from '../fixtures/sources.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

const MEBIBYTE = 1024 * 1024;
const PART = 5 * MEBIBYTE;

interface Stored {
  etag: string;
  size: number;
  version_id?: string;
  checksum?: { algorithm: string; value: string };
}

describe('put_object_file', () => {
  const files = scriptedFiles();
  let target: Target;
  let bucket_name: string;

  beforeAll(async () => {
    target = await openTarget({ fileStore: files });
    bucket_name = await target.newBucket();
  });
  afterAll(() => target.close());

  const fileOf = (bytes: Buffer, size: number | undefined = bytes.length) =>
    files.add({ chunks: () => slices(bytes, 64 * 1024 + 7), ...(size === undefined ? {} : { size }) });
  const put = (object_path: string, input: object) =>
    target.run<Stored>('put_object_file', { bucket_name, object_path, part_size: PART, ...input });
  const read = async (Key: string) => {
    const answer = await target.client.send(new GetObjectCommand({ Bucket: bucket_name, Key }));
    return Buffer.from(await answer.Body!.transformToByteArray());
  };
  /** Keys, and uploads whose parts still lie there. */
  const leftovers = async (prefix: string) => {
    const at = { Bucket: bucket_name, Prefix: prefix };
    const [objects, uploads] = await Promise.all([
      target.client.send(new ListObjectsV2Command(at)),
      target.client.send(new ListMultipartUploadsCommand(at)),
    ]);
    return { objects: objects.KeyCount ?? 0, uploads: uploads.Uploads?.length ?? 0 };
  };

  test("stores a small file in one PUT, with the file's MIME type", async () => {
    const bytes = randomBytes(100_000);
    const stored = await put('small', { file: fileOf(bytes) });
    expect(stored).toMatchObject({ size: bytes.length, etag: `"${md5(bytes)}"` });
    const head = await target.client.send(new HeadObjectCommand({ Bucket: bucket_name, Key: 'small' }));
    expect(head.ContentType).toBe('application/x-script');
    expect(await read('small')).toEqual(bytes);
  });

  test('prefers the MIME type of the input', async () => {
    await put('typed', { file: fileOf(Buffer.from('<p>')), mime_type: 'text/html' });
    const head = await target.client.send(new HeadObjectCommand({ Bucket: bucket_name, Key: 'typed' }));
    expect(head.ContentType).toBe('text/html');
  });

  test("stores under exactly the key that is given, whatever the file's name and type", async () => {
    await put('exactly/hello', { file: fileOf(Buffer.from('x')), mime_type: 'text/plain' });
    const at = { Bucket: bucket_name, Prefix: 'exactly/' };
    const { Contents } = await target.client.send(new ListObjectsV2Command(at));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['exactly/hello']);
  });

  test.each([
    ['one piece', 1000],
    ['parts', PART + 1],
  ])('says which version it made, in %s', async (_, size) => {
    const Bucket = await target.newBucket();
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await target.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const stored = await put('versioned', { bucket_name: Bucket, file: fileOf(randomBytes(size)) });
    const head = await target.client.send(new HeadObjectCommand({ Bucket, Key: 'versioned' }));
    expect(stored).toMatchObject({ version_id: head.VersionId, etag: head.ETag });
    expect(head.VersionId).toBeTruthy();
  });

  test.each([
    ['nothing at all', 0, undefined],
    ['exactly one part', PART, undefined],
    ['one byte more than a part', PART + 1, 2],
    ['exactly two parts', 2 * PART, 2],
    ['more parts than go at a time', 4 * PART + 12_345, 5],
  ])('stores %s, its size known or not', async (name, size, parts) => {
    const bytes = randomBytes(size);
    for (const [key, file] of [
      [`known ${name}`, fileOf(bytes)],
      [`unknown ${name}`, files.add({ chunks: () => slices(bytes, 100_003) })],
    ] as const) {
      const stored = await put(key, { file, concurrency: 2 });
      expect(stored.size).toBe(size);
      if (parts === undefined) expect(stored.etag).toBe(`"${md5(bytes)}"`);
      else expect(stored.etag).toMatch(new RegExp(`^"[0-9a-f]{32}-${parts}"$`));
      expect((await read(key)).equals(bytes)).toBe(true);
    }
    expect(await leftovers('')).toMatchObject({ uploads: 0 });
  });

  test('sets metadata and headers of an object that goes in parts', async () => {
    const bytes = randomBytes(PART + 1);
    await put('dressed', {
      file: fileOf(bytes),
      metadata: { author: 'Zoë', plain: 'text' },
      cache_control: 'max-age=60',
      content_disposition: 'attachment',
    });
    const at = { Bucket: bucket_name, Key: 'dressed' };
    const head = await target.client.send(new HeadObjectCommand(at));
    expect(head).toMatchObject({ CacheControl: 'max-age=60', ContentDisposition: 'attachment' });
    expect(head.Metadata).toHaveProperty('plain', 'text');
    expect(head.Metadata).toHaveProperty('author');
  });

  test('tags an object that goes in parts', async () => {
    await put('tagged', { file: fileOf(randomBytes(PART + 1)), tags: { team: 'docs', 'a b': 'x=y+z' } });
    const at = { Bucket: bucket_name, Key: 'tagged' };
    const { TagSet } = await target.client.send(new GetObjectTaggingCommand(at));
    expect(TagSet).toHaveLength(2);
    expect(TagSet).toContainEqual({ Key: 'a b', Value: 'x=y+z' });
  });

  test('encrypts an object that goes in parts with a customer key', async () => {
    const bytes = randomBytes(PART + 1);
    const key = randomBytes(32);
    await put('secret', { file: fileOf(bytes), sse_customer_key: key.toString('base64') });
    await expect(read('secret')).rejects.toThrow();
    const answer = await target.client.send(
      new GetObjectCommand({
        Bucket: bucket_name,
        Key: 'secret',
        SSECustomerAlgorithm: 'AES256',
        SSECustomerKey: key.toString('base64'),
        SSECustomerKeyMD5: md5(key, 'base64'),
      }),
    );
    expect(Buffer.from(await answer.Body!.transformToByteArray()).equals(bytes)).toBe(true);
  });

  test.each(['CRC64NVME', 'CRC32', 'CRC32C', 'SHA1', 'SHA256'])(
    'keeps the %s of an object in parts and of one in one piece',
    async (checksum_algorithm) => {
      for (const size of [1000, PART + 1]) {
        const stored = await put(`summed ${size}`, { file: fileOf(randomBytes(size)), checksum_algorithm });
        expect(stored.checksum).toMatchObject({ algorithm: checksum_algorithm });
      }
    },
  );

  test('if_none_match leaves the object that is there, and no parts', async () => {
    await put('taken', { file: fileOf(Buffer.from('first')) });
    const again = { file: fileOf(randomBytes(PART + 1)), if_none_match: '*', part_size: PART };
    const error = await target.fails('put_object_file', { bucket_name, object_path: 'taken', ...again });
    expect(error).toMatchObject({
      code: 'precondition_failed',
      category: 'conflict',
      message: 'The condition of the call does not hold: the object is not (or no longer) as expected.',
    });
    expect(await read('taken')).toEqual(Buffer.from('first'));
    expect(await leftovers('taken')).toEqual({ objects: 1, uploads: 0 });
  });

  test.each([
    ['in the first part', 1000],
    ['after several parts', 3 * PART + 5],
  ])('a source that breaks %s leaves nothing', async (_, size) => {
    const file = files.add({
      async *chunks() {
        yield* slices(randomBytes(size), 1024 * 1024);
        throw new Error('the disk is gone');
      },
    });
    const input = { bucket_name, object_path: 'broken', file, part_size: PART };
    const error = await target.fails('put_object_file', input);
    expect(error.message).toContain('the disk is gone');
    expect(await leftovers('broken')).toEqual({ objects: 0, uploads: 0 });
  });

  test.each([
    ['fewer', PART + 10, 'file_interrupted', /stopped before its end: \d+ of \d+ bytes came/],
    ['more', PART - 10, 'file_unreadable', /it has more than the \d+ bytes announced/],
  ])('a source with %s bytes than it announced leaves nothing', async (_, size, code, message) => {
    const file = files.add({ chunks: () => slices(randomBytes(PART), 99_999), size });
    const error = await target.fails('put_object_file', { bucket_name, object_path: 'liar', file });
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(message);
    expect(await leftovers('liar')).toEqual({ objects: 0, uploads: 0 });
  });

  test('cancelled in the middle, its parts are gone before it rejects', async () => {
    const stop = new AbortController();
    const file = files.add({
      async *chunks() {
        for (;;) yield randomBytes(MEBIBYTE);
      },
    });
    const input = { bucket_name, object_path: 'cancelled', file, part_size: PART, concurrency: 3 };
    const error = await target.fails('put_object_file', input, {
      signal: stop.signal,
      onProgress: (bytes) => bytes >= 2 * PART && stop.abort(),
    });
    expect(error).toMatchObject({ code: 'cancelled', message: 'The run was cancelled.' });
    expect(await leftovers('cancelled')).toEqual({ objects: 0, uploads: 0 });
    expect(files.opened.at(-1)!.destroyed).toBe(true);
  });

  test('tells how far it is', async () => {
    const size = 2 * PART + 3;
    const steps: (readonly [number, number | undefined])[] = [];
    await target.run(
      'put_object_file',
      { bucket_name, object_path: 'progress', file: fileOf(randomBytes(size)), part_size: PART },
      { onProgress: (bytes, total) => steps.push([bytes, total]) },
    );
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps.at(-1)).toEqual([size, size]);
    expect(steps.map(([bytes]) => bytes)).toEqual(steps.map(([bytes]) => bytes).toSorted((a, b) => a - b));
  });

  test('closes the file when the bucket is missing', async () => {
    const input = { bucket_name: 's3c-test-there-is-none', object_path: 'x', file: fileOf(randomBytes(9)) };
    expect(await target.fails('put_object_file', input)).toMatchObject({ code: 'no_such_bucket' });
    expect(files.opened.at(-1)!.destroyed).toBe(true);
  });
});

function* slices(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const md5 = (bytes: Buffer, encoding: 'hex' | 'base64' = 'hex') =>
  createHash('md5').update(bytes).digest(encoding);
