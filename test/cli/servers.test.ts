import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { errorIn, PROGRAM, s3c, start, type Ended } from './support.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts a server and waits for its first line. */
async function serve(
  ...words: string[]
): Promise<{ line: string; stop(signal?: NodeJS.Signals): Promise<Ended> }> {
  const { child, end } = start(words);
  started.push(child);
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  const [line] = (await Promise.race([once(lines, 'line'), end.then((ended) => Promise.reject(ended))])) as [
    string,
  ];
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    return end;
  };
  return { line, stop };
}

const bucketsOf = async (line: string) => {
  const { endpoint, region, access_key, secret_key } = JSON.parse(line);
  const connection = JSON.stringify({ endpoint, region, access_key, secret_key });
  const { stdout } = await s3c(['run', 'list_buckets', '--connection', '-'], { stdin: connection });
  return (JSON.parse(stdout).buckets as { name: string }[]).map(({ name }) => name);
};

describe('sandbox', () => {
  test('--json: the first line is the connection, and there is nothing in it', async () => {
    const { line, stop } = await serve('sandbox', '--port', '0', '--json');
    expect(JSON.parse(line)).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      region: 'us-east-1',
      access_key: expect.any(String),
      secret_key: expect.any(String),
    });
    expect(await bucketsOf(line)).toEqual([]);
    expect(await stop()).toMatchObject({ code: 0, stderr: '' });
  });

  test('ends with the npx that started it, whose shell says nothing to its child', async () => {
    const command = `"${process.execPath}" "${PROGRAM}" sandbox --json; true`;
    const env = { PATH: process.env.PATH, npm_lifecycle_event: 'npx' };
    const shell = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(shell);
    await once(createInterface({ input: shell.stdout }), 'line');
    shell.kill('SIGTERM');
    // The program holds this pipe open until it ends.
    await once(shell.stdout, 'close');
    expect(shell.signalCode).toBe('SIGTERM');
  });

  test('--control: where its clock and its faults are controlled, and the token for it', async () => {
    const { line, stop } = await serve('sandbox', '--json', '--control');
    const { control } = JSON.parse(line) as { control: { endpoint: string; token: string } };
    const headers = { authorization: `Bearer ${control.token}` };
    const response = await fetch(`${control.endpoint}/faults`, { headers });
    expect([response.status, await response.json()]).toEqual([200, []]);
    await stop();
  });

  test('its first line is a connection as it stands', async () => {
    const { line, stop } = await serve('sandbox', '--json', '--bucket', 'one');
    expect((await s3c(['run', 'list_buckets'], { env: { S3C_CONNECTION: line } })).code).toBe(0);
    await stop();
  });

  test('--bucket, several times, and --region', async () => {
    const { line, stop } = await serve(
      'sandbox',
      '--json',
      '--bucket',
      'one',
      '--bucket',
      'two',
      '--region',
      'eu-west-1',
    );
    expect(JSON.parse(line).region).toBe('eu-west-1');
    expect(await bucketsOf(line)).toEqual(['one', 'two']);
    expect((await stop('SIGINT')).code).toBe(0);
  });

  test('--directory keeps what it holds', async () => {
    const directory = await mkdtemp(join(tmpdir(), 's3c-sandbox-'));
    const first = await serve('sandbox', '--json', '--directory', directory, '--bucket', 'kept');
    await first.stop();
    const second = await serve('sandbox', '--json', '--directory', directory);
    expect(await bucketsOf(second.line)).toEqual(['kept']);
    await second.stop();
    await rm(directory, { recursive: true });
  });

  test('--tls: https, with the certificate to trust', async () => {
    const { line, stop } = await serve('sandbox', '--json', '--tls');
    const { endpoint, certificate } = JSON.parse(line);
    expect(endpoint).toMatch(/^https:/);
    const sent = request(endpoint, { ca: certificate, agent: false }).end();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(403);
    response.resume();
    await stop();
  });

  test('without --json it tells how to use it', async () => {
    const { line, stop } = await serve('sandbox');
    expect(line).toMatch(/^The sandbox listens at http:\/\/127\.0\.0\.1:\d+/);
    await stop();
  });

  test('a port that is taken is an error in words', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const ended = await s3c(['sandbox', '--json', '--port', String(port)]);
    taken.close();
    expect(ended.code).toBe(2);
    expect(errorIn(ended).message).toContain('the port is in use');
  });
});

test('playground: prints its address, serves, and ends with SIGTERM', async () => {
  const { line, stop } = await serve('playground', '--json');
  const { url } = JSON.parse(line);
  const response = await fetch(url);
  expect(response.status).toBe(200);
  await response.text();
  expect(await stop()).toMatchObject({ code: 0 });
});
