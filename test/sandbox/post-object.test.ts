import { createHash } from 'node:crypto';
import {
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendForm } from '../fixtures/post-form.ts';
import type { PostForm } from '../fixtures/post-form.ts';
import { sendRaw } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'form-bucket';

let test: TestSandbox;

beforeAll(async () => {
  test = await startTestSandbox({ buckets: [Bucket, 'open-bucket'] });
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const post = (fields: Record<string, string>, form: Partial<PostForm> = {}) =>
  sendForm(test.sandbox, { bucket: Bucket, fields, file: { content: 'hello' }, ...form });
const read = async (Key: string) => {
  const { Body } = await test.client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};
const refusal = async (response: ReturnType<typeof post>) => {
  const { status, field } = await response;
  return `${status} ${field('Code')}: ${field('Message')}`;
};

describe('a form', () => {
  it('stores its file, and is answered 204 with where it is', async () => {
    const response = await post({ key: 'plain' });
    expect(response).toMatchObject({ status: 204, text: '' });
    expect(response.headers).toMatchObject({
      etag: '"5d41402abc4b2a76b9719d911017c592"',
      location: `http://127.0.0.1:${test.sandbox.port}/${Bucket}/plain`,
    });
    expect(await read('plain')).toBe('hello');
  });

  it('says what the headers of a PutObject say', async () => {
    const fields = {
      key: 'told',
      acl: 'bucket-owner-full-control',
      'Content-Type': 'text/x-ü',
      'Cache-Control': 'no-store',
      'x-amz-meta-colour': 'grün',
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-server-side-encryption': 'aws:kms',
      tagging: '<Tagging><TagSet><Tag><Key>a b</Key><Value>c+d</Value></Tag></TagSet></Tagging>',
    };
    expect((await post(fields)).status).toBe(204);
    expect(await test.client.send(new HeadObjectCommand({ Bucket, Key: 'told' }))).toMatchObject({
      CacheControl: 'no-store',
      StorageClass: 'STANDARD_IA',
      ServerSideEncryption: 'aws:kms',
      TagCount: 1,
      Metadata: { colour: `=?UTF-8?B?${Buffer.from('grün').toString('base64')}?=` },
    });
    const { TagSet } = await test.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'told' }));
    expect(TagSet).toEqual([{ Key: 'a b', Value: 'c+d' }]);
  });

  it('puts the name of the file where it says ${filename}', async () => {
    const file = { content: 'x', name: 'C:\\pictures\\my cat.jpg' };
    const conditions = [['starts-with', '$key', 'user/1/'], { bucket: Bucket }];
    expect((await post({ key: 'user/1/${filename}' }, { file, conditions })).status).toBe(204);
    expect(await read('user/1/my cat.jpg')).toBe('x');
  });

  it('is answered as it asks', async () => {
    expect(await post({ key: 'k', success_action_status: '200' })).toMatchObject({ status: 200, text: '' });
    const created = await post({ key: 'a/ü', success_action_status: '201' });
    expect([created.status, created.field('Key'), created.field('Bucket')]).toEqual([201, 'a/ü', Bucket]);
    expect(created.field('Location')).toBe(`http://127.0.0.1:${test.sandbox.port}/${Bucket}/a%2F%C3%BC`);
    expect((await post({ key: 'k', success_action_status: '418' })).status).toBe(204);
    const to = await post({ key: 'k', success_action_redirect: 'https://example.com/done?a=b' });
    expect([to.status, to.headers.location]).toEqual([
      303,
      `https://example.com/done?a=b&bucket=${Bucket}&key=k&etag=%225d41402abc4b2a76b9719d911017c592%22`,
    ]);
  });

  it('may have fields behind its file, which mean nothing', async () => {
    const form = { after: { key: 'other', 'x-amz-meta-late': '1' } };
    expect((await post({ key: 'first' }, form)).status).toBe(204);
    expect((await test.client.send(new HeadObjectCommand({ Bucket, Key: 'first' }))).Metadata).toEqual({});
  });

  it('streams a large file', async () => {
    const content = Buffer.alloc(30_000_000, 'large');
    const response = await post({ key: 'large' }, { file: { content } });
    expect(response.headers.etag).toBe(`"${createHash('md5').update(content).digest('hex')}"`);
  });

  it('verifies a checksum', async () => {
    const sum = (text: string) => createHash('sha256').update(text).digest('base64');
    expect((await post({ key: 'k', 'x-amz-checksum-sha256': sum('hello') })).status).toBe(204);
    expect(await refusal(post({ key: 'k', 'x-amz-checksum-sha256': sum('other') }))).toMatch(
      /^400 BadDigest/,
    );
    expect(await refusal(post({ key: 'k', 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toMatch(
      /^400 BadDigest/,
    );
  });
});

describe('a policy', () => {
  const policy = (name: string) => `403 AccessDenied: Invalid according to Policy: ${name}`;

  it.each<[string, Record<string, string>, unknown[], string]>([
    ['another value', { key: 'b' }, [['eq', '$key', 'a']], 'Policy Condition failed: ["eq", "$key", "a"]'],
    [
      'another beginning',
      { key: 'b' },
      [['starts-with', '$key', 'a/']],
      'Policy Condition failed: ["starts-with", "$key", "a/"]',
    ],
    [
      'a field that is missing',
      { key: 'a' },
      [{ key: 'a' }, { acl: 'private' }],
      'Policy Condition failed: ["eq", "$acl", "private"]',
    ],
    [
      'another bucket',
      { key: 'a' },
      [{ key: 'a' }, { bucket: 'other' }],
      'Policy Condition failed: ["eq", "$bucket", "other"]',
    ],
    ['a field it does not speak of', { key: 'a', acl: 'private' }, [{ key: 'a' }], 'Extra input fields: acl'],
    [
      'one of several types',
      { key: 'a', 'Content-Type': 'image/png,text/html' },
      [{ key: 'a' }, ['starts-with', '$Content-Type', 'image/']],
      'Policy Condition failed: ["starts-with", "$content-type", "image/"]',
    ],
  ])('refuses %s', async (_name, fields, conditions, reason) => {
    expect(await refusal(post(fields, { conditions }))).toContain(policy(reason).replaceAll('"', '&quot;'));
  });

  it('takes any value for an empty beginning, and fields to be ignored', async () => {
    const conditions = [
      ['starts-with', '$key', ''],
      ['starts-with', '$Content-Type', ''],
      ['starts-with', '$x-amz-meta-none', ''],
      ['starts-with', '$success_action_status', '2'],
    ];
    const fields = { key: 'any', 'content-type': 'a/b', 'x-ignore-me': '1', success_action_status: '200' };
    expect((await post(fields, { conditions })).status).toBe(200);
  });

  it('bounds the size of the file', async () => {
    const conditions = [{ key: 'sized' }, ['content-length-range', 3, 6]];
    const sized = (content: string) => post({ key: 'sized' }, { conditions, file: { content } });
    expect(await refusal(sized('12'))).toMatch(/^400 EntityTooSmall/);
    expect(await refusal(sized('1234567'))).toMatch(/^400 EntityTooLarge/);
    const much = 'x'.repeat(3_000_000);
    expect(await refusal(sized(much))).toMatch(/^400 EntityTooLarge/);
    await expect(read('sized')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect((await sized('123')).status).toBe(204);
    expect((await sized('123456')).status).toBe(204);
  });

  it('ends', async () => {
    const expiration = new Date(Date.now() - 1000);
    expect(await refusal(post({ key: 'late' }, { expiration }))).toBe(policy('Policy expired.'));
  });

  it.each([
    ['no JSON', '{'],
    ['no expiration', '{"conditions": []}'],
    ['no conditions', `{"expiration": "2099-01-01T00:00:00Z"}`],
    ['an expiration that is none', '{"expiration": "soon", "conditions": []}'],
    [
      'an operation of its own',
      '{"expiration": "2099-01-01T00:00:00Z", "conditions": [["ends-with", "$key", "a"]]}',
    ],
    [
      'a range upside down',
      '{"expiration": "2099-01-01T00:00:00Z", "conditions": [["content-length-range", 2, 1]]}',
    ],
  ])('with %s is refused', async (_name, document) => {
    expect(await refusal(post({ key: 'k' }, { policy: document }))).toMatch(/^400 InvalidPolicyDocument/);
  });
});

describe('a form is refused', () => {
  it('when its signature is wrong, missing, or for another region', async () => {
    expect(await refusal(post({ key: 'k' }, { secretKey: 'wrong' }))).toMatch(/^403 SignatureDoesNotMatch/);
    expect(await refusal(post({ key: 'k' }, { secretKey: null }))).toMatch(/^403 AccessDenied/);
    expect(await refusal(post({ key: 'k', policy: 'e30=' }, { secretKey: null }))).toMatch(
      /InvalidPolicyDocument/,
    );
    const valid = Buffer.from('{"expiration": "2099-01-01T00:00:00Z", "conditions": []}').toString('base64');
    expect(await refusal(post({ key: 'k', policy: valid }, { secretKey: null }))).toMatch(
      /^400 InvalidArgument/,
    );
    const old = { key: 'k', policy: valid, AWSAccessKeyId: 'A', signature: 's' };
    expect(await refusal(post(old, { secretKey: null }))).toMatch(/^400 InvalidRequest/);
    expect(await refusal(post({ key: 'k' }, { region: 'eu-west-1' }))).toMatch(/^301 PermanentRedirect/);
  });

  it('when it is not of its form', async () => {
    expect(await refusal(post({ acl: 'private' }))).toMatch(/^400 InvalidArgument.*'key'/);
    expect(await refusal(post({ key: 'k' }, { file: null }))).toMatch(/^400 InvalidArgument.*file/);
    expect(await refusal(post({ key: 'x'.repeat(1025) }))).toMatch(/^400 KeyTooLong/);
    expect(await refusal(post({ key: 'k', 'x-ignore-1': 'x'.repeat(20_001) }))).toMatch(
      /^400 MaxPostPreData/,
    );
    const wrong = (type: string) => post({ key: 'k' }, { headers: { 'content-type': type } });
    expect(await refusal(wrong('text/plain'))).toMatch(/^412 PreconditionFailed/);
    expect(await refusal(wrong('multipart/form-data; boundary='))).toMatch(/^400 Malformed/);
  });
});

describe('a form without a policy', () => {
  it('is the anonymous caller’s, and goes where everybody may write', async () => {
    const open = { Bucket: 'open-bucket' };
    await test.client.send(new DeletePublicAccessBlockCommand(open));
    const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
    await test.client.send(new PutBucketOwnershipControlsCommand({ ...open, OwnershipControls: { Rules } }));
    await test.client.send(new PutBucketAclCommand({ ...open, ACL: 'public-read-write' }));
    expect((await post({ key: 'k' }, { bucket: 'open-bucket', secretKey: null })).status).toBe(204);
  });

  it('is not stored when it ends in the middle of its file', async () => {
    const field = '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\ntorn\r\n';
    const body = `${field}--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhalf`;
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const response = await sendRaw(test.sandbox, { method: 'POST', target: '/open-bucket', headers, body });
    expect([response.status, response.field('Code')]).toEqual([400, 'MalformedPOSTRequest']);
    const { Contents } = await test.client.send(new ListObjectsV2Command({ Bucket: 'open-bucket' }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['k']);
  });
});
