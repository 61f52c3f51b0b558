import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawGet, serveHost, TOKEN, type Served } from './support.ts';

let served: Served;
beforeAll(async () => {
  served = await serveHost();
});
afterAll(() => served.close());

const authorization = `Bearer ${TOKEN}`;

describe('the token', () => {
  const routes = [
    ['GET', '/api/manifest'],
    ['GET', '/api/auth'],
    ['POST', '/api/auth/lookup'],
    ['GET', '/api/operations'],
    ['GET', '/api/operations/put_object_text'],
    ['POST', '/api/operations/put_object_text/run'],
    ['POST', '/api/operations/put_object_text/lookup'],
    ['GET', '/api/connections'],
    ['POST', '/api/connections'],
    ['DELETE', '/api/connections/sandbox'],
    ['POST', '/api/files'],
    ['GET', '/api/nothing'],
  ];
  it.each(routes)('is wanted by %s %s', async (method, path) => {
    const answer = await fetch(new URL(path as string, served.address), { method });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.json()).toMatchObject({ error: { code: 'token_missing', category: 'auth' } });
  });

  it.each(['Bearer wrong', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`])('is not "%s"', async (wrong) => {
    const answer = await served.call('/api/operations', { headers: { Authorization: wrong } });
    expect(answer.status).toBe(401);
    expect(answer.json.error.code).toBe('token_wrong');
  });

  it.each([TOKEN, `Basic ${TOKEN}`, 'Bearer'])('is not taken from "%s"', async (wrong) => {
    const answer = await served.call('/api/operations', { headers: { Authorization: wrong } });
    expect(answer.json.error.code).toBe('token_missing');
  });

  it('is not taken from the query', async () => {
    const answer = await fetch(`${served.address}/api/operations?token=${TOKEN}&access_token=${TOKEN}`);
    expect(answer.status).toBe(401);
  });

  it('lets pass', async () => {
    expect((await served.call('/api/operations')).status).toBe(200);
  });
});

it.each([
  ['POST', '/api/manifest', 'GET'],
  ['DELETE', '/api/operations/put_object_text', 'GET'],
  ['GET', '/api/operations/put_object_text/run', 'POST'],
  ['GET', '/api/operations/put_object_text/lookup', 'POST'],
  ['PUT', '/api/connections', 'GET, POST'],
  ['GET', '/api/connections/sandbox', 'DELETE'],
  ['OPTIONS', '/api/auth/lookup', 'POST'],
  ['GET', '/api/files', 'POST'],
  ['DELETE', '/files/a/b', 'GET'],
])('says which methods a route has: %s %s', async (method, path, allowed) => {
  const answer = await served.call(path, { method });
  expect([answer.status, answer.json.error.code]).toEqual([405, 'method_refused']);
  expect(answer.headers.get('allow')).toBe(allowed);
});

describe('the Host header', () => {
  const port = () => new URL(served.address).port;
  it.each(['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])('may be %s with the port', async (name) => {
    const answer = await rawGet(`${served.address}/api/operations`, {
      Host: `${name}:${port()}`,
      authorization,
    });
    expect(answer.status).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1', 'localhost:1', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'may not be %s',
    async (host) => {
      for (const path of ['/api/operations', '/files/a/b', '/']) {
        const answer = await rawGet(`${served.address}${path}`, { Host: host, authorization });
        expect(answer.status).toBe(421);
        expect(JSON.parse(answer.text).error.code).toBe('host_refused');
      }
    },
  );
});

describe('the Origin header', () => {
  it('may be the page of this server', async () => {
    const answer = await served.call('/api/operations', { headers: { Origin: served.address } });
    expect(answer.status).toBe(200);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'nonsense',
    'https://self',
  ])('may not be %s', async (page) => {
    const origin = page.replace('//self', `//${new URL(served.address).host}`);
    const answer = await served.call('/api/operations', { headers: { Origin: origin } });
    expect(answer.status).toBe(403);
    expect(answer.json.error.code).toBe('origin_refused');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

it('answers with headers that keep script out', async () => {
  const { headers } = await served.call('/api/operations');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('set-cookie')).toBeNull();
});
