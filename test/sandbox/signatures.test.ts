import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned, signRequest, signedChunks } from '../fixtures/raw-s3.ts';
import type { RawRequest, Signing } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const MINUTE = 60_000;
const Bucket = 'signed-bucket';
const TEMPORARY = { access_key: 'ASIASANDBOXTEMPORARY', secret_key: 'temporary-secret' };

let test: TestSandbox;

beforeAll(async () => {
  test = await startTestSandbox({
    buckets: [Bucket],
    users: [
      { ...TEMPORARY, session_token: 'token-1' },
      {
        access_key: 'ASIASANDBOXOUTOFDATE',
        secret_key: 'old',
        session_token: 'token-2',
        expires: new Date(0),
      },
    ],
  });
  await test.client.send(new PutObjectCommand({ Bucket, Key: 'greeting.txt', Body: 'hello' }));
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const get = (signing?: Signing, request: Partial<RawRequest> = {}) =>
  sendSigned(test.sandbox, { target: `/${Bucket}/greeting.txt`, ...request }, signing);

describe('a signature in the Authorization header', () => {
  it('is accepted', async () => {
    expect(await get()).toMatchObject({ status: 200, text: 'hello' });
  });

  it('is refused under an unknown access key', async () => {
    const response = await get({ accessKey: 'AKIAUNKNOWNUNKNOWN00' });
    expect(response.status).toBe(403);
    expect(response.field('Code')).toBe('InvalidAccessKeyId');
    expect(response.field('AWSAccessKeyId')).toBe('AKIAUNKNOWNUNKNOWN00');
  });

  it('is refused under a wrong secret, with what the server signed', async () => {
    const response = await get({ secretKey: 'wrong' });
    expect(response.status).toBe(403);
    expect(response.field('Code')).toBe('SignatureDoesNotMatch');
    expect(response.field('StringToSign')).toMatch(/^AWS4-HMAC-SHA256\n/);
    expect(response.field('CanonicalRequest')).toMatch(new RegExp(`^GET\n/${Bucket}/greeting.txt\n\nhost:`));
    expect(response.field('SignatureProvided')).toMatch(/^[0-9a-f]{64}$/);
    expect(response.text).not.toContain(test.sandbox.secret_key);
  });

  it.each([
    ['another key', { target: `/${Bucket}/other.txt` }],
    ['another query', { target: `/${Bucket}/greeting.txt?versionId=x` }],
    ['another method', { method: 'DELETE' }],
  ])('is refused on %s', async (_name, change) => {
    const signed = signRequest(test.sandbox, { target: `/${Bucket}/greeting.txt` });
    expect((await sendRaw(test.sandbox, { ...signed, ...change })).field('Code')).toBe(
      'SignatureDoesNotMatch',
    );
  });

  it('is refused when a signed header was changed', async () => {
    const signed = signRequest(test.sandbox, {
      target: `/${Bucket}/greeting.txt`,
      headers: { 'x-amz-meta-a': '1' },
    });
    const response = await sendRaw(test.sandbox, {
      ...signed,
      headers: { ...signed.headers, 'x-amz-meta-a': '2' },
    });
    expect(response.field('Code')).toBe('SignatureDoesNotMatch');
  });

  it('is refused beside an x-amz header that is not signed', async () => {
    const signed = signRequest(test.sandbox, { target: `/${Bucket}/greeting.txt` });
    const response = await sendRaw(test.sandbox, {
      ...signed,
      headers: { ...signed.headers, 'x-amz-acl': 'public-read' },
    });
    expect(response.field('Code')).toBe('AccessDenied');
    expect(response.field('HeadersNotSigned')).toBe('x-amz-acl');
  });

  it.each([-16 * MINUTE, 16 * MINUTE])('is refused when the clocks are %d ms apart', async (skew) => {
    const response = await get({ date: new Date(Date.now() + skew) });
    expect(response.status).toBe(403);
    expect(response.field('Code')).toBe('RequestTimeTooSkewed');
    expect(response.field('MaxAllowedSkewMilliseconds')).toBe('900000');
  });

  it.each([
    ['AWS4-HMAC-SHA256 nonsense', 'AuthorizationHeaderMalformed'],
    ['AWS AKIAIOSFODNN7EXAMPLE:signature', 'InvalidRequest'],
    ['Bearer token', 'InvalidRequest'],
  ])('is refused in the form %s', async (authorization, code) => {
    const headers = { authorization, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const response = await sendRaw(test.sandbox, { target: '/', headers });
    expect(response.status).toBe(400);
    expect(response.field('Code')).toBe(code);
  });

  it('must be for S3', async () => {
    const response = await get({ service: 'sts' });
    expect(response.field('Code')).toBe('AuthorizationHeaderMalformed');
  });

  it('covers the body', async () => {
    const signed = signRequest(test.sandbox, {
      method: 'PUT',
      target: `/${Bucket}/body.txt`,
      body: 'signed',
    });
    const response = await sendRaw(test.sandbox, { ...signed, body: 'forged' });
    expect(response.status).toBe(400);
    expect(response.field('Code')).toBe('XAmzContentSHA256Mismatch');
    expect((await get({}, { target: `/${Bucket}/body.txt` })).status).toBe(404);
  });

  it('accepts an unsigned body that says so, and refuses another word for it', async () => {
    const request = { method: 'PUT', target: `/${Bucket}/unsigned.txt`, body: 'x' };
    expect((await sendSigned(test.sandbox, request, { payload: 'UNSIGNED-PAYLOAD' })).status).toBe(200);
    expect((await sendSigned(test.sandbox, request, { payload: 'NOT-SIGNED' })).field('Code')).toBe(
      'InvalidArgument',
    );
  });
});

describe('temporary credentials', () => {
  const keys = { accessKey: TEMPORARY.access_key, secretKey: TEMPORARY.secret_key };

  it('work with their session token', async () => {
    expect((await get({ ...keys, sessionToken: 'token-1' })).status).toBe(200);
  });

  it.each([
    ['without it', undefined, 'InvalidAccessKeyId'],
    ['with another', 'token-9', 'InvalidToken'],
  ])('are refused %s', async (_name, sessionToken, code) => {
    expect((await get({ ...keys, sessionToken })).field('Code')).toBe(code);
  });

  it('are refused when they have expired', async () => {
    const response = await get({
      accessKey: 'ASIASANDBOXOUTOFDATE',
      secretKey: 'old',
      sessionToken: 'token-2',
    });
    expect(response.status).toBe(400);
    expect(response.field('Code')).toBe('ExpiredToken');
  });
});

describe('the anonymous caller', () => {
  it.each(['/', `/${Bucket}`, `/${Bucket}/greeting.txt`])('is refused %s', async (target) => {
    const response = await sendRaw(test.sandbox, { target });
    expect(response.status).toBe(403);
    expect(response.field('Code')).toBe('AccessDenied');
  });
});

describe('a presigned URL', () => {
  const presign = async (
    command: GetObjectCommand | PutObjectCommand,
    options: Parameters<typeof getSignedUrl>[2] = {},
  ) =>
    new URL(
      await getSignedUrl(
        test.createClient({ requestChecksumCalculation: 'WHEN_REQUIRED' }),
        command,
        options,
      ),
    );

  it('reads', async () => {
    const response = await fetch(await presign(new GetObjectCommand({ Bucket, Key: 'greeting.txt' })));
    expect(await response.text()).toBe('hello');
  });

  it('writes, with the headers that were hoisted into its query', async () => {
    const url = await presign(
      new PutObjectCommand({ Bucket, Key: 'by url.txt', Metadata: { colour: 'grün ☃' } }),
    );
    expect((await fetch(url, { method: 'PUT', body: 'by url' })).status).toBe(200);
    const object = await test.client.send(new GetObjectCommand({ Bucket, Key: 'by url.txt' }));
    expect(await object.Body?.transformToString()).toBe('by url');
    expect(object.Metadata).toEqual({ colour: '=?UTF-8?B?Z3LDvG4g4piD?=' });
  });

  it('is refused for another key', async () => {
    const url = await presign(new GetObjectCommand({ Bucket, Key: 'greeting.txt' }));
    url.pathname = `/${Bucket}/other.txt`;
    const response = await fetch(url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('is refused with a longer life than it was signed for', async () => {
    const url = await presign(new GetObjectCommand({ Bucket, Key: 'greeting.txt' }), { expiresIn: 60 });
    url.searchParams.set('X-Amz-Expires', '6000');
    expect(await (await fetch(url)).text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('expires', async () => {
    const signingDate = new Date(Date.now() - 2 * MINUTE);
    const url = await presign(new GetObjectCommand({ Bucket, Key: 'greeting.txt' }), {
      expiresIn: 60,
      signingDate,
    });
    const response = await fetch(url);
    expect(response.status).toBe(403);
    const text = await response.text();
    expect(text).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    expect(text).toContain('<X-Amz-Expires>60</X-Amz-Expires>');
  });

  it('is not for the future', async () => {
    const url = await presign(new GetObjectCommand({ Bucket, Key: 'greeting.txt' }), {
      signingDate: new Date(Date.now() + 20 * MINUTE),
    });
    expect(await (await fetch(url)).text()).toContain('Request is not yet valid');
  });

  it('lives no longer than a week', async () => {
    const url = await presign(new GetObjectCommand({ Bucket, Key: 'greeting.txt' }));
    url.searchParams.set('X-Amz-Expires', '604801');
    const response = await fetch(url);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>AuthorizationQueryParametersError</Code>');
  });

  it('is not to be mixed with an Authorization header', async () => {
    const url = await presign(new GetObjectCommand({ Bucket, Key: 'greeting.txt' }));
    const response = await fetch(url, { headers: { authorization: 'AWS4-HMAC-SHA256 x' } });
    expect(await response.text()).toContain('Only one auth mechanism allowed');
  });
});

describe('an aws-chunked body', () => {
  const upload = (payload: string, decoded: number, headers: Record<string, string> = {}): RawRequest =>
    signRequest(
      test.sandbox,
      {
        method: 'PUT',
        target: `/${Bucket}/chunked`,
        headers: {
          'content-encoding': 'aws-chunked',
          'x-amz-decoded-content-length': String(decoded),
          ...headers,
        },
      },
      { payload },
    );
  const send = (request: RawRequest, body: string) =>
    sendRaw(test.sandbox, {
      ...request,
      body,
      headers: { ...request.headers, 'content-length': String(body.length) },
    });

  it('arrives, signed', async () => {
    const request = upload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 11);
    expect((await send(request, signedChunks(test.sandbox, request, ['hello ', 'world']))).status).toBe(200);
    const object = await get({}, { target: `/${Bucket}/chunked` });
    expect(object.text).toBe('hello world');
    expect(object.headers['content-encoding']).toBeUndefined();
  });

  it('is refused when a chunk is not what was signed', async () => {
    const request = upload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 11);
    const body = signedChunks(test.sandbox, request, ['hello ', 'world']).replace('world', 'there');
    expect((await send(request, body)).field('Code')).toBe('SignatureDoesNotMatch');
  });

  it('arrives with a signed trailer, and not with a forged one', async () => {
    const crc32 = 'DUoRhQ==';
    const request = upload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', 11, {
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    const body = signedChunks(test.sandbox, request, ['hello world'], {}, ['x-amz-checksum-crc32', crc32]);
    const response = await send(request, body);
    expect(response.status).toBe(200);
    expect(response.headers['x-amz-checksum-crc32']).toBe(crc32);
    expect((await send(request, body.replace(crc32, 'AAAAAA=='))).field('Code')).toBe(
      'SignatureDoesNotMatch',
    );
  });

  it('arrives unsigned with a trailer, whose checksum is verified', async () => {
    const request = upload('STREAMING-UNSIGNED-PAYLOAD-TRAILER', 5, {
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    const body = (checksum: string) => `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${checksum}\r\n\r\n`;
    expect((await send(request, body('NhCmhg=='))).status).toBe(200);
    const response = await send(request, body('AAAAAA=='));
    expect(response.status).toBe(400);
    expect(response.field('Code')).toBe('BadDigest');
  });

  it.each([
    ['is shorter than said', 6, '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', 'IncompleteBody'],
    ['is longer than said', 4, '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', 'IncompleteBody'],
    ['stops short', 5, '5\r\nhel', 'IncompleteBody'],
    ['has bad framing', 5, 'five\r\nhello\r\n0\r\n\r\n', 'InvalidRequest'],
    ['lacks its trailer', 5, '5\r\nhello\r\n0\r\n\r\n', 'MalformedTrailerError'],
    ['has an endless line', 5, 'a'.repeat(100_000), 'IncompleteBody'],
  ])('is refused when it %s', async (_name, decoded, body, code) => {
    const request = upload('STREAMING-UNSIGNED-PAYLOAD-TRAILER', decoded, {
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    expect((await send(request, body)).field('Code')).toBe(code);
  });

  it('must say its decoded length', async () => {
    const request = signRequest(
      test.sandbox,
      { method: 'PUT', target: `/${Bucket}/chunked` },
      { payload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
    );
    expect(await send(request, '0\r\n\r\n')).toMatchObject({ status: 411 });
  });
});

describe('the SDK with another secret', () => {
  it('gets SignatureDoesNotMatch', async () => {
    const client = test.createClient({
      credentials: { accessKeyId: test.sandbox.access_key, secretAccessKey: 'wrong' },
    });
    await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });
});
