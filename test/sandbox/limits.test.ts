import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned, signRequest } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'limited-bucket';
const FIVE_GIB = 5 * 1024 ** 3;

let test: TestSandbox;

beforeAll(async () => {
  test = await startTestSandbox({ buckets: [Bucket] });
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const send: TestSandbox['client']['send'] = (...given: never[]) =>
  (test.client.send as (...all: never[]) => never)(...given);

describe('a body', () => {
  /** Says that so many bytes will follow, and sends none. */
  const announce = (target: string, size: number) => {
    const signed = signRequest(test.sandbox, { method: 'PUT', target }, { payload: 'UNSIGNED-PAYLOAD' });
    const headers = { ...signed.headers, 'content-length': String(size), expect: '100-continue' };
    return sendRaw(test.sandbox, { ...signed, headers });
  };

  it('of one request has at most 5 GiB, an object’s and a part’s', async () => {
    const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key: 'm' }));
    for (const target of [`/${Bucket}/k`, `/${Bucket}/m?partNumber=1&uploadId=${UploadId}`]) {
      const response = await announce(target, FIVE_GIB + 1);
      expect([response.status, response.field('Code')]).toEqual([400, 'EntityTooLarge']);
      expect(response.field('MaxSizeAllowed')).toBe(String(FIVE_GIB));
    }
  });
});

describe('tags', () => {
  const tags = (count: number, name = 'k', value = 'v') =>
    Array.from({ length: count }, (_, index) => ({ Key: `${index}${name}`.slice(0, 200), Value: value }));
  const inHeader = (set: { Key: string; Value: string }[]) => {
    const Tagging = new URLSearchParams(
      set.map(({ Key, Value }): [string, string] => [Key, Value]),
    ).toString();
    return send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x', Tagging }));
  };
  const inDocument = (TagSet: { Key: string; Value: string }[]) =>
    send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));

  it('are at most ten, of 128 and 256 characters', async () => {
    await inHeader(tags(10, 'k'.repeat(127), 'v'.repeat(256)));
    await inDocument(tags(10, 'ü'.repeat(127), 'ö'.repeat(256)));
    expect((await send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet).toHaveLength(10);
  });

  it.each([
    ['eleven', tags(11), 'BadRequest'],
    ['a name of 129 characters', tags(1, 'k'.repeat(128)), 'InvalidTag'],
    ['a value of 257 characters', tags(1, 'k', 'v'.repeat(257)), 'InvalidTag'],
  ])('are refused: %s', async (_name, set, name) => {
    await expect(inHeader(set)).rejects.toMatchObject({ name });
    await expect(inDocument(set)).rejects.toMatchObject({ name });
  });
});

describe('a checksum', () => {
  const sum = (algorithm: 'md5' | 'sha512', text: string | Buffer) =>
    createHash(algorithm).update(text).digest('base64');
  const put = (header: string, value: string) =>
    sendSigned(test.sandbox, {
      method: 'PUT',
      target: `/${Bucket}/k`,
      body: 'hello',
      headers: { [header]: value },
    });

  it.each(['md5', 'sha512'] as const)('of %s is verified, kept and told', async (algorithm) => {
    const header = `x-amz-checksum-${algorithm}`;
    expect((await put(header, sum(algorithm, 'other'))).field('Code')).toBe('BadDigest');
    expect((await put(header, 'short')).field('Code')).toBe('InvalidRequest');
    expect((await put(header, sum(algorithm, 'hello'))).headers[header]).toBe(sum(algorithm, 'hello'));
    const mode = { 'x-amz-checksum-mode': 'ENABLED' };
    const head = await sendSigned(test.sandbox, { method: 'HEAD', target: `/${Bucket}/k`, headers: mode });
    expect(head.headers[header]).toBe(sum(algorithm, 'hello'));
  });

  it('that this server does not have is refused, not passed over', async () => {
    const response = await put('x-amz-checksum-xxhash64', 'AAAAAAAAAAA=');
    expect([response.status, response.field('Header')]).toEqual([501, 'x-amz-checksum-xxhash64']);
  });

  it('of parts by SHA-512 is made of theirs', async () => {
    const upload = { Bucket, Key: 'm', ChecksumAlgorithm: 'SHA512' as const };
    const { UploadId } = await send(new CreateMultipartUploadCommand(upload));
    const ChecksumSHA512 = sum('sha512', 'part');
    const part = { Bucket, Key: 'm', UploadId, PartNumber: 1 };
    const { ETag } = await send(new UploadPartCommand({ ...part, Body: 'part', ChecksumSHA512 }));
    const Parts = [{ PartNumber: 1, ETag, ChecksumSHA512 }];
    const whole = { Bucket, Key: 'm', UploadId, MultipartUpload: { Parts } };
    const composite = `${sum('sha512', Buffer.from(ChecksumSHA512, 'base64'))}-1`;
    const completed = await send(new CompleteMultipartUploadCommand(whole));
    expect(completed).toMatchObject({ ChecksumSHA512: composite, ChecksumType: 'COMPOSITE' });
    const head = await send(new HeadObjectCommand({ Bucket, Key: 'm', ChecksumMode: 'ENABLED' }));
    expect(head.ChecksumSHA512).toBe(composite);
  });
});
