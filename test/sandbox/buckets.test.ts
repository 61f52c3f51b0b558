import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { BucketLocationConstraint, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

let test: TestSandbox;
let europe: S3Client;

beforeAll(async () => {
  test = await startTestSandbox({
    buckets: ['home-bucket'],
    users: [{ access_key: 'AKIAOTHERACCOUNT0000', secret_key: 'other', account: '210987654321' }],
  });
  europe = test.createClient({ region: 'eu-central-1' });
  await create(europe, 'europe-bucket', 'eu-central-1');
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const create = (client: S3Client, Bucket: string, LocationConstraint?: string) =>
  client.send(
    new CreateBucketCommand({
      Bucket,
      ...(LocationConstraint === undefined
        ? {}
        : {
            CreateBucketConfiguration: { LocationConstraint: LocationConstraint as BucketLocationConstraint },
          }),
    }),
  );

describe('CreateBucket', () => {
  it('takes the region it is sent to', async () => {
    const location = (Bucket: string) => test.client.send(new GetBucketLocationCommand({ Bucket }));
    expect((await location('home-bucket')).LocationConstraint).toBeUndefined();
    expect((await location('europe-bucket')).LocationConstraint).toBe('eu-central-1');
  });

  it.each([
    ['eu-central-1', undefined, 'IllegalLocationConstraintException', 'The unspecified location constraint'],
    ['eu-central-1', 'eu-west-1', 'IllegalLocationConstraintException', 'The eu-west-1 location constraint'],
    ['us-east-1', 'eu-west-1', 'IllegalLocationConstraintException', 'The eu-west-1 location constraint'],
    ['us-east-1', 'us-east-1', 'InvalidLocationConstraint', 'not valid'],
    ['us-east-1', 'moon-base-1', 'InvalidLocationConstraint', 'not valid'],
  ])('in %s with the constraint %s is refused', async (region, constraint, code, message) => {
    const response = await sendSigned(
      test.sandbox,
      {
        method: 'PUT',
        target: '/misplaced-bucket',
        body:
          constraint === undefined
            ? ''
            : `<CreateBucketConfiguration><LocationConstraint>${constraint}</LocationConstraint></CreateBucketConfiguration>`,
      },
      { region },
    );
    expect(response.status).toBe(400);
    expect(response.field('Code')).toBe(code);
    expect(response.field('Message')).toContain(message);
  });

  it("of one's own bucket is refused, but in us-east-1", async () => {
    await expect(create(europe, 'europe-bucket', 'eu-central-1')).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    expect((await create(test.client, 'home-bucket')).$metadata.httpStatusCode).toBe(200);
  });

  it("of somebody else's bucket is refused", async () => {
    const other = test.createClient({
      credentials: { accessKeyId: 'AKIAOTHERACCOUNT0000', secretAccessKey: 'other' },
    });
    await expect(create(other, 'home-bucket')).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
  });

  it.each([
    'ab',
    'Upper-case',
    'under_score',
    'two..dots',
    '192.168.0.1',
    '-hyphen',
    'dot.',
    'xn--name',
    'name-s3alias',
    'x'.repeat(64),
  ])('of %s is refused', async (name) => {
    const response = await sendSigned(test.sandbox, { method: 'PUT', target: `/${name}` });
    expect(response.field('Code')).toBe('InvalidBucketName');
  });
});

describe('DeleteBucket', () => {
  it('wants an empty bucket', async () => {
    const Bucket = 'short-lived';
    await create(test.client, Bucket);
    await test.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '' }));
    await expect(test.client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    });
    await sendSigned(test.sandbox, { method: 'DELETE', target: `/${Bucket}/a` });
    await test.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(test.client.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      BucketName: Bucket,
    });
  });
});

describe('ListBuckets', () => {
  const list = (input: ConstructorParameters<typeof ListBucketsCommand>[0] = {}) =>
    test.client.send(new ListBucketsCommand(input));

  it('tells name, date, region and owner', async () => {
    const { Buckets = [], Owner } = await list();
    expect(Buckets.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['europe-bucket', 'eu-central-1'],
      ['home-bucket', 'us-east-1'],
    ]);
    expect(Buckets[0]?.CreationDate).toBeInstanceOf(Date);
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });

  it('by prefix, region and page', async () => {
    const names = async (input: object) => (await list(input)).Buckets?.map(({ Name }) => Name) ?? [];
    expect(await names({ Prefix: 'ho' })).toEqual(['home-bucket']);
    expect(await names({ BucketRegion: 'eu-central-1' })).toEqual(['europe-bucket']);
    const first = await list({ MaxBuckets: 1 });
    expect(first.Buckets).toHaveLength(1);
    expect(await names({ MaxBuckets: 1, ContinuationToken: first.ContinuationToken })).toEqual([
      'home-bucket',
    ]);
  });

  it("does not show another account's", async () => {
    const response = await sendSigned(
      test.sandbox,
      { target: '/' },
      { accessKey: 'AKIAOTHERACCOUNT0000', secretKey: 'other' },
    );
    expect(response.text).toContain('<Buckets/>');
  });
});

