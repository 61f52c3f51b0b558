import { createHash, randomBytes } from 'node:crypto';
import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Stored {
  etag: string;
  size: number;
  version_id?: string;
  checksum?: { algorithm: string; value: string };
  location: string;
}

describe('put_object_text', () => {
  let target: Target;
  let bucket_name: string;

  beforeAll(async () => {
    target = await openTarget();
    bucket_name = await target.newBucket();
  });
  afterAll(() => target.close());

  const put = (object_path: string, input: object = {}) =>
    target.run<Stored>('put_object_text', { bucket_name, object_path, text: 'text', ...input });
  const read = (object_path: string, input: object = {}) =>
    target.run<{ content: string; mime_type: string }>('get_object', {
      bucket_name,
      object_path,
      output: 'text',
      ...input,
    });
  const look = (object_path: string) => target.run('head_object', { bucket_name, object_path });

  test.each(['', 'plain', 'Grüße, 世界 😀\r\n', '\ufeffwith a byte order mark', '\0'])(
    'stores %j as UTF-8, and gives it back',
    async (text) => {
      const stored = await put('text', { text });
      const bytes = Buffer.from(text);
      expect(stored.size).toBe(bytes.length);
      expect(stored.etag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
      expect(stored.location).toContain(`${bucket_name}/text`);
      expect(await read('text')).toMatchObject({ content: text, mime_type: 'text/plain; charset=utf-8' });
    },
  );

  test('keeps what it is told about the object', async () => {
    const kept = {
      mime_type: 'text/markdown',
      cache_control: 'max-age=60',
      content_disposition: 'attachment; filename="a.md"',
      content_language: 'de',
      metadata: { author: 'Zoë 世界', empty: '' },
      storage_class: 'STANDARD_IA',
    };
    await put('dressed', { ...kept, expires: '2031-01-01T00:00:00Z', tags: { 'a b': 'x=y', c: '' } });
    expect(await look('dressed')).toMatchObject({ ...kept, expires: 'Wed, 01 Jan 2031 00:00:00 GMT' });
    const at = { Bucket: bucket_name, Key: 'dressed' };
    const { TagSet = [] } = await target.client.send(new GetObjectTaggingCommand(at));
    expect(TagSet.toSorted((one, other) => (one.Key! < other.Key! ? -1 : 1))).toEqual([
      { Key: 'a b', Value: 'x=y' },
      { Key: 'c', Value: '' },
    ]);
  });

  test.each(['CRC64NVME', 'CRC32', 'CRC32C', 'SHA1', 'SHA256'])(
    'has S3 compare the %s that is asked for',
    async (checksum_algorithm) => {
      const { checksum } = await put('summed', { checksum_algorithm });
      expect(checksum).toMatchObject({ algorithm: checksum_algorithm, value: expect.any(String) });
    },
  );

  test('creates an object only when there is none', async () => {
    await put('once', { text: 'first', if_none_match: '*' });
    const again = { bucket_name, object_path: 'once', text: 'second', if_none_match: '*' };
    expect(await target.fails('put_object_text', again)).toMatchObject({ code: 'precondition_failed' });
    expect((await read('once')).content).toBe('first');
  });

  test('replaces only the object that was meant', async () => {
    const { etag } = await put('meant', { text: 'first' });
    await put('meant', { text: 'second', if_match: etag });
    const late = { bucket_name, object_path: 'meant', text: 'third', if_match: etag };
    expect(await target.fails('put_object_text', late)).toMatchObject({ code: 'precondition_failed' });
    expect((await read('meant')).content).toBe('second');
  });

  test('encrypts with a customer key', async () => {
    const sse_customer_key = randomBytes(32).toString('base64');
    await put('secret', { sse_customer_key });
    expect((await read('secret', { sse_customer_key })).content).toBe('text');
    expect((await target.fails('get_object', { bucket_name, object_path: 'secret' })).status).toBe(400);
  });

  test('encrypts with a key of KMS', async () => {
    await put('kms', { encryption: 'aws:kms', kms_key_id: process.env.S3_KMS_KEY_ID ?? 'alias/aws/s3' });
    expect((await read('kms')).content).toBe('text');
    expect(await look('kms')).toMatchObject({ encryption: 'aws:kms', kms_key_id: expect.any(String) });
  });
});
