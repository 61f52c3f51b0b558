import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../sandbox/index.ts';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestOptions, TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'faulty-bucket';
const CONTENT = Buffer.alloc(100_000, 'content');

let test: TestSandbox;

afterEach(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

const start = async (faults: FaultRule[] = [], options: TestOptions = {}) => {
  test = await startTestSandbox({ buckets: [Bucket, 'other-bucket'], faults, ...options });
};
const get = (target = `/${Bucket}/k`) => sendSigned(test.sandbox, { target });
const put = (target = `/${Bucket}/k`) =>
  sendSigned(test.sandbox, { method: 'PUT', target, body: CONTENT.toString() });
/** What became of a request: its status, or how its connection ended. */
const outcome = (request: Promise<{ status: number }>) =>
  request.then(
    ({ status }) => status,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
const keys = async () =>
  (await test.client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];

describe('an answer', () => {
  it.each([
    ['slow_down', 503, 'SlowDown'],
    ['internal_error', 500, 'InternalError'],
    ['skewed_clock', 403, 'RequestTimeTooSkewed'],
    ['expired_token', 400, 'ExpiredToken'],
    ['error_in_200', 200, 'InternalError'],
  ] as const)('can be %s, and nothing is done', async (fault, status, code) => {
    await start([{ fault, api: 'PutObject' }]);
    const response = await put();
    expect([response.status, response.field('Code')]).toEqual([status, code]);
    expect(await keys()).toEqual([]);
  });

  it('can be late', async () => {
    await start([{ fault: 'delay', delay_ms: 20, count: 1 }]);
    expect((await put()).status).toBe(200);
    expect(test.sandbox.listFaults()).toMatchObject([{ matched: 1, injected: 1 }]);
  });

  it('can be late for ever, and end with the sandbox', async () => {
    await start([{ fault: 'delay', delay_ms: 600_000 }]);
    const waiting = outcome(get());
    await expect.poll(() => test.sandbox.listFaults()[0]?.injected).toBe(1);
    await test.sandbox.close();
    expect(await waiting).toBe('ECONNRESET');
  });

  it('can tell wrong checksums, which the SDK notices', async () => {
    await start();
    await test.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const { headers } = await get();
    test.sandbox.addFault({ fault: 'wrong_checksum' });
    expect((await get()).headers.etag).not.toBe(headers.etag);
    const { Body } = await test.client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    await expect(Body?.transformToString()).rejects.toThrow(/checksum/i);
  });

  it('can be corrupt', async () => {
    await start();
    await put();
    test.sandbox.addFault({ fault: 'corrupt', api: 'GetObject' });
    const { body } = await get();
    expect(body.length).toBe(CONTENT.length);
    expect(body.equals(CONTENT)).toBe(false);
    expect(body.subarray(1).equals(CONTENT.subarray(1))).toBe(true);
  });

  it.each(['truncate', 'reset_body'] as const)('can break off in its body: %s', async (fault) => {
    await start();
    await put();
    test.sandbox.addFault({ fault });
    expect(await outcome(get())).toBe('ECONNRESET');
    expect(await outcome(get(`/${Bucket}?list-type=2`))).toBe('ECONNRESET');
    const whole = test.client
      .send(new GetObjectCommand({ Bucket, Key: 'k' }))
      .then(({ Body }) => Body?.transformToByteArray());
    await expect(whole).rejects.toThrow();
  });
});

describe('a connection', () => {
  it('can be reset before anything is done', async () => {
    await start([{ fault: 'reset_before', api: 'PutObject' }]);
    expect(await outcome(put())).toBe('ECONNRESET');
    expect(await keys()).toEqual([]);
  });

  it('can be reset in the middle of an upload, of which nothing stays', async () => {
    await start([{ fault: 'reset_upload', api: 'PutObject' }], { store: 'directory' });
    expect(['ECONNRESET', 'EPIPE']).toContain(await outcome(put()));
    expect(await keys()).toEqual([]);
  });

  it('can be reset when everything is done', async () => {
    await start([{ fault: 'lose_answer', count: 1 }]);
    expect(await outcome(put())).toBe('ECONNRESET');
    expect(await keys()).toEqual(['k']);
  });
});

describe('a rule', () => {
  it('is for some requests: by API, bucket and key', async () => {
    await start();
    const statuses = async (rule: Omit<FaultRule, 'fault'>) => {
      test.sandbox.clearFaults();
      test.sandbox.addFault({ fault: 'slow_down', ...rule });
      const targets = [`/${Bucket}/a/1`, `/${Bucket}/b`, '/other-bucket/a/1'];
      const answers = [];
      for (const target of targets) answers.push((await put(target)).status, (await get(target)).status);
      return answers;
    };
    expect(await statuses({ api: 'GetObject' })).toEqual([200, 503, 200, 503, 200, 503]);
    expect(await statuses({ api: ['GetObject', 'PutObject'], bucket: 'other-bucket' })).toEqual([
      200, 200, 200, 200, 503, 503,
    ]);
    expect(await statuses({ key: 'a/*', bucket: Bucket })).toEqual([503, 503, 200, 200, 200, 200]);
    expect(await statuses({ key: 'b' })).toEqual([200, 200, 503, 503, 200, 200]);
  });

  it('lets some through first, and ends after some', async () => {
    await start([{ fault: 'slow_down', after: 1, count: 2 }]);
    const statuses = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await get('/')).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
    expect(test.sandbox.listFaults()).toMatchObject([{ id: 'fault-1', matched: 5, injected: 2 }]);
    expect([test.sandbox.removeFault('fault-1'), test.sandbox.removeFault('fault-1')]).toEqual([true, false]);
  });

  it('takes a share of them, the same one for the same seed', async () => {
    const chosen = async (seed: number) => {
      await start([{ fault: 'slow_down', share: 0.3 }], { seed });
      const statuses = [];
      for (let index = 0; index < 60; index += 1) statuses.push((await get('/')).status === 503);
      await test.close();
      return statuses;
    };
    const [first, again, other] = [await chosen(7), await chosen(7), await chosen(8)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(first.filter(Boolean).length).toBeGreaterThan(8);
    expect(first.filter(Boolean).length).toBeLessThan(30);
  });

  it.each([
    [{ fault: 'explode' as never }, 'fault'],
    [{ fault: 'delay', delay_ms: -1 }, 'delay_ms'],
    [{ fault: 'slow_down', share: 2 }, 'share'],
    [{ fault: 'slow_down', count: 0 }, 'count'],
  ] as [FaultRule, string][])('%j cannot be', async (rule, member) => {
    await start();
    expect(() => test.sandbox.addFault(rule)).toThrow(member);
  });
});

describe('a client that tries again', () => {
  it('gets over faults that end', async () => {
    await start([
      { fault: 'slow_down', count: 1 },
      { fault: 'reset_before', count: 1 },
      { fault: 'internal_error', count: 1 },
    ]);
    const client = test.createClient({ maxAttempts: 5 });
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    expect(test.sandbox.listFaults().map(({ injected }) => injected)).toEqual([1, 1, 1]);
    test.sandbox.addFault({ fault: 'error_in_200', count: 1 });
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/k` }));
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).ContentLength).toBe(1);
  });
});

describe('a clock that is off', () => {
  it('refuses signatures, until clients have seen it', async () => {
    await start();
    test.sandbox.skewClock(3600);
    expect((await get('/')).field('Code')).toBe('RequestTimeTooSkewed');
    const client = test.createClient({ maxAttempts: 2 });
    await client.send(new ListBucketsCommand({}));
    test.sandbox.skewClock(0);
    expect((await get('/')).status).toBe(200);
  });
});