describe('the wrong region', () => {
  it('is answered with 301 and the right one', async () => {
    const response = await sendSigned(test.sandbox, { target: '/europe-bucket/key' });
    expect(response.status).toBe(301);
    expect(response.headers['x-amz-bucket-region']).toBe('eu-central-1');
    expect(response.field('Code')).toBe('PermanentRedirect');
    expect(response.field('Endpoint')).toBe('europe-bucket.s3.eu-central-1.amazonaws.com');
    expect(response.field('Region')).toBe('eu-central-1');
  });

  it('is AuthorizationHeaderMalformed at an endpoint that knows its region', async () => {
    for (const host of ['europe-bucket.s3.localhost', 'europe-bucket.s3.eu-central-1.localhost']) {
      const response = await sendSigned(test.sandbox, {
        target: '/key',
        host: `${host}:${test.sandbox.port}`,
      });
      expect(response.status).toBe(400);
      expect(response.field('Code')).toBe('AuthorizationHeaderMalformed');
      expect(response.field('Region')).toBe('eu-central-1');
      expect(response.field('Message')).toContain(
        "the region 'us-east-1' is wrong; expecting 'eu-central-1'",
      );
    }
  });

  it('is named by HeadBucket, to whoever asks', async () => {
    const wrong = await sendSigned(test.sandbox, { method: 'HEAD', target: '/europe-bucket' });
    expect(wrong).toMatchObject({
      status: 301,
      text: '',
      headers: { 'x-amz-bucket-region': 'eu-central-1' },
    });
    const anonymous = await sendRaw(test.sandbox, { method: 'HEAD', target: '/europe-bucket' });
    expect(anonymous).toMatchObject({
      status: 403,
      text: '',
      headers: { 'x-amz-bucket-region': 'eu-central-1' },
    });
    const right = await europe.send(new HeadBucketCommand({ Bucket: 'europe-bucket' }));
    expect(right.BucketRegion).toBe('eu-central-1');
    await expect(test.client.send(new HeadBucketCommand({ Bucket: 'no-such-bucket' }))).rejects.toMatchObject(
      { name: 'NotFound' },
    );
  });
});

describe('a bucket in the Host header', () => {
  it.each([
    'home-bucket.s3.localhost',
    'home-bucket.localhost',
    'home-bucket.127.0.0.1.nip.io',
    'home-bucket.s3.us-east-1.localhost',
    'home-bucket.s3.us-east-1.amazonaws.com',
    'HOME-bucket.s3.localhost',
  ])('%s', async (name) => {
    const host = `${name}:${test.sandbox.port}`;
    const request = { method: 'PUT', target: '/virtual/key', host, body: name };
    expect((await sendSigned(test.sandbox, request)).status).toBe(200);
    expect((await sendSigned(test.sandbox, { target: '/home-bucket/virtual/key' })).text).toBe(name);
    expect((await sendSigned(test.sandbox, { target: '/?list-type=2', host })).field('Name')).toBe(
      'home-bucket',
    );
  });

  it('works for the SDK', async () => {
    const client = test.createClient({
      endpoint: `http://localhost:${test.sandbox.port}`,
      forcePathStyle: false,
      requestHandler: { httpAgent: new Agent({ lookup: toLoopback }) },
    });
    await client.send(new PutObjectCommand({ Bucket: 'home-bucket', Key: 'a b/ü', Body: 'virtual' }));
    expect((await sendSigned(test.sandbox, { target: '/home-bucket/a%20b/%C3%BC' })).text).toBe('virtual');
  });

  it.each(['localhost', 's3.localhost', 's3.eu-central-1.localhost', 'unknown.example'])(
    'is not in %s',
    async (name) => {
      const region = name.includes('eu-') ? 'eu-central-1' : 'us-east-1';
      const response = await sendSigned(
        test.sandbox,
        { target: '/', host: `${name}:${test.sandbox.port}` },
        { region },
      );
      expect(response.text).toContain('<ListAllMyBucketsResult');
    },
  );
});

/** Browsers and curl resolve every name below localhost; Debian's resolver does not. */
const toLoopback: LookupFunction = (_name, options, callback) => {
  if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};
