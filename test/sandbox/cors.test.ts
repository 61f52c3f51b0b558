import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { CORSRule } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'cors-bucket';

let test: TestSandbox;

beforeAll(async () => {
  test = await startTestSandbox({ buckets: [Bucket, 'no-cors-bucket'] });
  await test.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  await setRules([
    {
      AllowedOrigins: ['https://*.example.com'],
      AllowedMethods: ['PUT', 'GET'],
      AllowedHeaders: ['x-amz-*', 'Content-Type'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    },
    { AllowedOrigins: ['*'], AllowedMethods: ['HEAD', 'GET'] },
  ]);
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const setRules = (CORSRules: CORSRule[]) =>
  test.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
const preflight = (headers: Record<string, string>, bucket = Bucket) =>
  sendRaw(test.sandbox, { method: 'OPTIONS', target: `/${bucket}/k`, headers });

describe('a preflight request', () => {
  it('is answered by the first rule that allows it', async () => {
    const response = await preflight({
      origin: 'https://app.example.com',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'X-Amz-Date, content-type',
    });
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'x-amz-date, content-type',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '60',
      'access-control-allow-credentials': 'true',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    });
  });

  it('of any origin names none, and gets no credentials', async () => {
    const response = await preflight({ origin: 'https://other.org', 'access-control-request-method': 'GET' });
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each([
    ['origin', { origin: 'https://other.org', 'access-control-request-method': 'PUT' }],
    ['method', { origin: 'https://app.example.com', 'access-control-request-method': 'DELETE' }],
    [
      'header',
      {
        origin: 'https://app.example.com',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-other',
      },
    ],
  ])('is refused when no rule has its %s', async (_name, headers) => {
    const response = await preflight(headers);
    expect([response.status, response.field('Code')]).toEqual([403, 'AccessForbidden']);
    expect(response.field('Message')).toContain('This CORS request is not allowed');
  });

  it('is refused where there are no rules, or it is none', async () => {
    const asked = { origin: 'https://a.org', 'access-control-request-method': 'GET' };
    const refused = await preflight(asked, 'no-cors-bucket');
    expect(refused.field('Message')).toBe('CORSResponse: CORS is not enabled for this bucket.');
    expect((await preflight(asked, 'missing-bucket')).field('Code')).toBe('NoSuchBucket');
    expect((await preflight({})).status).toBe(400);
    expect((await preflight({ origin: 'https://a.org' })).status).toBe(400);
  });
});

describe('a request from another origin', () => {
  it.each(['/k', '/missing'])('gets the headers with every answer: %s', async (path) => {
    const request = { target: `/${Bucket}${path}`, headers: { origin: 'https://app.example.com' } };
    const response = await sendSigned(test.sandbox, request);
    expect(response.headers['access-control-allow-origin']).toBe('https://app.example.com');
    expect(response.headers['access-control-expose-headers']).toBe('ETag');
  });

  it('gets none where no rule allows it', async () => {
    const headers = { origin: 'https://other.org' };
    const request = { method: 'PUT', target: `/${Bucket}/k`, body: 'x', headers };
    const response = await sendSigned(test.sandbox, request);
    expect([response.status, response.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });
});

describe('the rules', () => {
  it('are told, and deleted', async () => {
    const { CORSRules } = await test.client.send(new GetBucketCorsCommand({ Bucket }));
    expect(CORSRules).toHaveLength(2);
    expect(CORSRules?.[0]?.AllowedHeaders).toEqual(['x-amz-*', 'Content-Type']);
    await test.client.send(new DeleteBucketCorsCommand({ Bucket }));
    await expect(test.client.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
  });

  it.each([
    ['a method that is none', { AllowedOrigins: ['*'], AllowedMethods: ['PATCH'] }],
    ['two wildcards', { AllowedOrigins: ['*.example.*'], AllowedMethods: ['GET'] }],
  ])('with %s are refused', async (_name, rule) => {
    await expect(setRules([rule])).rejects.toMatchObject({ name: 'InvalidRequest' });
  });
});
