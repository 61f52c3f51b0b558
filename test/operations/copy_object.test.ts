import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Copied {
  etag: string;
  last_modified: string;
  version_id?: string;
  copied_version_id?: string;
  location: string;
}

describe('copy_object', () => {
  let target: Target;
  let source: string;
  let destination: string;
  let original: { etag: string };

  beforeAll(async () => {
    target = await openTarget();
    [source, destination] = [await target.newBucket(), await target.newBucket()];
    original = await target.run('put_object_text', {
      bucket_name: source,
      object_path: 'original',
      text: 'content',
      mime_type: 'text/x-original',
      cache_control: 'max-age=60',
      metadata: { author: 'Zoë', kind: 'first' },
      tags: { team: 'docs' },
    });
  });
  afterAll(() => target.close());

  const inputOf = (object_path: string, more: object = {}) => ({
    source_bucket_name: source,
    source_object_path: 'original',
    bucket_name: destination,
    object_path,
    ...more,
  });
  const copy = (object_path: string, more: object = {}) =>
    target.run<Copied>('copy_object', inputOf(object_path, more));
  const look = (Key: string, Bucket = destination) =>
    target.client.send(new HeadObjectCommand({ Bucket, Key }));
  const textOf = async (Bucket: string, Key: string) => {
    const { Body } = await target.client.send(new GetObjectCommand({ Bucket, Key }));
    return Body!.transformToString();
  };
  const tagsOf = async (Key: string) => {
    const at = { Bucket: destination, Key };
    return (await target.client.send(new GetObjectTaggingCommand(at))).TagSet;
  };

  test('copies content, metadata and headers', async () => {
    const copied = await copy('whole');
    expect(copied.etag).toBe(original.etag);
    expect(Date.parse(copied.last_modified)).not.toBeNaN();
    expect(copied.location).toContain(`${destination}/whole`);
    const { Metadata: before } = await look('original', source);
    expect(await look('whole')).toMatchObject({
      ContentType: 'text/x-original',
      CacheControl: 'max-age=60',
      Metadata: before,
    });
  });

  test('copies the tags', async () => {
    await copy('tagged');
    expect(await tagsOf('tagged')).toEqual([{ Key: 'team', Value: 'docs' }]);
  });

  test.each([
    'a b+c',
    'question?versionId=1',
    'hash#tag',
    '100%25',
    'größe/鍵/🪣',
    'e\u0301 and \u00e9',
    'a/../b',
    './x',
    '/leading',
    'a//b',
    'trailing/',
    '<&>;~"\'()*!',
    'bell\u0007',
  ])('copies from and to the key %j', async (key) => {
    await target.run('put_object_text', { bucket_name: source, object_path: key, text: `text of ${key}` });
    await copy(key, { source_object_path: key });
    expect(await textOf(destination, key)).toBe(`text of ${key}`);
  });

  test('replaces metadata and headers together', async () => {
    await copy('redressed', { metadata: { kind: 'second' } });
    const head = await look('redressed');
    expect(head.Metadata).toEqual({ kind: 'second' });
    expect(head.ContentType).not.toBe('text/x-original');
    expect(head.CacheControl).toBeUndefined();
  });

  test('replaces the tags, and leaves the metadata', async () => {
    await copy('retagged', { tags: { 'a b': 'x=y' } });
    expect(await tagsOf('retagged')).toEqual([{ Key: 'a b', Value: 'x=y' }]);
    expect(await look('retagged')).toMatchObject({ ContentType: 'text/x-original' });
  });

  test('drops metadata and tags when told to', async () => {
    await copy('bare', { metadata_directive: 'REPLACE', tagging_directive: 'REPLACE' });
    expect((await look('bare')).Metadata).toEqual({});
    expect(await tagsOf('bare')).toEqual([]);
  });

  /** Copies the older of two versions of an object onto it. */
  const copyOlder = async () => {
    const bucket_name = await target.newBucket();
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await target.client.send(
      new PutBucketVersioningCommand({ Bucket: bucket_name, VersioningConfiguration }),
    );
    const at = { bucket_name, object_path: 'v' };
    const put = (text: string) => target.run<{ version_id: string }>('put_object_text', { ...at, text });
    const first = await put('first');
    await put('second');
    const copied = await target.run<Copied>('copy_object', {
      ...at,
      source_bucket_name: bucket_name,
      source_object_path: 'v',
      source_version_id: first.version_id,
    });
    return { bucket: bucket_name, first, copied };
  };

  test('copies one version', async () => {
    const { bucket } = await copyOlder();
    expect(await textOf(bucket, 'v')).toBe('first');
  });

  test('says which version it copied, and which one it made', async () => {
    const { first, copied } = await copyOlder();
    expect(copied.copied_version_id).toBe(first.version_id);
    expect(copied.version_id).toBeTruthy();
    expect(copied.version_id).not.toBe(first.version_id);
  });

  test('copies from one customer key to another', async () => {
    const [from, to] = [randomBytes(32), randomBytes(32)];
    await target.run('put_object_text', {
      bucket_name: source,
      object_path: 'secret',
      text: 'secret',
      sse_customer_key: from.toString('base64'),
    });
    await copy('secret', {
      source_object_path: 'secret',
      source_sse_customer_key: from.toString('base64'),
      sse_customer_key: to.toString('base64'),
    });
    const { Body } = await target.client.send(
      new GetObjectCommand({
        Bucket: destination,
        Key: 'secret',
        SSECustomerAlgorithm: 'AES256',
        SSECustomerKey: to.toString('base64'),
        SSECustomerKeyMD5: createHash('md5').update(to).digest('base64'),
      }),
    );
    expect(await Body!.transformToString()).toBe('secret');
  });

  test.each([
    ['the source has the ETag', { source_if_match: '"00000000000000000000000000000000"' }],
    ['the source was modified since', { source_if_modified_since: '2100-01-01T00:00:00Z' }],
    ['the source was not modified since', { source_if_unmodified_since: '2001-01-01T00:00:00Z' }],
  ])('copies only when %s', async (_, condition) => {
    if ('source_if_modified_since' in condition) {
      // A date that lies ahead is no condition (RFC 9110, 13.1.3); the moment of the last change is one.
      const { LastModified } = await look('original', source);
      condition = { source_if_modified_since: LastModified!.toISOString() };
    }
    const error = await target.fails('copy_object', inputOf('conditional', condition));
    expect(error).toMatchObject({ code: 'precondition_failed', category: 'conflict' });
    await expect(look('conditional')).rejects.toThrow();
  });

  test('copies only when the source does not have the ETag', async () => {
    const error = await target.fails(
      'copy_object',
      inputOf('conditional', { source_if_none_match: original.etag }),
    );
    expect(error).toMatchObject({ code: 'precondition_failed' });
  });

  test('copies over nothing when told so', async () => {
    await copy('taken');
    const error = await target.fails('copy_object', inputOf('taken', { if_none_match: '*' }));
    expect(error).toMatchObject({ code: 'precondition_failed' });
  });

  test('copies only over the object that was meant', async () => {
    const { etag } = await copy('meant');
    await copy('meant', { if_match: etag, metadata_directive: 'REPLACE' });
    const error = await target.fails('copy_object', inputOf('meant', { if_match: `"${'0'.repeat(32)}"` }));
    expect(error).toMatchObject({ code: 'precondition_failed' });
  });

  test('gives the copy a storage class, and metadata in any script', async () => {
    const told = { storage_class: 'STANDARD_IA', metadata: { author: '世界' } };
    await copy('other', told);
    const at = { bucket_name: destination, object_path: 'other' };
    expect(await target.run('head_object', at)).toMatchObject(told);
  });

  test('encrypts the copy with a key of KMS', async () => {
    const kms_key_id = process.env.S3_KMS_KEY_ID ?? 'alias/aws/s3';
    await copy('kms', { encryption: 'aws:kms', kms_key_id });
    const at = { bucket_name: destination, object_path: 'kms' };
    expect(await target.run('head_object', at)).toMatchObject({ encryption: 'aws:kms' });
    expect(await textOf(destination, 'kms')).toBe('content');
  });

  test('copies an object that is empty, onto another and onto itself', async () => {
    await target.run('put_object_text', { bucket_name: source, object_path: 'empty', text: '' });
    await copy('empty', { source_object_path: 'empty' });
    const itself = { bucket_name: source, source_object_path: 'empty', storage_class: 'STANDARD_IA' };
    await copy('empty', itself);
    expect((await look('empty')).ContentLength).toBe(0);
    expect((await look('empty', source)).StorageClass).toBe('STANDARD_IA');
  });

  test('copies to a bucket of another region, called there', async () => {
    const region = target.connection.region === 'eu-west-1' ? 'eu-central-1' : 'eu-west-1';
    const bucket_name = `s3c-test-${randomUUID()}`;
    await target.run('create_bucket', { bucket_name, region });
    const there = { bucket_name, region, object_path: 'far' };
    await target.run('copy_object', { ...inputOf('far'), ...there });
    const { content } = await target.run<{ content: string }>('get_object', { ...there, output: 'text' });
    await target.run('delete_object', there);
    await target.run('delete_bucket', { bucket_name, region });
    expect(content).toBe('content');
  });

  test('says so when the source is missing', async () => {
    const error = await target.fails('copy_object', inputOf('x', { source_object_path: 'never was' }));
    expect(error).toMatchObject({ code: 'no_such_key', message: 'There is no object under this key.' });
  });

  test('says that a copy onto itself has to change something', async () => {
    const input = inputOf('original', { bucket_name: source });
    const error = await target.fails('copy_object', input);
    expect(error).toMatchObject({ code: 'invalid_request', category: 'input' });
    expect(error.message).toContain('to itself without changing');
  });

  test.each([
    ['source_bucket_name', { allowed_buckets: ['destination'] }],
    ['source_object_path', { allowed_prefixes: ['mine/'] }],
  ])('a limited connection does not read beyond its bounds: %s', async (field, limits) => {
    const connection = { ...target.connection, ...limits };
    const input = {
      source_bucket_name: 'elsewhere',
      source_object_path: 'yours/a',
      bucket_name: 'destination',
      object_path: 'mine/a',
    };
    const error = await target.fails('copy_object', input, { connection });
    expect(error).toMatchObject({ code: 'outside_connection_limits', details: { field } });
  });
});
