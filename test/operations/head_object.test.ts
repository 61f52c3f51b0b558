import { createHash, randomBytes } from 'node:crypto';
import {
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Head {
  exists: boolean;
  size?: number;
  etag?: string;
  checksum?: object;
  version_id?: string;
}

describe('head_object', () => {
  let target: Target;
  let bucket: string;
  const head = (object_path: string, input: object = {}) =>
    target.run<Head>('head_object', { bucket_name: bucket, object_path, ...input });
  const refused = (object_path: string, input: object = {}) =>
    target.fails('head_object', { bucket_name: bucket, object_path, ...input });
  const put = (Key: string, input: Partial<PutObjectCommandInput> = {}) =>
    target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'hello', ...input }));

  beforeAll(async () => {
    target = await openTarget();
    bucket = await target.newBucket();
  });
  afterAll(() => target.close());

  test('tells everything that was stored with the object', async () => {
    await put('full', {
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment; filename="a.html"',
      ContentEncoding: 'identity',
      ContentLanguage: 'de',
      Expires: new Date('2031-01-01T00:00:00Z'),
      StorageClass: 'STANDARD_IA',
      Tagging: 'a=1&b=2',
      Metadata: { 'My-Name': 'plain' },
    });
    expect(await head('full')).toMatchObject({
      exists: true,
      size: 5,
      etag: `"${createHash('md5').update('hello').digest('hex')}"`,
      mime_type: 'text/html; charset=utf-8',
      cache_control: 'max-age=60',
      content_disposition: 'attachment; filename="a.html"',
      content_encoding: 'identity',
      content_language: 'de',
      expires: 'Wed, 01 Jan 2031 00:00:00 GMT',
      storage_class: 'STANDARD_IA',
      tag_count: 2,
      metadata: { 'my-name': 'plain' },
      accept_ranges: 'bytes',
    });
  });

  test('gives metadata back as it was written, in any script', async () => {
    const metadata = { author: 'Zoë 世界', plain: 'a=b; "c"' };
    const input = { bucket_name: bucket, object_path: 'unicode', text: '', metadata };
    await target.run('put_object_text', input);
    expect(await head('unicode')).toMatchObject({ metadata });
  });

  test('names the standard storage class too, and the checksum when asked', async () => {
    await put('checked', { ChecksumAlgorithm: 'SHA256' });
    const plain = await head('checked');
    expect(plain).toMatchObject({ storage_class: 'STANDARD' });
    expect(plain.checksum).toBeUndefined();
    const value = createHash('sha256').update('hello').digest('base64');
    expect(await head('checked', { with_checksum: true })).toMatchObject({
      checksum: { algorithm: 'SHA256', value },
    });
  });

  test('answers that an object does not exist', async () => {
    expect(await head('no/such/key')).toMatchObject({ exists: false });
    expect(await head('key', { bucket_name: `${bucket}-not` })).toMatchObject({ exists: false });
  });

  test('tells versions, and objects that a delete marker hides', async () => {
    const versioned = await target.newBucket();
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await target.client.send(new PutBucketVersioningCommand({ Bucket: versioned, VersioningConfiguration }));
    const { VersionId: version_id } = await put('key', { Bucket: versioned });
    await target.client.send(new DeleteObjectCommand({ Bucket: versioned, Key: 'key' }));
    const inVersioned = { bucket_name: versioned };
    expect(await head('key', { ...inVersioned, version_id })).toMatchObject({ exists: true, version_id });
    expect(await head('key', inVersioned)).toMatchObject({ exists: false });
  });

  test('tells a delete marker from an object that never was', async () => {
    const versioned = await target.newBucket();
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await target.client.send(new PutBucketVersioningCommand({ Bucket: versioned, VersioningConfiguration }));
    const marker = await target.client.send(new DeleteObjectCommand({ Bucket: versioned, Key: 'key' }));
    const output = await head('key', { bucket_name: versioned });
    expect(output).toMatchObject({ exists: false, delete_marker: true });
    const error = await refused('key', { bucket_name: versioned, version_id: marker.VersionId });
    expect(error).toMatchObject({
      code: 'delete_marker',
      message: 'This version is a delete marker: it has no content.',
    });
  });

  test('looks only under the condition given', async () => {
    await put('condition');
    const { etag } = await head('condition');
    expect(await head('condition', { if_match: etag })).toMatchObject({ exists: true });
    expect(await refused('condition', { if_match: '"other"' })).toMatchObject({
      code: 'precondition_failed',
      message: 'The condition of the call does not hold: the object is not (or no longer) as expected.',
    });
    expect(await refused('condition', { if_none_match: etag })).toMatchObject({ code: 'not_modified' });
  });

  test('needs the customer key of an object that was stored with one, and says so', async () => {
    const SSECustomerKey = randomBytes(32).toString('base64');
    await put('secret', { SSECustomerAlgorithm: 'AES256', SSECustomerKey });
    expect(await head('secret', { sse_customer_key: SSECustomerKey })).toMatchObject({
      exists: true,
      sse_customer_algorithm: 'AES256',
    });
    const error = await refused('secret');
    expect(error).toMatchObject({
      category: 'input',
      message: 'S3 does not accept the call, and its answer to a HEAD does not say why.',
    });
    expect(error.fix).toContain('sse_customer_key');
  });

  test('a refusal says that the object may be missing', async () => {
    const connection = { ...target.connection, secret_key: 'a'.repeat(40) };
    const error = await target.fails(
      'head_object',
      { bucket_name: bucket, object_path: 'k' },
      { connection },
    );
    expect(error).toMatchObject({ code: 'object_missing_or_hidden', category: 'permission', status: 403 });
    expect(error.details?.needed).toEqual([
      { action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/k` },
      { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, if_data: 'there is no such object' },
    ]);
  });
});
