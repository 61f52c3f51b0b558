import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { startFaultProxy, type FaultProxy } from '../faults/proxy.ts';
import { createClient, type Client } from '../hosts/http/support.ts';
import { errorIn, openBench, s3c, start, type Bench, type Ended } from './support.ts';

const TOKEN = 'token-of-the-environment-0123';
const CUSTOMER_KEY = Buffer.alloc(32, 9).toString('base64');

let bench: Bench;
let proxy: FaultProxy;
beforeAll(async () => {
  bench = await openBench();
  proxy = await startFaultProxy(bench.connection.endpoint);
});
afterAll(async () => {
  await proxy.close();
  await bench.close();
});

interface Server extends Client {
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  /** After a signal, without another. */
  end: Promise<Ended>;
  signal(name: NodeJS.Signals): void;
}

const children: ReturnType<typeof start>['child'][] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts the real program, its connections given by a file that has no secret in it. */
async function serve(...words: string[]): Promise<Server> {
  const { region, access_key, secret_key } = bench.connection;
  const connection = {
    access_key: { $env: 'KEY' },
    secret_key: { $env: 'SECRET' },
    region,
    endpoint: proxy.endpoint,
  };
  const config = { connections: { media: { connection } }, tokens: [{ $env: 'TOKEN_2' }] };
  await writeFile(bench.path('serve.json'), JSON.stringify(config));
  const env = { KEY: access_key, SECRET: secret_key, TOKEN_2: `${TOKEN}-2`, S3C_SERVE_TOKEN: TOKEN };
  const given = ['serve', '--json', '--port', '0', '--config', bench.path('serve.json'), ...words];
  const { child, end } = start(given, { env });
  children.push(child);
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const [line] = (await Promise.race([once(lines, 'line'), end.then((ended) => Promise.reject(ended))])) as [
    string,
  ];
  const { url } = JSON.parse(line) as { url: string };
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  const stop = (name: NodeJS.Signals = 'SIGTERM') => {
    signal(name);
    return end;
  };
  return { ...createClient(url, TOKEN), stop, end, signal };
}

const PUT = { bucket_name: 'media', object_path: 'a.txt', text: 'hello' };
const recordsIn = ({ stderr }: Ended) =>
  stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Keeps the next request to S3 waiting, for the test to answer. */
function hold(): Promise<ServerResponse> {
  return new Promise((resolve) => {
    proxy.inject(() => {
      proxy.inject(() => undefined);
      return resolve;
    });
  });
}

describe('s3c serve', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'runs operations, tells of each request, ends with 0 at %s',
    async (name) => {
      const server = await serve();
      expect((await server.run('put_object_text', PUT, 'media')).json.output.size).toBe(5);
      expect((await server.call('/health')).status).toBe(200);
      const ended = await server.stop(name);
      expect(ended.code).toBe(0);
      expect(recordsIn(ended)).toEqual([
        expect.objectContaining({
          time: expect.stringMatching(/^\d{4}-.*Z$/),
          route: '/api/operations/:name/run',
          operation: 'put_object_text',
          status: 200,
          code: 'ok',
        }),
        expect.objectContaining({ route: '/health' }),
      ]);
    },
  );

  test('a signal lets a run end that is under way, and takes nothing new', async () => {
    const server = await serve();
    const held = hold();
    const run = server.run('head_bucket', { bucket_name: 'media' }, 'media');
    const response = await held;
    server.signal('SIGTERM');
    await expect.poll(async () => (await server.call('/health')).json).toEqual({ live: true, ready: false });
    expect((await server.run('put_object_text', PUT, 'media')).json.error.code).toBe('server_stopping');
    response.writeHead(200, { 'x-amz-bucket-region': 'us-east-1' }).end();
    expect((await run).json.output).toMatchObject({ exists: true });
    expect((await server.end).code).toBe(0);
  });

  test('a run that takes longer than the grace time is broken off, and its client told', async () => {
    const server = await serve('--grace', '0');
    const held = hold();
    const run = server.run('head_bucket', { bucket_name: 'media' }, 'media');
    const response = await held;
    const gone = once(response, 'close');
    const ended = await server.stop();
    expect((await run).json.error.code).toBe('run_interrupted');
    expect(ended.code).toBe(0);
    await gone;
    expect(recordsIn(ended)).toEqual([expect.objectContaining({ code: 'run_interrupted', status: 503 })]);
  });

  test('a second signal ends it at once', async () => {
    // What is ended at once cannot take its temporary directory away.
    const server = await serve('--files', bench.folder);
    const held = hold();
    const run = server.run('head_bucket', { bucket_name: 'media' }, 'media').catch(() => 'broken off');
    const response = await held;
    server.signal('SIGTERM');
    await expect.poll(async () => (await server.call('/health')).status).toBe(503);
    await server.stop('SIGTERM');
    expect(await run).toBe('broken off');
    response.destroy();
  });

  test('takes a connection from the environment as well, and needs no token for this machine', async () => {
    const { child, end } = start(['serve', '--json', '--port', '0'], {
      env: { S3C_CONNECTION: JSON.stringify(bench.connection) },
    });
    children.push(child);
    const [line] = await once(
      createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }),
      'line',
    );
    const { url } = JSON.parse(line as string) as { url: string };
    const answer = await fetch(`${url}/api/connections`);
    const { connections } = (await answer.json()) as { connections: { id: string }[] };
    expect(connections.map(({ id }) => id)).toEqual(['default']);
    child.kill('SIGTERM');
    expect((await end).code).toBe(0);
  });
});

