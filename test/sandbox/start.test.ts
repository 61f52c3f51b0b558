import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:https';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { sendSigned, signRequest } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestOptions, TestSandbox } from '../fixtures/sandbox.ts';

const running: TestSandbox[] = [];
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 's3-sandbox-test-'));
});

afterEach(async () => {
  for (const test of running.splice(0)) {
    expect(test.defects).toEqual([]);
    await test.close();
  }
  await rm(directory, { recursive: true });
});

const start = async (options: TestOptions = {}) => {
  const test = await startTestSandbox(options);
  running.push(test);
  return test;
};
const files = async () => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

describe('startSandbox', () => {
  it('begins empty, or with the buckets that were named', async () => {
    const names = async (test: TestSandbox) =>
      (await test.client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name) ?? [];
    expect(await names(await start())).toEqual([]);
    expect(await names(await start({ buckets: ['one-bucket', 'two-bucket'] }))).toEqual([
      'one-bucket',
      'two-bucket',
    ]);
  });

  it('takes keys, region and port, and makes up its own secret', async () => {
    const { sandbox } = await start({
      access_key: 'AKIAMYOWNKEY00000000',
      secret_key: 'mine',
      region: 'eu-north-1',
      buckets: ['north-bucket'],
    });
    expect(sandbox).toMatchObject({
      access_key: 'AKIAMYOWNKEY00000000',
      secret_key: 'mine',
      region: 'eu-north-1',
    });
    expect((await sendSigned(sandbox, { target: '/north-bucket' })).status).toBe(200);
    const secrets = [(await start()).sandbox.secret_key, (await start()).sandbox.secret_key];
    expect(secrets[0]).toHaveLength(40);
    expect(secrets[0]).not.toBe(secrets[1]);
  });

  it('refuses a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    server.close();
  });

  it('refuses a bucket name that S3 would refuse', async () => {
    await expect(startSandbox({ buckets: ['Not_A_Bucket'] })).rejects.toMatchObject({
      code: 'InvalidBucketName',
    });
  });

  it('goes by the clock it is given', async () => {
    const clock = () => new Date('2031-05-05T05:05:05Z');
    const { sandbox } = await start({ clock, buckets: ['future-bucket'] });
    expect((await sendSigned(sandbox, { target: '/' })).field('Code')).toBe('RequestTimeTooSkewed');
    expect((await sendSigned(sandbox, { target: '/' }, { date: clock() })).field('CreationDate')).toBe(
      '2031-05-05T05:05:05.000Z',
    );
  });

  it('speaks TLS with a certificate that covers virtual hosts', async () => {
    const { sandbox } = await start({ tls: true, buckets: ['tls-bucket'] });
    expect(sandbox.endpoint).toBe(`https://127.0.0.1:${sandbox.port}`);
    for (const servername of ['localhost', 'tls-bucket.s3.localhost']) {
      const status = await new Promise((resolve, reject) => {
        const agent = new Agent({ ca: sandbox.certificate, servername });
        const request = get(
          { host: '127.0.0.1', port: sandbox.port, agent, headers: { host: servername } },
          (response) => {
            response.resume();
            agent.destroy();
            resolve(response.statusCode);
          },
        );
        request.on('error', reject);
      });
      expect(status).toBe(403);
    }
  });
});

