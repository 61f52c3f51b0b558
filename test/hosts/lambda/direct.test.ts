import type { Handler } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLambdaHandler } from '../../../hosts/lambda/index.ts';
import { BUCKET, failureOf, openBench, STAGING, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
afterEach(() => {
  bench.sandbox.clearFaults();
  vi.unstubAllEnvs();
});

const at = { bucket_name: BUCKET, object_path: 'notes/hello.txt' };
const read = { operation: 'head_object', input: at };
const write = { operation: 'put_object_text', input: { ...at, text: 'new' } };

test("is a handler to AWS's own types", () => {
  const handler: Handler = createLambdaHandler();
  expect(handler).toBeTypeOf('function');
});

describe('an event', () => {
  test('is answered with the output', async () => {
    expect(await bench.handler()(read)).toMatchObject({ size: expect.any(Number), etag: expect.any(String) });
  });

  test.each([
    ['nothing', undefined, 'event_malformed'],
    ['a text', 'head_object', 'event_malformed'],
    ['a list', [read], 'event_malformed'],
    ['no operation', { input: at }, 'event_malformed'],
    ['an operation that is not a name', { operation: {} }, 'event_malformed'],
    ['a member that means nothing', { ...read, secret_key: 'abc' }, 'event_malformed'],
    ['records of another source', { Records: [{ eventSource: 'aws:s3' }] }, 'event_malformed'],
    ['an unknown operation', { operation: 'head_objects', input: at }, 'operation_unknown'],
    ['a name that every object has', { operation: 'constructor', input: at }, 'operation_unknown'],
    ['an input that the schema refuses', { operation: 'head_object', input: {} }, 'input_invalid'],
    ['no input', { operation: 'head_object' }, 'input_invalid'],
    ['an unknown connection', { ...read, connection: 'defaults' }, 'connection_unknown'],
    [
      'an object that is not there',
      { operation: 'get_object', input: { ...at, object_path: 'no' } },
      'no_such_key',
    ],
  ])('with %s fails', async (_, event, code) => {
    const error = await failureOf(bench.handler()(event));
    expect(error.name).toBe(code);
    expect(error.document).toMatchObject({ code, category: expect.any(String), fix: expect.any(String) });
    // Lambda answers the stack, too: no file of ours is in it.
    expect(error.stack).toBe(`${code}: ${error.document.message}`);
  });

  test('after the first finds the settings read and the clients made', async () => {
    let times = 0;
    const connections = {
      get default() {
        times += 1;
        return bench.connection;
      },
    };
    const handler = bench.handler({ connections });
    expect(times).toBe(0);
    await handler(read);
    await handler(read);
    expect(times).toBe(1);
  });

  test('names a connection of the settings, and carries none', async () => {
    const small = { ...bench.connection, allowed_buckets: ['demo-empty'] };
    const handler = bench.handler({ connections: { default: bench.connection, small } });
    expect((await failureOf(handler({ ...read, connection: 'small' }))).name).toMatch(/^outside_connection/);
    const carried = await failureOf(handler({ ...read, connection: bench.connection }));
    expect(carried.name).toBe('connection_in_event');
    expect(carried.message).not.toContain(bench.connection.secret_key);
  });

  test('is logged by its operation and its end, with the id of the request', async () => {
    const handler = bench.handler();
    bench.lines.length = 0;
    await handler(read, { awsRequestId: 'one' });
    await failureOf(handler({ ...read, input: {} }, { awsRequestId: 'two' }));
    expect(bench.lines).toMatchObject([
      { level: 'INFO', message: 'head_object done', requestId: 'one', operation: 'head_object' },
      { level: 'ERROR', message: 'head_object failed', requestId: 'two', error: { code: 'input_invalid' } },
    ]);
  });
});

describe('the time that is left', () => {
  test('is not asked for of a context that does not know', async () => {
    for (const context of [undefined, {}, { getRemainingTimeInMillis: () => Number.NaN }]) {
      expect(await bench.handler()(read, context)).toMatchObject({ size: expect.any(Number) });
    }
  });

  test('ends the run before it is over', async () => {
    bench.sandbox.addFault({ fault: 'delay', delay_ms: 60_000 });
    const context = { getRemainingTimeInMillis: () => 1200 };
    const error = await failureOf(bench.handler()(read, context));
    expect(error.document).toMatchObject({ code: 'deadline_exceeded', retryable: true });
  });

  test('is not begun when it is within the margin', async () => {
    const before = bench.requests.length;
    const context = { getRemainingTimeInMillis: () => 4999 };
    const error = await failureOf(bench.handler({ marginMilliseconds: 5000 })(read, context));
    expect(error.name).toBe('deadline_exceeded');
    expect(bench.requests.length).toBe(before);
  });
});

describe('what limits the function', () => {
  test('read only: what changes data is refused', async () => {
    const handler = bench.handler({ readOnly: true });
    expect(await handler(read)).toMatchObject({ etag: expect.any(String) });
    expect((await failureOf(handler(write))).name).toBe('read_only');
  });

  test('buckets and prefixes', async () => {
    const handler = bench.handler({ buckets: [BUCKET], prefixes: ['notes/'] });
    expect(await handler(read)).toMatchObject({ etag: expect.any(String) });
    for (const other of [{ bucket_name: 'demo-empty' }, { object_path: 'other/key' }]) {
      const error = await failureOf(handler({ ...write, input: { ...write.input, ...other } }));
      expect(error.name).toMatch(/^outside_connection/);
    }
  });

  test('never widen a connection', async () => {
    const connections = { default: { ...bench.connection, allowed_buckets: ['demo-empty'] } };
    const error = await failureOf(bench.handler({ connections, buckets: [BUCKET] })(read));
    expect(error.name).toBe('limits_exceeded');
  });
});

describe('the environment', () => {
  const fromEnvironment = () => bench.handler({ connections: undefined });

  test('gives the connections, and the limits', async () => {
    vi.stubEnv(
      'S3C_CONNECTIONS',
      JSON.stringify({ default: bench.connection, other: { type: 'anonymous' } }),
    );
    vi.stubEnv('S3C_READ_ONLY', 'true');
    vi.stubEnv('S3C_PREFIXES', '["notes/"]');
    const handler = fromEnvironment();
    expect(await handler(read)).toMatchObject({ etag: expect.any(String) });
    expect((await failureOf(handler(write))).name).toBe('read_only');
    const beyond = await failureOf(handler({ ...read, input: { ...at, object_path: 'x' } }));
    expect(beyond.name).toMatch(/^outside_connection/);
    expect((await failureOf(handler({ ...read, connection: 'other' }))).name).toBe('region_required');
  });

  test("is where the role's credentials and region come from", async () => {
    const { access_key = '', secret_key = '', endpoint } = bench.connection;
    vi.stubEnv('AWS_ACCESS_KEY_ID', access_key);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret_key);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const handler = bench.handler({ connections: { default: { type: 'ambient', endpoint } } });
    expect(await handler(read)).toMatchObject({ etag: expect.any(String) });
  });

  test.each([
    ['S3C_CONNECTIONS', '{"default": {"secret_key": "very/secret", oops'],
    ['S3C_CONNECTIONS', '["very/secret"]'],
    ['S3C_READ_ONLY', 'yes'],
    ['S3C_BUCKETS', 'media'],
    ['S3C_PREFIXES', '[1]'],
  ])('with a wrong %s (%s) fails every run, and says which variable', async (variable, value) => {
    vi.stubEnv(variable, value);
    const { name, message } = await failureOf(fromEnvironment()(read));
    expect(name).toBe('variable_invalid');
    expect(message).toContain(variable);
    expect(message).not.toContain('very/secret');
  });
});