describe('s3c serve does not start', () => {
  const connected = {
    S3C_CONNECTION:
      '{"access_key": "AKIAMEDIA00000000001", "secret_key": "q9Zw+Secret/Of/The/Connection/00001"}',
  };
  test.each<[string, string[], Record<string, string>, number, string]>([
    ['without a connection', [], {}, 3, 'connections_missing'],
    ['for others without a token', ['--host', '0.0.0.0'], connected, 3, 'token_required'],
    ['with a token that can be guessed', [], { ...connected, S3C_SERVE_TOKEN: 'letmein' }, 3, 'token_weak'],
    [
      'everywhere without a name',
      ['--host', '::'],
      { ...connected, S3C_SERVE_TOKEN: TOKEN },
      2,
      'address_required',
    ],
    ['with a token on the command line', ['--token', TOKEN], connected, 2, 'usage_invalid'],
    ['with a configuration that is missing', ['--config', '/nope.json'], connected, 2, 'argument_unusable'],
    [
      'with a broken connection',
      [],
      { S3C_CONNECTION: '{"access_key": "changeme"}' },
      3,
      'connection_invalid',
    ],
    [
      'on an interface that is not there',
      ['--host', '192.0.2.1'],
      { ...connected, S3C_SERVE_TOKEN: TOKEN },
      2,
      'server_not_started',
    ],
  ])('%s', async (_, words, env, code, error) => {
    const ended = await s3c(['serve', '--json', ...words], { env });
    expect([errorIn(ended).code, ended.code]).toEqual([error, code]);
    expect(ended.stdout + ended.stderr).not.toContain('q9Zw+Secret');
    if (!words.includes(TOKEN)) expect(ended.stdout + ended.stderr).not.toContain(TOKEN);
  });
});

test('no answer, log, metric or document holds a secret', async () => {
  const server = await serve('--allow-adding-connections');
  const added = {
    access_key: 'AKIAADDED00000000001',
    secret_key: 'q9Zw+Secret/Of/The/Added/Connection00001',
  };
  const { id } = (await server.post('/api/connections', { label: 'Added', connection: added })).json;
  await server.post('/api/connections', { connection: { ...added, regoin: added.secret_key } });
  await server.run('put_object_text', PUT, 'media');
  await server.run('put_object_text', { ...PUT, sse_customer_key: CUSTOMER_KEY }, 'media');
  await server.run('put_object_text', { ...PUT, sse_customer_key: `${CUSTOMER_KEY}x` }, 'media');
  await server.run('put_object_text', { ...PUT, bucket_name: 'nowhere' }, 'media');
  await server.run('put_object_text', { [added.secret_key]: 1 }, id);
  await server.post('/api/operations/put_object_text/run', `{"input": "${CUSTOMER_KEY}`);
  await server.call(`/api/${encodeURIComponent(added.secret_key)}?token=${TOKEN}`);
  await server.call('/api/operations', { headers: { Authorization: `Bearer ${TOKEN}-wrong` } });
  for (const path of ['/api/manifest', '/api/connections', '/openapi.json', '/metrics', '/health'])
    expect((await server.call(path)).status).toBe(200);
  const ended = await server.stop();
  const asked = encodeURIComponent(added.secret_key);
  // What was asked for is named in the answer to whoever asked, and nowhere else.
  const answers = server.answers.filter((answer) => !answer.includes('There is nothing at GET'));
  expect(server.answers.length - answers.length).toBe(1);
  const everything = [...answers, ended.stdout, ended.stderr].join('\n');
  for (const expected of ['no_such_bucket', 's3c_runs_total', 'openapi', 'token_wrong'])
    expect(everything).toContain(expected);
  for (const secret of [bench.connection.secret_key, added.secret_key, CUSTOMER_KEY, TOKEN, asked])
    expect(everything).not.toContain(secret);
});
