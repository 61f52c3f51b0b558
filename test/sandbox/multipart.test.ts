import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type {
  CompletedPart,
  CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORES, startAnyServer } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'part-bucket';
const MIB = 1024 * 1024;
const FIRST = Buffer.alloc(5 * MIB, 'first');
const SECOND = Buffer.from('second');
const WHOLE = Buffer.concat([FIRST, SECOND]);

describe.each(STORES)('uploads in parts to the %s store', (store) => {
  let test: TestSandbox;

  beforeAll(async () => {
    test = await startAnyServer({ buckets: [Bucket, 'other-bucket'], store });
  });

  afterAll(async () => {
    expect(test.defects).toEqual([]);
    await test.close();
  });

  const begin = async (Key: string, input: Partial<CreateMultipartUploadCommandInput> = {}) =>
    (await test.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...input }))).UploadId ?? '';
  const send = async (
    Key: string,
    UploadId: string,
    PartNumber: number,
    Body: Buffer,
  ): Promise<CompletedPart> => {
    const {
      $metadata: _metadata,
      ServerSideEncryption: _encryption,
      ...part
    } = await test.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    return { ...part, PartNumber };
  };
  const complete = (
    Key: string,
    UploadId: string,
    Parts: CompletedPart[],
    input: Partial<CompleteMultipartUploadCommandInput> = {},
  ) =>
    test.client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...input }),
    );

  it('make one object', async () => {
    const Key = 'whole';
    const UploadId = await begin(Key, { ContentType: 'text/plain', Metadata: { a: '1' }, Tagging: 't=1' });
    const parts = [await send(Key, UploadId, 2, FIRST), await send(Key, UploadId, 7, SECOND)];
    const { ETag, ChecksumType } = await complete(Key, UploadId, parts);
    const md5 = (content: Buffer) => createHash('md5').update(content).digest();
    expect(ETag).toBe(
      `"${createHash('md5')
        .update(Buffer.concat([md5(FIRST), md5(SECOND)]))
        .digest('hex')}-2"`,
    );
    expect(ChecksumType).toBe('FULL_OBJECT');
    const object = await test.client.send(new GetObjectCommand({ Bucket, Key }));
    expect(object).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' }, TagCount: 1, ETag });
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(WHOLE)).toBe(true);
    const range = await test.client.send(
      new GetObjectCommand({ Bucket, Key, Range: `bytes=${5 * MIB - 2}-${5 * MIB + 2}` }),
    );
    expect(await range.Body?.transformToString()).toBe(WHOLE.subarray(5 * MIB - 2, 5 * MIB + 3).toString());
    const part = await test.client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 7 }));
    expect(part).toMatchObject({
      PartsCount: 2,
      ContentRange: `bytes ${5 * MIB}-${WHOLE.length - 1}/${WHOLE.length}`,
    });
    expect(await part.Body?.transformToString()).toBe('second');
  });

  it("are what the SDK's Upload makes of a large body", async () => {
    const Body = Buffer.alloc(17 * MIB, 'upload');
    await new Upload({ client: test.client, params: { Bucket, Key: 'upload', Body } }).done();
    const object = await test.client.send(new GetObjectCommand({ Bucket, Key: 'upload' }));
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    'have the %s of the whole when asked',
    async (algorithm) => {
      const Key = `full-${algorithm}`;
      const UploadId = await begin(Key, { ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' });
      const sendSummed = async (PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
        const { ETag } = await test.client.send(
          new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ChecksumAlgorithm: algorithm }),
        );
        return { ETag, PartNumber };
      };
      const parts = [await sendSummed(1, FIRST), await sendSummed(2, SECOND)];
      const name = `Checksum${algorithm}` as 'ChecksumCRC32';
      const completed = await complete(Key, UploadId, parts);
      await test.client.send(
        new PutObjectCommand({ Bucket, Key: 'at-once', Body: WHOLE, ChecksumAlgorithm: algorithm }),
      );
      const atOnce = await test.client.send(
        new HeadObjectCommand({ Bucket, Key: 'at-once', ChecksumMode: 'ENABLED' }),
      );
      expect(completed[name]).toBe(atOnce[name]);
      expect(completed.ChecksumType).toBe('FULL_OBJECT');
    },
  );

  it("have a SHA256 of the parts' SHA256s", async () => {
    const Key = 'composite';
    const UploadId = await begin(Key, { ChecksumAlgorithm: 'SHA256' });
    const sha256 = (content: Buffer) => createHash('sha256').update(content).digest();
    const { ETag, ChecksumSHA256 } = await test.client.send(
      new UploadPartCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: 1,
        Body: SECOND,
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    await expect(complete(Key, UploadId, [{ ETag, PartNumber: 1 }])).rejects.toMatchObject({
      message: expect.stringContaining('It was missing for part 1'),
    });
    const completed = await complete(Key, UploadId, [{ ETag, ChecksumSHA256, PartNumber: 1 }]);
    expect(completed.ChecksumSHA256).toBe(`${sha256(sha256(SECOND)).toString('base64')}-1`);
    const attributes = await test.client.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key,
        ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'ObjectSize', 'StorageClass'],
      }),
    );
    expect(attributes).toMatchObject({
      ObjectSize: 6,
      StorageClass: 'STANDARD',
      Checksum: { ChecksumType: 'COMPOSITE' },
      ObjectParts: { TotalPartsCount: 1, Parts: [{ PartNumber: 1, Size: 6, ChecksumSHA256 }] },
    });
  });

  it('refuse another checksum than the one they began with', async () => {
    const Key = 'mismatched';
    const UploadId = await begin(Key, { ChecksumAlgorithm: 'SHA256' });
    await expect(send(Key, UploadId, 1, SECOND)).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringContaining('Checksum Type mismatch'),
    });
    await expect(
      begin(Key, { ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('are refused with wrong parts, and can then be completed rightly', async () => {
    const Key = 'refused';
    const UploadId = await begin(Key);
    const [first, second] = [await send(Key, UploadId, 1, SECOND), await send(Key, UploadId, 2, SECOND)];
    await expect(complete(Key, UploadId, [second, first])).rejects.toMatchObject({
      name: 'InvalidPartOrder',
    });
    await expect(complete(Key, UploadId, [{ ...first, ETag: '"0"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(complete(Key, UploadId, [{ ...first, PartNumber: 3 }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(complete(Key, UploadId, [first, second])).rejects.toMatchObject({
      name: 'EntityTooSmall',
      MinSizeAllowed: '5242880',
    });
    await expect(complete(Key, UploadId, [])).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(complete(Key, UploadId, [first], { MpuObjectSize: 7 })).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    await expect(
      complete(Key, UploadId, [first], { ChecksumCRC64NVME: 'AAAAAAAAAAA=' }),
    ).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await complete(Key, UploadId, [first], { MpuObjectSize: 6 });
    await expect(complete(Key, UploadId, [first])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('can be made once only', async () => {
    const Key = 'if-none-match';
    const [one, two] = [await begin(Key), await begin(Key)];
    const [first, second] = [await send(Key, one, 1, SECOND), await send(Key, two, 1, SECOND)];
    await complete(Key, one, [first], { IfNoneMatch: '*' });
    await expect(complete(Key, two, [second], { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  it('are listed, part by part, and gone when aborted', async () => {
    const uploads = { 'listed/b': await begin('listed/b'), 'listed/a': await begin('listed/a') };
    const UploadId = uploads['listed/a'];
    for (const number of [1, 2, 3]) await send('listed/a', UploadId, number, SECOND);
    await send('listed/a', UploadId, 2, FIRST);
    const input = { Bucket, Key: 'listed/a', UploadId };
    const page = await test.client.send(new ListPartsCommand({ ...input, MaxParts: 2 }));
    expect(page).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '2',
      Parts: [
        { PartNumber: 1, Size: 6 },
        { PartNumber: 2, Size: 5 * MIB },
      ],
    });
    const rest = await test.client.send(
      new ListPartsCommand({ ...input, PartNumberMarker: page.NextPartNumberMarker }),
    );
    expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
    const list = (query: object) => test.client.send(new ListMultipartUploadsCommand({ Bucket, ...query }));
    expect((await list({ Prefix: 'listed/' })).Uploads?.map(({ Key }) => Key)).toEqual([
      'listed/a',
      'listed/b',
    ]);
    expect((await list({ Prefix: 'l', Delimiter: '/' })).CommonPrefixes).toEqual([{ Prefix: 'listed/' }]);
    const first = await list({ Prefix: 'listed/', MaxUploads: 1 });
    const next = await list({
      Prefix: 'listed/',
      KeyMarker: first.NextKeyMarker,
      UploadIdMarker: first.NextUploadIdMarker,
    });
    expect(next.Uploads?.map(({ Key }) => Key)).toEqual(['listed/b']);
    for (const [Key, id] of Object.entries(uploads))
      await test.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }));
    expect((await list({ Prefix: 'listed/' })).Uploads).toBeUndefined();
    await expect(send('listed/a', UploadId, 1, SECOND)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('can be copied from an object, or a range of it', async () => {
    await test.client.send(new PutObjectCommand({ Bucket: 'other-bucket', Key: 'source ü', Body: WHOLE }));
    const Key = 'assembled';
    const UploadId = await begin(Key);
    const copy = async (PartNumber: number, CopySourceRange?: string): Promise<CompletedPart> => {
      const input = {
        Bucket,
        Key,
        UploadId,
        PartNumber,
        CopySource: `other-bucket/${encodeURIComponent('source ü')}`,
        CopySourceRange,
      };
      const { CopyPartResult: { LastModified: _date, ...part } = {} } = await test.client.send(
        new UploadPartCopyCommand(input),
      );
      return { ...part, PartNumber };
    };
    const parts = [await copy(1), await copy(2, 'bytes=0-4')];
    await expect(copy(3, `bytes=0-${WHOLE.length}`)).rejects.toMatchObject({ name: 'InvalidArgument' });
    await complete(Key, UploadId, parts);
    const object = await test.client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(object.ContentLength).toBe(WHOLE.length + 5);
  });

  it.each([0, 10_001])('have no part %d', async (number) => {
    const UploadId = await begin('numbers');
    await expect(send('numbers', UploadId, number, SECOND)).rejects.toMatchObject({
      name: 'InvalidArgument',
      ArgumentName: 'partNumber',
    });
  });
});