describe('a file', () => {
  test('goes to the staging bucket', async () => {
    const handler = bench.handler({ staging: { bucket: STAGING, prefix: 'out/' } });
    const { file } = (await handler({ operation: 'get_object', input: at })) as { file: { url: string } };
    expect(new URL(file.url).pathname).toMatch(new RegExp(`^/${STAGING}/out/`));
    expect((await fetch(file.url)).status).toBe(200);
  });

  test('has nowhere to go without one, and other outputs need none', async () => {
    const handler = bench.handler();
    const error = await failureOf(handler({ operation: 'get_object', input: at }));
    expect(error.name).toBe('staging_bucket_missing');
    expect(await handler({ operation: 'get_object', input: { ...at, output: 'text' } })).toHaveProperty(
      'content',
    );
  });

  test('comes from the connection, and from no address of this machine', async () => {
    const handler = bench.handler();
    const { file } = (await handler({ operation: 'get_object_signed_url', input: at })) as { file: object };
    const input = { ...at, object_path: 'notes/copy.txt', file };
    expect(await handler({ operation: 'put_object_file', input })).toMatchObject({
      etag: expect.any(String),
    });
    // Where Lambda's Runtime API and the credentials of containers are.
    for (const url of ['http://127.0.0.1:9001/2018-06-01/', 'http://169.254.170.2/v2/credentials']) {
      const error = await failureOf(
        handler({ operation: 'put_object_file', input: { ...input, file: { ...file, url } } }),
      );
      expect(error.name).toMatch(/^file_/);
    }
  });
});
