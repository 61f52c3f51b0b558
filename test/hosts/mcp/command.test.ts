import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorIn, s3c, start } from '../../cli/support.ts';
import { CLIENTS } from './clients.ts';
import { openBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(() => bench.close());

describe('s3c mcp', () => {
  test('takes its connection from the environment only', async () => {
    const ended = await s3c(['mcp', '--json']);
    expect(ended.code).toBe(3);
    expect(errorIn(ended)).toMatchObject({ code: 'connection_variable_missing' });
    const option = await s3c(['mcp', '--connection', '@x']);
    expect(option.stderr).toContain("Unknown option '--connection'");
  });

  test.each([
    ['a connection that is not usable', {}, { access_key: 'changeme' }, 'connection_invalid', 3],
    ['a bucket beyond the connection', { bucket: 'x' }, { allowed_buckets: ['y'] }, 'limits_exceeded', 3],
  ])('refuses to start with %s', async (_, options, changes, code, exitCode) => {
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const env = { S3C_CONNECTION: JSON.stringify({ ...bench.connection, ...changes }) };
    const ended = await s3c(['mcp', '--json', ...words], { env });
    expect([ended.code, errorIn(ended).code]).toEqual([exitCode, code]);
    expect(ended.stdout + ended.stderr).not.toContain(bench.connection.secret_key);
  });

  test('ends, printing nothing, when its client closes standard input', async () => {
    const env = { S3C_CONNECTION: JSON.stringify(bench.connection) };
    expect(await s3c(['mcp'], { env })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each<[string, { S3C_MCP_TOKEN?: string }]>([
    ['made', {}],
    ['given', { S3C_MCP_TOKEN: 'token-of-the-environment' }],
  ])('--http serves with a token that is %s, until SIGTERM', async (kind, variables) => {
    const env = {
      S3C_CONNECTION: JSON.stringify(bench.connection),
      ...(variables as Record<string, string>),
    };
    const { child, end } = start(['mcp', '--http', '--json'], { env });
    const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      end.then((ended) => Promise.reject(ended)),
    ])) as [string];
    const { url, token = variables.S3C_MCP_TOKEN } = JSON.parse(line) as { url: string; token?: string };
    expect(line.includes('token')).toBe(kind === 'made');
    const [, connect] = CLIENTS[0] as (typeof CLIENTS)[number];
    const mcp = await connect({ url, token: token ?? '' });
    expect((await mcp.call('head_bucket', { bucket_name: 'media' })).structuredContent).toMatchObject({
      exists: true,
    });
    await mcp.close();
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0, stderr: '' });
  });
});
