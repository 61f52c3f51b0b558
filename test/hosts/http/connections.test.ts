import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpHost } from '../../../hosts/http/index.ts';
import { serveHost, type Served } from './support.ts';

const SECRET = 'q9Zw+Secret/Of/The/Added/Connection00001';
const added = { access_key: 'AKIAADDED00000000001', secret_key: SECRET, region: 'eu-west-1' };

let served: Served;
beforeAll(async () => {
  served = await serveHost({ allowedEndpoints: ['https://s3.example.com'], limits: { connections: 3 } });
});
afterAll(() => served.close());

const list = async () => (await served.call('/api/connections')).json.connections;
const add = (connection: unknown, label = 'Mine') => served.post('/api/connections', { label, connection });
const drop = (id: string) => served.call(`/api/connections/${id}`, { method: 'DELETE' });

describe('connections', () => {
  it('are listed without what they hold', async () => {
    const { endpoint, region } = served.sandbox;
    expect(await list()).toEqual([{ id: 'sandbox', label: 'Sandbox', type: 'access_key', region, endpoint }]);
  });

  it('are added, used by their id, and removed', async () => {
    const { access_key, secret_key, region } = served.sandbox;
    const answer = await add({ access_key, secret_key, region, allowed_buckets: ['other'] });
    expect(answer.status).toBe(201);
    const { id } = answer.json;
    expect(answer.json).toEqual({ id, label: 'Mine', type: 'access_key', region });
    expect(await list()).toContainEqual(answer.json);
    const put = { bucket_name: 'shelf', object_path: 'a', text: '' };
    expect((await served.run('put_object_text', put, id)).json.error.code).toBe('outside_connection_limits');

    expect((await drop(id)).status).toBe(204);
    expect((await list()).map((connection: { id: string }) => connection.id)).toEqual(['sandbox']);
    expect((await served.run('put_object_text', put, id)).json.error.code).toBe('connection_unknown');
    expect((await drop(id)).status).toBe(404);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'AKIA'],
    ['half a key', { access_key: 'AKIAADDED00000000001' }],
    ['blanks around the secret', { ...added, secret_key: ` ${SECRET}` }],
    ['a misspelt member', { ...added, regoin: 'eu-west-1' }],
    ['an unknown type', { ...added, type: 'magic' }],
    ['an endpoint that is none', { ...added, endpoint: 'nonsense' }],
    ['an endpoint without its protocol', { ...added, endpoint: 'localhost:9000' }],
  ])('are checked when they are added: %s', async (_, connection) => {
    const answer = await add(connection);
    expect(answer.json.error).toMatchObject({ code: 'connection_invalid', category: 'auth' });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(SECRET);
  });

  it.each([
    { endpoint: 'http://169.254.169.254' },
    { endpoint: 'https://s3.example.com.evil.example' },
    { sts_endpoint: 'http://127.0.0.1:1', type: 'assume_role', role_arn: 'arn:aws:iam::123456789012:role/r' },
  ])('lead only where the host allows: not %o', async (where) => {
    const answer = await add({ ...added, ...where });
    expect(answer.status).toBe(403);
    expect(answer.json.error.code).toBe('endpoint_refused');
  });

  it('may lead to an endpoint that the host allows', async () => {
    const answer = await add({ ...added, endpoint: 'https://s3.example.com/' });
    expect(answer.status).toBe(201);
    await drop(answer.json.id);
  });

  it('may not use the credentials of the machine unless the host allows it', async () => {
    const answer = await add({ type: 'ambient', region: 'eu-west-1' });
    expect(answer.status).toBe(403);
    expect(answer.json.error.code).toBe('ambient_credentials_refused');
  });

  it('have a text as their label, and are not large', async () => {
    const labelled = await served.post('/api/connections', { label: { a: 1 }, connection: added });
    expect([labelled.status, labelled.json.error.code]).toEqual([400, 'request_malformed']);
    const large = await add({ ...added, session_token: 'x'.repeat(70_000) });
    expect([large.status, large.json.error.code]).toEqual([413, 'body_too_large']);
  });

  it('are only so many', async () => {
    const ids = [(await add(added)).json.id, (await add(added)).json.id];
    const answer = await add(added);
    expect([answer.status, answer.json.error.code]).toEqual([409, 'connections_full']);
    await Promise.all(ids.map(drop));
  });

  it('of a configuration are checked at start', () => {
    const options = { address: 'http://127.0.0.1:1', token: 't', directory: served.directory };
    const broken = { label: 'Broken', connection: { access_key: 'a' } };
    expect(() => createHttpHost({ ...options, connections: { broken } })).toThrow(
      'The connection is not usable',
    );
  });
});

it('no answer holds a secret', async () => {
  const { id } = (await add(added)).json;
  const put = { bucket_name: 'shelf', object_path: 'a', text: '' };
  await served.run('put_object_text', put);
  await served.run('put_object_text', { ...put, bucket_name: 'nowhere' });
  await served.run('put_object_text', { ...put, [SECRET]: 1 }, id);
  for (const path of ['manifest', 'auth', 'operations', 'connections']) await served.call(`/api/${path}`);
  const everything = served.answers.join('\n');
  for (const code of ['no_such_bucket', 'input_invalid']) expect(everything).toContain(code);
  for (const secret of [SECRET, served.sandbox.secret_key]) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(everything).not.toContain(encodeURIComponent(secret));
  }
});
