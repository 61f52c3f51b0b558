import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { ChecksumAlgorithm, GetObjectCommandInput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { STORES, startAnyServer } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'object-bucket';
const MD5_OF_HELLO = '5d41402abc4b2a76b9719d911017c592';

describe.each(STORES)('objects in the %s store', (store) => {
  let test: TestSandbox;

  beforeAll(async () => {
    test = await startAnyServer({ buckets: [Bucket], store });
  });

  afterAll(async () => {
    expect(test.defects).toEqual([]);
    await test.close();
  });

  const put = (Key: string, input: Partial<PutObjectCommandInput> = {}) =>
    test.client.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...input }));
  const get = (Key: string, input: Partial<GetObjectCommandInput> = {}) =>
    test.client.send(new GetObjectCommand({ Bucket, Key, ...input }));
  const read = async (Key: string, input: Partial<GetObjectCommandInput> = {}) =>
    (await get(Key, input)).Body?.transformToString();
  const head = (Key: string) => test.client.send(new HeadObjectCommand({ Bucket, Key }));

  describe('content', () => {
    it.each([0, 1, 65_536, 3_000_001, 12_000_000])(
      "of %d bytes, streamed with the SDK's CRC32 trailer, arrives intact",
      async (size) => {
        const content = Buffer.alloc(size, 'pattern of seventeen');
        await put('streamed', { Body: Readable.from(pieces(content)), ContentLength: size });
        const object = await get('streamed', { ChecksumMode: 'ENABLED' });
        const received = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
        expect(received.equals(content)).toBe(true);
        expect(object.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
        expect(object.ETag).toBe(`"${createHash('md5').update(content).digest('hex')}"`);
      },
    );

    it('is replaced as a whole, and the reader of the old one keeps it', async () => {
      const old = Buffer.alloc(6_000_000, 'old');
      await put('replaced', { Body: old });
      const reader = await get('replaced');
      await put('replaced', { Body: 'new' });
      expect(Buffer.from((await reader.Body?.transformToByteArray()) ?? []).equals(old)).toBe(true);
      expect(await read('replaced')).toBe('new');
    });

    it('is gone after a deletion, and deleting again is no error', async () => {
      await put('gone');
      for (let time = 0; time < 2; time += 1) {
        const answer = await test.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
        expect(answer.$metadata.httpStatusCode).toBe(204);
      }
      await expect(get('gone')).rejects.toMatchObject({
        name: 'NoSuchKey',
        Key: 'gone',
        $metadata: { httpStatusCode: 404 },
      });
      await expect(head('gone')).rejects.toMatchObject({ name: 'NotFound' });
    });

    it('must have a length', async () => {
      const response = await sendSigned(test.sandbox, {
        method: 'PUT',
        target: `/${Bucket}/no-length`,
        headers: { 'transfer-encoding': 'chunked' },
      });
      expect(response.status === 411 || response.status === 400).toBe(true);
    });

    it('is asked for by 100 Continue only when the headers are right', async () => {
      const request = { method: 'PUT', body: 'continued', headers: { expect: '100-continue' } };
      expect((await sendSigned(test.sandbox, { ...request, target: `/${Bucket}/continued` })).status).toBe(
        200,
      );
      expect(await read('continued')).toBe('continued');
      expect(
        (await sendSigned(test.sandbox, { ...request, target: '/no-such-bucket/continued' })).field('Code'),
      ).toBe('NoSuchBucket');
    });
  });

  describe('what is told of an object', () => {
    it("is what was put, and S3's defaults", async () => {
      const written = await put('told', {
        CacheControl: 'max-age=1',
        ContentDisposition: 'attachment',
        ContentEncoding: 'gzip',
        ContentLanguage: 'de',
        Expires: new Date('2030-01-01T00:00:00Z'),
        StorageClass: 'STANDARD_IA',
        WebsiteRedirectLocation: '/elsewhere',
        Tagging: 'a=1&b=2',
      });
      expect(written).toMatchObject({
        ETag: `"${MD5_OF_HELLO}"`,
        ServerSideEncryption: 'AES256',
        ChecksumType: 'FULL_OBJECT',
      });
      const object = await head('told');
      expect(object).toMatchObject({
        ContentLength: 5,
        ContentType: 'application/octet-stream',
        CacheControl: 'max-age=1',
        ContentDisposition: 'attachment',
        ContentEncoding: 'gzip',
        ContentLanguage: 'de',
        ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
        StorageClass: 'STANDARD_IA',
        WebsiteRedirectLocation: '/elsewhere',
        AcceptRanges: 'bytes',
        ServerSideEncryption: 'AES256',
        TagCount: 2,
      });
      expect(object.VersionId).toBeUndefined();
    });

    it("has S3's content type when the writer named none", async () => {
      await sendSigned(test.sandbox, { method: 'PUT', target: `/${Bucket}/untyped`, body: 'x' });
      expect((await head('untyped')).ContentType).toBe('binary/octet-stream');
    });

    it('includes metadata, beyond ASCII encoded as RFC 2047 says', async () => {
      const encoded = `=?UTF-8?B?${Buffer.from('grün ☃').toString('base64')}?=`;
      await put('metadata', { Metadata: { plain: 'a  b', encoded } });
      expect((await head('metadata')).Metadata).toEqual({ plain: 'a  b', encoded });
      const raw = Buffer.from('grün ☃').toString('latin1');
      await sendSigned(test.sandbox, {
        method: 'PUT',
        target: `/${Bucket}/metadata`,
        headers: { 'x-amz-meta-raw': raw, 'x-amz-meta-q': '=?UTF-8?Q?gr=C3=BCn_?= =?utf-8?q?=E2=98=83?=' },
      });
      expect((await head('metadata')).Metadata).toEqual({ raw: encoded, q: encoded });
    });

    it('has at most 2 KB of metadata', async () => {
      await put('metadata', { Metadata: { a: 'x'.repeat(2047) } });
      const tooMuch = put('metadata', { Metadata: { a: 'x'.repeat(2048) } });
      await expect(tooMuch).rejects.toMatchObject({ name: 'MetadataTooLarge', MaxSizeAllowed: '2048' });
    });

    it('can be overridden in the answer by who signed', async () => {
      const object = await get('told', {
        ResponseContentType: 'text/plain',
        ResponseContentDisposition: 'inline; filename="ü"',
      });
      expect(object.ContentType).toBe('text/plain');
      await object.Body?.transformToByteArray();
    });

    it('has a storage class that S3 has', async () => {
      await expect(put('class', { StorageClass: 'TAPE' as 'GLACIER' })).rejects.toMatchObject({
        name: 'InvalidStorageClass',
      });
    });
  });

  describe('ranges', () => {
    beforeAll(async () => {
      await put('range', { Body: '0123456789' });
      await put('empty', { Body: '' });
    });

    it.each([
      ['bytes=0-0', '0', 'bytes 0-0/10'],
      ['bytes=3-5', '345', 'bytes 3-5/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=8-100', '89', 'bytes 8-9/10'],
      ['bytes=-4', '6789', 'bytes 6-9/10'],
      ['bytes=-100', '0123456789', 'bytes 0-9/10'],
    ])('%s', async (Range, content, ContentRange) => {
      const object = await get('range', { Range });
      expect(object).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } });
      expect(await object.Body?.transformToString()).toBe(content);
    });

    it.each(['bytes=5-3', 'bytes=0-1,3-4', 'lines=1-2'])(
      '%s is no range, and answered with everything',
      async (Range) => {
        expect(await read('range', { Range })).toBe('0123456789');
      },
    );

    it.each([
      ['range', 'bytes=10-'],
      ['range', 'bytes=-0'],
      ['empty', 'bytes=0-0'],
    ])('of %s: %s cannot be answered', async (Key, Range) => {
      const refused = get(Key, { Range });
      await expect(refused).rejects.toMatchObject({
        name: 'InvalidRange',
        RangeRequested: Range,
        $metadata: { httpStatusCode: 416 },
      });
    });
  });

  describe('conditional reads', () => {
    const past = new Date('2020-01-01T00:00:00Z');
    const later = () => new Date(Date.now() + 3_600_000);
    const good = `"${MD5_OF_HELLO}"`;
    const bad = '"00000000000000000000000000000000"';
    beforeAll(async () => {
      await put('conditional');
    });

    it.each<[string, () => Partial<GetObjectCommandInput>, number]>([
      ['If-Match', () => ({ IfMatch: good }), 200],
      ['another If-Match', () => ({ IfMatch: bad }), 412],
      ['If-Match with a false If-Unmodified-Since', () => ({ IfMatch: good, IfUnmodifiedSince: past }), 200],
      ['If-Unmodified-Since', () => ({ IfUnmodifiedSince: later() }), 200],
      ['a false If-Unmodified-Since', () => ({ IfUnmodifiedSince: past }), 412],
      ['another If-None-Match', () => ({ IfNoneMatch: bad }), 200],
      ['If-None-Match', () => ({ IfNoneMatch: good }), 304],
      ['If-None-Match: *', () => ({ IfNoneMatch: '*' }), 304],
      [
        'If-None-Match with a true If-Modified-Since',
        () => ({ IfNoneMatch: good, IfModifiedSince: past }),
        304,
      ],
      ['a true If-Modified-Since', () => ({ IfModifiedSince: past }), 200],
      ['a false If-Modified-Since', () => ({ IfModifiedSince: new Date() }), 304],
    ])('%s', async (_name, input, status) => {
      const outcome = await get('conditional', input()).then(
        (object) => object.$metadata.httpStatusCode,
        (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode,
      );
      expect(outcome).toBe(status);
    });

    it('tell which condition failed, and the entity tag with 304', async () => {
      const failed = await sendSigned(test.sandbox, {
        target: `/${Bucket}/conditional`,
        headers: { 'if-match': bad },
      });
      expect(failed.field('Condition')).toBe('If-Match');
      const unchanged = await sendSigned(test.sandbox, {
        target: `/${Bucket}/conditional`,
        headers: { 'if-none-match': good },
      });
      expect(unchanged).toMatchObject({ status: 304, text: '', headers: { etag: good } });
    });
  });

  describe('conditional writes', () => {
    it('If-None-Match: * creates once, also when many try at the same time', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, () => put('once', { IfNoneMatch: '*' })),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(put('once', { IfNoneMatch: '*' })).rejects.toMatchObject({
        name: 'PreconditionFailed',
        Condition: 'If-None-Match',
      });
    });

    it('If-Match replaces only what the writer has seen', async () => {
      const { ETag } = await put('matched');
      await put('matched', { Body: 'second', IfMatch: ETag });
      await expect(put('matched', { Body: 'third', IfMatch: ETag })).rejects.toMatchObject({
        name: 'PreconditionFailed',
      });
      await expect(put('not-there', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
      expect(await read('matched')).toBe('second');
    });

    it('If-Match deletes only what the caller has seen', async () => {
      const { ETag } = await put('deleted-if');
      const remove = (IfMatch?: string) =>
        test.client.send(new DeleteObjectCommand({ Bucket, Key: 'deleted-if', IfMatch }));
      await expect(remove('"other"')).rejects.toMatchObject({ name: 'PreconditionFailed' });
      expect((await remove(ETag)).$metadata.httpStatusCode).toBe(204);
    });
  });

  describe('checksums', () => {
    const CHECKSUMS: Record<ChecksumAlgorithm, string> = {
      CRC32: 'NhCmhg==',
      CRC32C: 'mnG7TA==',
      CRC64NVME: 'M3eFcAZSQlc=',
      SHA1: 'qvTGHdzF6KLavt4PO0gs2a6pQ00=',
      SHA256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
    } as Record<ChecksumAlgorithm, string>;

    it.each(Object.keys(CHECKSUMS) as ChecksumAlgorithm[])(
      '%s is verified, kept and told',
      async (algorithm) => {
        const name = `Checksum${algorithm}` as 'ChecksumCRC32';
        const written = await put('summed', { [name]: CHECKSUMS[algorithm] });
        expect(written[name]).toBe(CHECKSUMS[algorithm]);
        const object = await get('summed', { ChecksumMode: 'ENABLED' });
        expect(object).toMatchObject({ [name]: CHECKSUMS[algorithm], ChecksumType: 'FULL_OBJECT' });
        await object.Body?.transformToByteArray();
        const wrong = put('summed', { Body: 'other', [name]: CHECKSUMS[algorithm] });
        await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' });
        expect(await read('summed')).toBe('hello');
      },
    );

    it('CRC64NVME is computed when the writer sent none', async () => {
      const response = await sendSigned(test.sandbox, {
        method: 'PUT',
        target: `/${Bucket}/default-sum`,
        body: 'hello',
      });
      expect(response.headers).toMatchObject({
        'x-amz-checksum-crc64nvme': CHECKSUMS.CRC64NVME,
        'x-amz-checksum-type': 'FULL_OBJECT',
      });
    });

    it('are told only when asked for, and not of a range', async () => {
      await put('asked');
      const request = (headers: Record<string, string>) =>
        sendSigned(test.sandbox, { target: `/${Bucket}/asked`, headers });
      expect((await request({})).headers['x-amz-checksum-crc32']).toBeUndefined();
      expect((await request({ 'x-amz-checksum-mode': 'ENABLED' })).headers['x-amz-checksum-crc32']).toBe(
        CHECKSUMS.CRC32,
      );
      expect(
        (await request({ 'x-amz-checksum-mode': 'ENABLED', range: 'bytes=0-1' })).headers[
          'x-amz-checksum-crc32'
        ],
      ).toBeUndefined();
    });

    it.each([
      [
        'two of them',
        { 'x-amz-checksum-crc32': CHECKSUMS.CRC32, 'x-amz-checksum-sha1': CHECKSUMS.SHA1 },
        'InvalidRequest',
      ],
      ['one that is no checksum', { 'x-amz-checksum-crc32': 'hello' }, 'InvalidRequest'],
      [
        'one that was announced and is missing',
        { 'x-amz-sdk-checksum-algorithm': 'CRC32' },
        'InvalidRequest',
      ],
      ['a wrong Content-MD5', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'BadDigest'],
      ['a Content-MD5 that is none', { 'content-md5': 'hello' }, 'InvalidDigest'],
    ])('%s: refused', async (name, headers, code) => {
      const key = name.replaceAll(' ', '-');
      const response = await sendSigned(test.sandbox, {
        method: 'PUT',
        target: `/${Bucket}/${key}`,
        body: 'hello',
        headers,
      });
      expect(response.status).toBe(400);
      expect(response.field('Code')).toBe(code);
      await expect(head(key)).rejects.toMatchObject({ name: 'NotFound' });
    });
  });
});

function* pieces(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; start += 70_000) yield content.subarray(start, start + 70_000);
}
