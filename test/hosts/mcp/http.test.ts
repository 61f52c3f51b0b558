import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMcpHost, type McpHost } from '../../../hosts/mcp/index.ts';
import { createSessions } from '../../../hosts/mcp/http/sessions.ts';
import { rawGet } from '../http/support.ts';
import { openBench, TOKEN, type Bench } from './support.ts';

let bench: Bench;
let url: string;
beforeAll(async () => {
  bench = await openBench();
  ({ url } = await bench.serve());
});
afterAll(() => bench.close());

const headers = {
  Authorization: `Bearer ${TOKEN}`,
  'Content-Type': 'application/json',
  Accept: 'application/json, text/event-stream',
};
const message = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const INITIALIZE = message('initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1.0.0' },
});

const post = async (body: string, changes: Record<string, string | undefined> = {}, address = url) => {
  const given = Object.entries({ ...headers, ...changes }).filter(([, value]) => value !== undefined);
  const response = await fetch(address, {
    method: 'POST',
    headers: Object.fromEntries(given) as Record<string, string>,
    body,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('it listens on this machine only', () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
});

describe('requests that do not reach the server', () => {
  test.each([
    ['without a token', { Authorization: undefined }, 401, 'carries no token'],
    ['with another token', { Authorization: 'Bearer wrong' }, 401, 'not the one of this server'],
    ['with the token as a password', { Authorization: `Basic ${TOKEN}` }, 401, 'carries no token'],
    ['of a page of another origin', { Origin: 'https://evil.example' }, 403, 'another origin'],
    ['of a page of another port', { Origin: 'http://127.0.0.1:1' }, 403, 'another origin'],
    ['of a page without an origin', { Origin: 'null' }, 403, 'another origin'],
  ])('%s', async (_, changes, status, words) => {
    const answer = await post(INITIALIZE, changes);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ jsonrpc: '2.0', id: null });
    expect(answer.text).toContain(words);
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
  });

  test('to another host, as after a DNS rebinding', async () => {
    const answer = await rawGet(url, { Host: 'evil.example', Authorization: headers.Authorization });
    expect(answer.status).toBe(421);
  });

  test('to another path', async () => {
    expect((await post(INITIALIZE, {}, new URL('/other', url).href)).status).toBe(404);
  });
});

describe('requests that are malformed', () => {
  test.each<[string, string, Record<string, string>, number]>([
    ['no JSON', 'not JSON {', {}, 400],
    ['nothing', '', {}, 400],
    ['no message', '{"a": 1}', {}, 400],
    ['another type', INITIALIZE, { 'Content-Type': 'text/plain' }, 415],
    ['no session', message('tools/list'), {}, 400],
    ['an unknown session', message('tools/list'), { 'mcp-session-id': 'x' }, 404],
    ['too much', `"${'x'.repeat(5 * 2 ** 20)}"`, {}, 413],
  ])('%s', async (_, body, changes, status) => {
    expect((await post(body, changes)).status).toBe(status);
  });

  test('and it goes on', async () => {
    const answer = await post(INITIALIZE);
    expect([answer.status, answer.headers.has('mcp-session-id')]).toEqual([200, true]);
  });
});

describe('sessions of clients before 2026-07-28', () => {
  let host: McpHost;
  beforeAll(() => (host = createMcpHost({ connection: bench.connection })));
  afterAll(() => host.close());
  const request = (body: string, id?: string) =>
    new Request('http://127.0.0.1/mcp', {
      method: 'POST',
      headers: { ...headers, ...(id && { 'mcp-session-id': id }) },
      body,
    });

  test('the one that was silent longest gives way', async () => {
    const sessions = createSessions(host.createServer, 2);
    const begin = async () => {
      const response = await sessions.fetch(request(INITIALIZE));
      await response.text();
      return response.headers.get('mcp-session-id') ?? '';
    };
    const list = async (id: string) => {
      const response = await sessions.fetch(request(message('tools/list'), id));
      await response.text();
      return response.status;
    };
    const [first, second] = [await begin(), await begin()];
    expect(await list(first)).toBe(200);
    const third = await begin();
    expect([await list(first), await list(second), await list(third)]).toEqual([200, 404, 200]);
    await sessions.close();
  });

  test('one that its client ends is forgotten', async () => {
    const sessions = createSessions(host.createServer);
    const response = await sessions.fetch(request(INITIALIZE));
    await response.text();
    const id = response.headers.get('mcp-session-id') ?? '';
    const end = new Request('http://127.0.0.1/mcp', { method: 'DELETE', headers: { 'mcp-session-id': id } });
    expect((await sessions.fetch(end)).status).toBe(200);
    expect((await sessions.fetch(request(message('tools/list'), id))).status).toBe(404);
    await sessions.close();
  });
});
