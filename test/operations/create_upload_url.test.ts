import { GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asRole, connectorAnswering, nowhere, roleAssumed } from '../fixtures/answers.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

interface UploadUrl {
  url: string;
  method: 'PUT';
  headers: Record<string, string>;
  expires: number;
  location: string;
}

describe('create_upload_url', () => {
  let target: Target;
  let bucket_name: string;

  beforeAll(async () => {
    target = await openTarget();
    bucket_name = await target.newBucket();
  });
  afterAll(() => target.close());

  const create = (object_path: string, input: object = {}) =>
    target.run<UploadUrl>('create_upload_url', { bucket_name, object_path, ...input });
  const send = async ({ url, method, headers }: UploadUrl, body: string, changed: object = {}) => {
    const response = await fetch(url, { method, body, headers: { ...headers, ...changed } });
    return { status: response.status, text: await response.text() };
  };
  const look = (Key: string) => target.client.send(new HeadObjectCommand({ Bucket: bucket_name, Key }));

  test.each(['plain.txt', 'a b+c/größe?x=1#y.txt', '100%25', 'a//b', '🪣'])(
    'uploads to the key %j without credentials',
    async (key) => {
      const upload = await create(key);
      expect(upload.method).toBe('PUT');
      expect((await send(upload, 'hello')).status).toBe(200);
      expect((await look(key)).ContentLength).toBe(5);
    },
  );

  test('carries no checksum of an empty body', async () => {
    const { url, headers } = await create('plain', { mime_type: 'text/plain' });
    expect(url.toLowerCase()).not.toContain('checksum');
    expect(headers).toEqual({ 'content-type': 'text/plain' });
  });

  test('says until when it works', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { url, expires } = await create('timed', { expires_seconds: 90 });
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('90');
    expect(expires - before).toBeGreaterThanOrEqual(90);
  });

  test('stores what the headers say, and they must be sent exactly so', async () => {
    const upload = await create('dressed', {
      mime_type: 'image/png',
      metadata: { Author: 'Zoë' },
      tags: { 'a b': 'x=y' },
      cache_control: 'max-age=60',
      content_disposition: 'attachment; filename="a b.png"',
    });
    expect((await send(upload, 'x')).status).toBe(200);
    expect(await look('dressed')).toMatchObject({
      ContentType: 'image/png',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment; filename="a b.png"',
      Metadata: { author: expect.any(String) },
    });
    const at = { Bucket: bucket_name, Key: 'dressed' };
    const { TagSet } = await target.client.send(new GetObjectTaggingCommand(at));
    expect(TagSet).toEqual([{ Key: 'a b', Value: 'x=y' }]);
    for (const name of Object.keys(upload.headers)) {
      const answer = await send(upload, 'x', { [name]: 'text/html' });
      expect(answer, name).toMatchObject({ status: 403 });
      expect(answer.text).toContain('SignatureDoesNotMatch');
    }
  });

  test('holds the upload to its size', async () => {
    const upload = await create('sized', { content_length: 5 });
    expect(upload.headers['content-length']).toBe('5');
    const { headers: _, ...bare } = upload;
    expect((await send({ ...bare, headers: {} }, '12345')).status).toBe(200);
    expect((await send({ ...bare, headers: {} }, '123456')).status).toBe(403);
  });

  test('does not overwrite when told so', async () => {
    const upload = await create('once', { if_none_match: '*' });
    expect((await send(upload, 'first')).status).toBe(200);
    expect((await send(upload, 'second')).status).toBe(412);
  });
});

describe('create_upload_url without a server', () => {
  const at = { bucket_name: 'some-bucket', object_path: 'a/b c.txt' };

  test('makes no call', async () => {
    const { connector, asked } = connectorAnswering({ body: '' });
    const { url, location } = await connector.run('create_upload_url', at, { connection: nowhere });
    expect(asked).toEqual([]);
    expect(url.split('?')[0]).toBe(location);
    expect(location).toBe('https://some-bucket.s3.us-east-1.amazonaws.com/a/b%20c.txt');
  });

  test('refuses to outlive temporary credentials', async () => {
    const { connector } = connectorAnswering({ body: roleAssumed(900) });
    const connection = { ...nowhere, ...asRole };
    const run = (expires_seconds: number) =>
      connector.run('create_upload_url', { ...at, expires_seconds }, { connection });
    expect((await run(600)).url).toContain('X-Amz-Security-Token=t');
    await expect(run(3600)).rejects.toMatchObject({ code: 'expiry_too_long', category: 'input' });
  });
});
