import { request } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHost, TOKEN, type Served } from './support.ts';

let served: Served;
beforeAll(async () => {
  served = await serveHost();
});
afterAll(() => served.close());

const addressOf = (input: object, operation = 'create_upload_url') =>
  `/api/operations/${operation}/send?${new URLSearchParams({ connection: 'sandbox', input: JSON.stringify(input) })}`;
const object = (object_path: string) => ({ bucket_name: 'shelf', object_path });

describe('sending bytes by a prepared request', () => {
  it('stores them, and answers the output without its URL', async () => {
    const body = 'größer'.repeat(100_000);
    const answer = await served.call(addressOf(object('a b+c')), { method: 'PUT', body });
    expect(answer.status).toBe(201);
    expect(answer.json.output).toMatchObject(object('a b+c'));
    expect(answer.text).not.toMatch(/X-Amz-Signature/i);
    const read = await served.run('get_object', { ...object('a b+c'), output: 'text' });
    expect(read.json.output.content).toBe(body);
  });

  it('stores nothing as well as something', async () => {
    expect((await served.call(addressOf(object('empty')), { method: 'PUT', body: '' })).status).toBe(201);
    expect((await served.run('head_object', object('empty'))).json.output).toMatchObject({ size: 0 });
  });

  it('says why S3 refuses', async () => {
    const input = { ...object('once'), if_none_match: '*' };
    await served.call(addressOf(input), { method: 'PUT', body: 'x' });
    const { status, json } = await served.call(addressOf(input), { method: 'PUT', body: 'x' });
    expect(status).toBe(502);
    expect(json.error).toMatchObject({
      code: 'send_refused',
      message: expect.stringContaining('PreconditionFailed'),
    });
  });

  it.each([
    ['another length than was promised', addressOf({ ...object('l'), content_length: 3 }), 'send_refused'],
    [
      'an operation that prepares nothing',
      addressOf({ bucket_name: 'shelf' }, 'head_bucket'),
      'nothing_to_send',
    ],
    ['an input that is wrong', addressOf({}), 'input_invalid'],
    [
      'an input that is no JSON',
      '/api/operations/create_upload_url/send?connection=sandbox&input=x',
      'request_malformed',
    ],
    ['no connection', '/api/operations/create_upload_url/send?input={}', 'connection_required'],
  ])('refuses %s', async (_, address, code) => {
    expect((await served.call(address, { method: 'PUT', body: 'four' })).json.error.code).toBe(code);
  });

  it('refuses a body of unknown length', async () => {
    const sending = request(new URL(addressOf(object('x')), served.address), {
      method: 'PUT',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Transfer-Encoding': 'chunked' },
    });
    sending.end('x');
    const [answer] = await once(sending, 'response');
    expect(answer.statusCode).toBe(400);
    answer.resume();
  });

  it('stores nothing when the client leaves in the middle', async () => {
    const sending = request(new URL(addressOf(object('half')), served.address), {
      method: 'PUT',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Length': 1_000_000 },
    });
    sending.write('half');
    sending.on('error', () => undefined);
    const gone = new Promise((resolve) => void sending.once('close', resolve));
    sending.destroy();
    await gone;
    expect((await served.run('head_object', object('half'))).json.output).toEqual({ exists: false });
  });
});
