import { afterEach, describe, expect, it } from 'vitest';
import { serve, type Serving } from './serving.ts';
import { TOKEN } from './support.ts';

let serving: Serving | undefined;
afterEach(async () => {
  await serving?.stop();
  serving = undefined;
});

const OTHER = 'another-token-0123456789';
const statusWith = async (headers: Record<string, string>) =>
  (await fetch(`${serving?.address}/api/operations`, { headers })).status;

describe('tokens', () => {
  it.each([
    ['as a bearer', 200, { Authorization: `Bearer ${TOKEN}` }],
    ['as a bearer, the other', 200, { Authorization: `Bearer ${OTHER}` }],
    ['as an API key', 200, { 'X-Api-Key': TOKEN }],
    ['as an API key, the other', 200, { 'x-api-key': OTHER }],
    ['which is wrong', 401, { 'X-Api-Key': `${TOKEN}x` }],
    ['which is empty', 401, { 'X-Api-Key': '' }],
    ['which is two', 401, { 'X-Api-Key': `${TOKEN}, ${OTHER}` }],
  ])('%s', async (_, status, headers) => {
    serving = await serve({ token: [TOKEN, OTHER] });
    expect(await statusWith(headers)).toBe(status);
  });

  it('let nobody in when the list of them is empty', async () => {
    serving = await serve({ token: [] });
    expect(await statusWith({})).toBe(401);
    expect((await fetch(`${serving.address}/metrics`)).status).toBe(401);
  });

  it('guard the document too', async () => {
    serving = await serve();
    expect((await fetch(`${serving.address}/openapi.json`)).status).toBe(401);
    expect((await serving.call('/openapi.json')).status).toBe(200);
  });
});

describe('without a token', () => {
  it('whoever is on this machine may use it, and no page from elsewhere', async () => {
    serving = await serve({ token: false });
    expect(await statusWith({})).toBe(200);
    expect(await statusWith({ Origin: 'https://evil.example' })).toBe(403);
  });

  it.each([
    ['all interfaces', { host: '0.0.0.0', address: 'http://127.0.0.1:1' }, 'token_required'],
    ['another interface', { host: '192.0.2.1' }, 'token_required'],
    ['a proxy in front', { address: 'https://s3.example.com' }, 'token_required'],
    ['an empty list of tokens', { host: '::', token: [] }, 'token_required'],
  ])('it does not start for others: %s', async (_, options, code) => {
    await expect(serve({ token: false, ...options })).rejects.toMatchObject({
      code,
      fix: expect.stringContaining('S3C_SERVE_TOKEN'),
    });
  });
});

describe('the address', () => {
  it.each([
    ['is wanted when it listens everywhere', { host: '0.0.0.0' }, 'address_required'],
    ['has no path', { address: 'https://s3.example.com/s3' }, 'address_unusable'],
    ['has a scheme', { address: 's3.example.com' }, 'address_unusable'],
  ])('%s', async (_, options, code) => {
    await expect(serve(options)).rejects.toMatchObject({ code });
  });

  it('of a proxy is what Host and links must have', async () => {
    serving = await serve({ address: 'https://s3.example.com' });
    const headers = { Authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`http://127.0.0.1:${serving.port}/api/operations`, { headers })).status).toBe(421);
  });
});

describe('connections of clients', () => {
  const connection = {
    access_key: 'AKIAADDED00000000001',
    secret_key: 'q9Zw+Secret/Of/The/Added/Connection00001',
  };

  it('are refused, and removing too, where the server says so', async () => {
    serving = await serve({ addConnections: false });
    const added = await serving.post('/api/connections', { connection });
    expect([added.status, added.json.error.code]).toEqual([403, 'connections_fixed']);
    const removed = await serving.call('/api/connections/held', { method: 'DELETE' });
    expect([removed.status, removed.json.error.code]).toEqual([403, 'connections_fixed']);
  });
});