describe('a directory', () => {
  const Bucket = 'kept-bucket';
  const big = Buffer.alloc(5_000_000, 'big');

  it('is opened again with everything in it', async () => {
    const first = await start({ directory, buckets: [Bucket] });
    const Key = `../../${'ü'.repeat(500)}`;
    await first.client.send(
      new PutObjectCommand({ Bucket, Key, Body: big, Tagging: 'a=1', Metadata: { b: '2' } }),
    );
    const { UploadId } = await first.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
    await first.client.send(
      new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'part' }),
    );
    await first.close();
    running.pop();
    const { client } = await start({ directory });
    const object = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(object.Metadata).toEqual({ b: '2' });
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(big)).toBe(true);
    expect((await client.send(new ListPartsCommand({ Bucket, Key: 'parts', UploadId }))).Parts).toHaveLength(
      1,
    );
  });

  it('keeps no file that nothing needs', async () => {
    const { client, sandbox } = await start({ directory, buckets: [Bucket] });
    const empty = await files();
    for (const Body of ['one', 'two']) await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body }));
    expect(await files()).toHaveLength(empty.length + 2);
    const broken = await sendSigned(sandbox, {
      method: 'PUT',
      target: `/${Bucket}/k`,
      body: 'x',
      headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' },
    });
    expect(broken.field('Code')).toBe('BadDigest');
    expect(await files()).toHaveLength(empty.length + 2);
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect(await files()).toEqual(empty);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const { sandbox } = await start({ directory, buckets: [Bucket] });
    const empty = await files();
    const { headers = {} } = signRequest(
      sandbox,
      { method: 'PUT', target: `/${Bucket}/k` },
      { payload: 'UNSIGNED-PAYLOAD' },
    );
    const lines = Object.entries({ ...headers, 'content-length': '100' }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    await new Promise<void>((resolve) => {
      const socket = connect(sandbox.port, '127.0.0.1', () =>
        socket.end(`PUT /${Bucket}/k HTTP/1.1\r\n${lines.join('')}\r\nbroken`),
      );
      socket.resume().on('close', () => resolve());
    });
    expect((await sendSigned(sandbox, { target: `/${Bucket}/k` })).status).toBe(404);
    expect(await files()).toEqual(empty);
  });

  it('loses what a crash left half-written, and nothing else', async () => {
    const first = await start({ directory, buckets: [Bucket] });
    await first.client.send(new PutObjectCommand({ Bucket, Key: 'whole', Body: 'whole' }));
    await first.close();
    running.pop();
    const before = await files();
    await writeFile(join(directory, 'blobs', 'orphan'), 'content without a record');
    await writeFile(join(directory, 'records', Bucket, 'key', 'half.json.1234.tmp'), '{"path": {"buck');
    const { client } = await start({ directory });
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key)).toEqual(
      ['whole'],
    );
    expect((await files()).sort()).toEqual(before.sort());
  });
});

describe('memory', () => {
  it('puts large content in a temporary directory, and removes it at the end', async () => {
    vi.stubEnv('TMPDIR', directory);
    const test = await startTestSandbox({ buckets: ['large-bucket'] });
    await test.client.send(
      new PutObjectCommand({ Bucket: 'large-bucket', Key: 'k', Body: Buffer.alloc(9_000_000) }),
    );
    expect(await readdir(directory)).toEqual([expect.stringMatching(/^s3-sandbox-/)]);
    await test.close();
    expect(await readdir(directory)).toEqual([]);
    vi.unstubAllEnvs();
  });
});

describe('the demo', () => {
  it('has buckets, versions, tags and metadata to look at, also in another region', async () => {
    const { client, createClient } = await start({ demo: true });
    expect((await client.send(new ListBucketsCommand({}))).Buckets).toMatchObject([
      { Name: 'demo-documents', BucketRegion: 'us-east-1' },
      { Name: 'demo-empty', BucketRegion: 'us-east-1' },
      { Name: 'demo-eu', BucketRegion: 'eu-central-1' },
      { Name: 'demo-media', BucketRegion: 'us-east-1' },
    ]);
    const versions = await client.send(new ListObjectVersionsCommand({ Bucket: 'demo-documents' }));
    expect([versions.Versions?.length, versions.DeleteMarkers?.length]).toEqual([8, 1]);
    const folders = await client.send(new ListObjectsV2Command({ Bucket: 'demo-media', Delimiter: '/' }));
    expect(folders.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual([
      'archive/',
      'images/',
      'notes/',
      'user-17/',
    ]);
    const picture = await client.send(new GetObjectCommand({ Bucket: 'demo-media', Key: 'images/logo.png' }));
    expect(
      Buffer.from((await picture.Body?.transformToByteArray()) ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const tags = await client.send(
      new GetObjectTaggingCommand({ Bucket: 'demo-media', Key: 'images/logo.png' }),
    );
    expect(tags.TagSet).toHaveLength(2);
    const hello = await createClient({ region: 'eu-central-1' }).send(
      new GetObjectCommand({ Bucket: 'demo-eu', Key: 'hallo.txt' }),
    );
    expect(await hello.Body?.transformToString()).toContain('Frankfurt');
  });

  it('does not come back over what a directory already holds', async () => {
    const first = await start({ directory, demo: true });
    await first.client.send(new DeleteObjectCommand({ Bucket: 'demo-media', Key: 'images/logo.svg' }));
    await first.close();
    running.pop();
    const { client } = await start({ directory, demo: true });
    await expect(
      client.send(new GetObjectCommand({ Bucket: 'demo-media', Key: 'images/logo.svg' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
