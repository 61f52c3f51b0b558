import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { CopyObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAnyServer } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'copy-bucket';
const Source = 'source key+ü?.txt';
const CopySource = `${Bucket}/${encodeURIComponent(Source)}`;

let test: TestSandbox;

beforeAll(async () => {
  test = await startAnyServer({ buckets: [Bucket, 'copied-version-bucket'] });
  await test.client.send(
    new PutObjectCommand({
      Bucket,
      Key: Source,
      Body: 'content',
      ContentType: 'text/plain',
      Metadata: { a: '1' },
      Tagging: 't=1',
      StorageClass: 'STANDARD_IA',
    }),
  );
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const copy = (Key: string, input: Partial<CopyObjectCommandInput> = {}) =>
  test.client.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...input }));
const head = (Key: string) => test.client.send(new HeadObjectCommand({ Bucket, Key }));
const tags = async (Key: string) =>
  (await test.client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;

describe('CopyObject', () => {
  it('takes content, metadata and tags along, and not the storage class', async () => {
    const { CopyObjectResult } = await copy('copied');
    expect(CopyObjectResult?.ETag).toBe((await head(Source)).ETag);
    expect(CopyObjectResult?.LastModified).toBeInstanceOf(Date);
    expect(await head('copied')).toMatchObject({
      ContentType: 'text/plain',
      Metadata: { a: '1' },
      ContentLength: 7,
    });
    expect((await head('copied')).StorageClass).toBeUndefined();
    expect(await tags('copied')).toEqual([{ Key: 't', Value: '1' }]);
  });

  it('replaces metadata and tags when told', async () => {
    await copy('replaced', {
      MetadataDirective: 'REPLACE',
      Metadata: { b: '2' },
      ContentType: 'text/csv',
      TaggingDirective: 'REPLACE',
      Tagging: 'u=2',
    });
    expect(await head('replaced')).toMatchObject({ ContentType: 'text/csv', Metadata: { b: '2' } });
    expect(await tags('replaced')).toEqual([{ Key: 'u', Value: '2' }]);
  });

  it('onto itself must change something', async () => {
    await test.client.send(new PutObjectCommand({ Bucket, Key: 'self', Body: 'x' }));
    const self = { CopySource: `${Bucket}/self` };
    await expect(copy('self', self)).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('copy an object to itself'),
    });
    await copy('self', { ...self, MetadataDirective: 'REPLACE', Metadata: { changed: 'yes' } });
    expect((await head('self')).Metadata).toEqual({ changed: 'yes' });
  });

  it('reads a version', async () => {
    await test.client.send(
      new PutBucketVersioningCommand({
        Bucket: 'copied-version-bucket',
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    const put = (Body: string) =>
      test.client.send(new PutObjectCommand({ Bucket: 'copied-version-bucket', Key: 'k', Body }));
    const { VersionId } = await put('old');
    await put('new');
    const answer = await copy('from-version', {
      CopySource: `copied-version-bucket/k?versionId=${VersionId}`,
    });
    expect(answer.CopySourceVersionId).toBe(VersionId);
    const object = await test.client.send(new GetObjectCommand({ Bucket, Key: 'from-version' }));
    expect(await object.Body?.transformToString()).toBe('old');
  });

  it("crosses regions, sent to the destination's", async () => {
    const europe = test.createClient({ region: 'eu-west-1' });
    await europe.send(
      new CreateBucketCommand({
        Bucket: 'far-bucket',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    await europe.send(new CopyObjectCommand({ Bucket: 'far-bucket', Key: 'k', CopySource }));
    expect((await europe.send(new HeadObjectCommand({ Bucket: 'far-bucket', Key: 'k' }))).ContentLength).toBe(
      7,
    );
  });

  it.each<[string, () => Promise<Partial<CopyObjectCommandInput>>, boolean]>([
    ['if-match', async () => ({ CopySourceIfMatch: (await head(Source)).ETag }), true],
    ['another if-match', async () => ({ CopySourceIfMatch: '"x"' }), false],
    ['if-none-match', async () => ({ CopySourceIfNoneMatch: (await head(Source)).ETag }), false],
    ['if-modified-since', async () => ({ CopySourceIfModifiedSince: new Date(0) }), true],
    ['if-unmodified-since', async () => ({ CopySourceIfUnmodifiedSince: new Date(0) }), false],
    [
      'if-match with a false if-unmodified-since',
      async () => ({
        CopySourceIfMatch: (await head(Source)).ETag,
        CopySourceIfUnmodifiedSince: new Date(0),
      }),
      true,
    ],
    [
      'a destination that must not exist and does',
      async () => ({ Key: Source, CopySource: `${Bucket}/copied`, IfNoneMatch: '*' }),
      false,
    ],
  ])('under the condition %s', async (_name, input, works) => {
    const copied = copy('conditional', await input());
    if (works) expect((await copied).CopyObjectResult?.ETag).toBeDefined();
    else
      await expect(copied).rejects.toMatchObject({
        name: 'PreconditionFailed',
        $metadata: { httpStatusCode: 412 },
      });
  });

  it.each([
    [`${Bucket}/missing`, 'NoSuchKey'],
    ['no-such-bucket/k', 'NoSuchBucket'],
    ['nonsense', 'InvalidArgument'],
  ])('refuses the source %s', async (source, name) => {
    await expect(copy('x', { CopySource: source })).rejects.toMatchObject({ name });
  });

  it('computes another checksum when asked', async () => {
    const { CopyObjectResult } = await copy('summed', { ChecksumAlgorithm: 'SHA256' });
    expect(CopyObjectResult).toMatchObject({
      ChecksumSHA256: '7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=',
      ChecksumType: 'FULL_OBJECT',
    });
  });
});
