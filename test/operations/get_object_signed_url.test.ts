import { PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConnector, type FileObject } from '../../connector/index.ts';
import { asRole, connectorAnswering, nowhere, roleAssumed } from '../fixtures/answers.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Signed {
  file: FileObject;
  headers: Record<string, string>;
}

describe('get_object_signed_url', () => {
  let target: Target;
  let bucket: string;
  const sign = (object_path: string, input: object = {}) =>
    target.run<Signed>('get_object_signed_url', { bucket_name: bucket, object_path, ...input });
  const put = (Key: string, Body: string) =>
    target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));

  beforeAll(async () => {
    target = await openTarget();
    bucket = await target.newBucket();
  });
  afterAll(() => target.close());

  test.each(['folder/plain.txt', 'ä + b & c?d#e%20f;~\'"(*)!.txt', '//double//slash', '日本語/😀'])(
    'makes a URL that downloads %j',
    async (key) => {
      await put(key, `content of ${key}`);
      const { file, headers } = await sign(key);
      expect(headers).toEqual({});
      const answer = await fetch(file.url);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(`content of ${key}`);
    },
  );

  test('describes a file: its name, type and expiry', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { file } = await sign('reports/May.csv', { expires_seconds: 60 });
    expect(file).toMatchObject({ name: 'May.csv', mime_type: 'text/csv' });
    expect(file.expires - before).toBeGreaterThanOrEqual(60);
    expect(file.expires - before).toBeLessThan(120);
    expect(new URL(file.url).searchParams.get('X-Amz-Expires')).toBe('60');
    expect((await sign('no extension')).file.mime_type).toBe('application/octet-stream');
  });

  test('works for an hour when nothing else is said', async () => {
    const { file } = await sign('key');
    expect(new URL(file.url).searchParams.get('X-Amz-Expires')).toBe('3600');
  });

  test('signs the range, which must then be sent', async () => {
    await put('range', '0123456789');
    const { file, headers } = await sign('range', { range_from: 2, range_to: 4 });
    expect(headers).toEqual({ range: 'bytes=2-4' });
    const answer = await fetch(file.url, { headers });
    expect(answer.status).toBe(206);
    expect(await answer.text()).toBe('234');
    expect((await fetch(file.url)).status).toBe(403);
    expect((await fetch(file.url, { headers: { range: 'bytes=0-9' } })).status).toBe(403);
  });

  test('has S3 answer with another type and file name', async () => {
    await put('page', '<p>hi');
    const { file } = await sign('page', {
      response_content_type: 'text/html',
      response_content_disposition: 'attachment; filename="päge.html"',
    });
    expect(file.mime_type).toBe('text/html');
    const answer = await fetch(file.url);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename=');
  });

  test('signs for a version', async () => {
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await target.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    const { VersionId: version_id } = await put('versioned', 'one');
    await put('versioned', 'two');
    expect(await (await fetch((await sign('versioned')).file.url)).text()).toBe('two');
    expect(await (await fetch((await sign('versioned', { version_id })).file.url)).text()).toBe('one');
  });
});

describe('get_object_signed_url without a server', () => {
  const input = { bucket_name: 'some-bucket', object_path: 'a/b c.txt' };

  test('makes no call, and no checksum is signed', async () => {
    const { connector, asked } = connectorAnswering({ body: '' });
    const { file } = await connector.run('get_object_signed_url', { ...input }, { connection: nowhere });
    expect(asked).toEqual([]);
    const url = new URL(file.url);
    expect(url.origin + url.pathname).toBe('https://some-bucket.s3.us-east-1.amazonaws.com/a/b%20c.txt');
    expect([...url.searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  });

  test('reckons from the clock of the host', async () => {
    const connector = createConnector({ clock: () => new Date('2030-01-02T03:04:05Z') });
    const { file } = await connector.run('get_object_signed_url', { ...input }, { connection: nowhere });
    expect(new URL(file.url).searchParams.get('X-Amz-Date')).toBe('20300102T030405Z');
    expect(file.expires).toBe(Date.parse('2030-01-02T04:04:05Z') / 1000);
  });

  test('says so when the URL would outlive the credentials', async () => {
    const { connector } = connectorAnswering({ body: roleAssumed(900) });
    const connection = { ...nowhere, ...asRole };
    const run = (expires_seconds: number) =>
      connector.run('get_object_signed_url', { ...input, expires_seconds }, { connection });
    expect((await run(600)).file.url).toContain('X-Amz-Security-Token=t');
    await expect(run(3600)).rejects.toMatchObject({
      code: 'expiry_too_long',
      message: expect.stringMatching(
        /^The connection's temporary credentials expire in (89\d|900) seconds, and a presigned URL does not outlive them\.$/,
      ),
    });
  });

  test('a reference lives no longer than the credentials', async () => {
    const headers = { etag: '"e"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT', 'content-length': '0' };
    const assumed = { body: roleAssumed(900) };
    const { connector, asked } = connectorAnswering(assumed, { body: '', headers });
    const connection = { ...nowhere, ...asRole };
    const { file } = await connector.run('get_object', { ...input, output: 'reference' }, { connection });
    expect(Number(new URL(file!.url).searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(900);
    expect(file!.expires).toBeLessThanOrEqual(Date.now() / 1000 + 900);
    // The object is looked at and its URL signed with the same credentials: STS is asked once.
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'HEAD']);
  });

  test.each(['get_object_signed_url', 'create_upload_url'])(
    'an anonymous connection has nothing to sign with: %s',
    async (name) => {
      const { connector, asked } = connectorAnswering({ body: '' });
      const connection = { type: 'anonymous', region: 'us-east-1' };
      await expect(connector.run(name as string, input, { connection })).rejects.toMatchObject({
        code: 'anonymous_cannot_sign',
        category: 'auth',
        message: 'The connection is anonymous: it has no key to sign a URL with.',
      });
      expect(asked).toEqual([]);
    },
  );

  test.each([
    ['report.csv', 'text/csv'],
    ['a/key', 'application/octet-stream'],
    ['json', 'application/octet-stream'],
    ['folder.png/', 'image/png'],
  ])('takes the MIME type of %s from its extension, if it has one', async (object_path, mime_type) => {
    const connector = createConnector();
    const named = { ...input, object_path };
    const { file } = await connector.run('get_object_signed_url', named, { connection: nowhere });
    expect(file.mime_type).toBe(mime_type);
  });
});
