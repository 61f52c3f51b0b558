import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsIn, serveHost, type Served } from './support.ts';

let served: Served;
beforeAll(async () => {
  served = await serveHost({ limits: { bodyBytes: 2000 } });
});
afterAll(() => served.close());

const put = { bucket_name: 'shelf', object_path: 'a b.txt', text: 'hello' };
const path = '/api/operations/put_object_text/run';

describe('a run', () => {
  it('answers the output', async () => {
    const { status, json } = await served.run('put_object_text', put);
    expect(status).toBe(200);
    expect(json.output).toMatchObject({ object_path: 'a b.txt', size: 5 });
  });

  it('of an operation that calls nothing needs no connection', async () => {
    const { operations } = (await served.call('/api/operations')).json;
    for (const { name } of operations.filter((operation: { local: boolean }) => operation.local)) {
      expect((await served.post(`/api/operations/${name}/run`, {})).status).toBe(200);
    }
  });

  const refusals: [string, string, object | string, number, string][] = [
    [
      'an input that is wrong',
      path,
      { connection: 'sandbox', input: { bucket_name: 'shelf' } },
      400,
      'input_invalid',
    ],
    [
      'a bucket that is missing',
      path,
      { connection: 'sandbox', input: { ...put, bucket_name: 'nowhere' } },
      404,
      'no_such_bucket',
    ],
    [
      'a region that is wrong',
      path,
      { connection: 'sandbox', input: { ...put, region: 'eu-west-1' } },
      400,
      'wrong_region',
    ],
    [
      'a clash',
      path,
      { connection: 'sandbox', input: { ...put, if_none_match: '*' } },
      409,
      'precondition_failed',
    ],
    [
      'an unknown operation',
      '/api/operations/put_object_txt/run',
      { connection: 'sandbox' },
      404,
      'operation_unknown',
    ],
    [
      'a name of every object',
      '/api/operations/constructor/run',
      { connection: 'sandbox' },
      404,
      'operation_unknown',
    ],
    ['an unknown connection', path, { connection: 'sandbx', input: put }, 404, 'connection_unknown'],
    ['no connection', path, { input: put }, 400, 'connection_required'],
    [
      'a connection in the body',
      path,
      { connection: { access_key: 'a' }, input: put },
      400,
      'connection_required',
    ],
    ['a misspelt member', path, { connection: 'sandbox', inputs: put }, 400, 'request_malformed'],
    ['a list', path, '[]', 400, 'request_malformed'],
    ['half of a JSON', path, '{"connection": "sandbox", "inp', 400, 'body_not_json'],
    ['a JSON text', path, '"sandbox"', 400, 'body_not_json'],
    [
      'too much',
      path,
      { connection: 'sandbox', input: { ...put, text: 'x'.repeat(3000) } },
      413,
      'body_too_large',
    ],
    ['an address that is not UTF-8', '/api/operations/%ff/run', {}, 400, 'request_malformed'],
    ['a path that is unknown', '/api/operations/put_object_text/walk', {}, 404, 'route_unknown'],
  ];
  it.each(refusals)('refuses %s', async (_, address, body, status, code) => {
    const answer = await served.post(address, body);
    expect(answer.json.error).toMatchObject({ code });
    expect(answer.json.error.message).toMatch(/[.?]$/);
    expect(answer.json.error.fix).not.toBe('');
    expect(answer.status).toBe(status);
  });

  it('refuses a region that AWS does not have before anything is sent', async () => {
    const aws = {
      access_key: 'AKIAADDED00000000001',
      secret_key: 'q9Zw+Secret/Of/The/Added/Connection00001',
    };
    const { id } = (await served.post('/api/connections', { connection: aws })).json;
    const { status, json } = await served.run('put_object_text', { ...put, region: 'auto' }, id);
    expect(json.error).toMatchObject({ code: 'region_auto', category: 'region', stage: 'select_region' });
    expect(status).toBe(400);
  });

  it.each(['file:///etc/passwd', 'http://127.0.0.1:1/', 'http://169.254.169.254/latest/meta-data/'])(
    'reads no file of the server or its network: %s',
    async (url) => {
      const file = { name: 'a', url, mime_type: 'text/plain', expires: 4_102_444_800 };
      const input = { bucket_name: 'shelf', object_path: 'a', file };
      const { status, json } = await served.run('put_object_file', input);
      expect(json.error).toMatchObject({ category: 'input' });
      expect(status).toBe(400);
    },
  );

  it('suggests the nearest name', async () => {
    const operation = await served.call('/api/operations/put_object_txt');
    expect(operation.json.error.message).toContain('Did you mean "put_object_text"?');
    const connection = await served.run('put_object_text', put, 'sandbx');
    expect(connection.json.error.message).toContain('Did you mean "sandbox"?');
    const member = await served.post(path, { connection: 'sandbox', inputs: put });
    expect(member.json.error.message).toContain('Did you mean "input"?');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses a body of type %s, which any page may send',
    async (type) => {
      const answer = await served.post(path, '{}', { headers: { 'Content-Type': type } });
      expect(answer.status).toBe(415);
      expect(answer.json.error.code).toBe('body_type_wrong');
    },
  );

  it('does not repeat a broken body, which may hold a secret', async () => {
    const answer = await served.post('/api/connections', '{"secret_key": "sEcReT-value-1234", oops');
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('sEcReT');
  });
});

describe('a run as events', () => {
  const events = async (input: object) => {
    const headers = { Accept: 'text/event-stream' };
    const answer = await served.post(path, { connection: 'sandbox', input }, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    return eventsIn(answer.text);
  };
  const STAGES = [
    'resolve_auth',
    'select_region',
    'validate_input',
    'check_permissions',
    'call_service',
    'validate_output',
  ];

  it('tells of the six stages, then gives the output', async () => {
    const told = await events(put);
    const done = told.filter(({ data }) => data.status === 'done');
    expect(done.map(({ data }) => data.stage)).toEqual(STAGES);
    for (const { data } of done) expect(String(data.duration_ms)).toMatch(/^\d+(\.\d{1,3})?$/);
    expect(told.at(-1)).toMatchObject({ event: 'result', data: { output: { size: 5 } } });
    expect(told.filter(({ event }) => event === 'result')).toHaveLength(1);
  });

  it('tells which stage failed, then gives the error', async () => {
    const told = await events({ bucket_name: 'shelf' });
    expect(told.at(-2)).toMatchObject({
      event: 'stage',
      data: { stage: 'validate_input', status: 'failed' },
    });
    expect(told.at(-1)).toMatchObject({ event: 'error', data: { error: { code: 'input_invalid' } } });
  });

  it('answers what is wrong before the run with a status', async () => {
    const headers = { Accept: 'text/event-stream' };
    const answer = await served.post(path, { connection: 'nothing', input: put }, { headers });
    expect(answer.status).toBe(404);
    expect(answer.json.error.code).toBe('connection_unknown');
  });

  it('tells how far a transfer has come', async () => {
    const size = 200_000;
    const file = (await served.call('/api/files?name=big', { method: 'POST', body: 'x'.repeat(size) })).json;
    const body = { connection: 'sandbox', input: { bucket_name: 'shelf', object_path: 'big', file } };
    const headers = { Accept: 'text/event-stream' };
    const told = eventsIn((await served.post('/api/operations/put_object_file/run', body, { headers })).text);
    expect(told.at(-1)?.event).toBe('result');
    const progress = told.filter(({ event }) => event === 'progress');
    expect(progress.at(-1)?.data).toMatchObject({ bytes: size });
  });
});
