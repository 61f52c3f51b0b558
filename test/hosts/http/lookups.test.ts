import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookupOf } from '../../../hosts/http/lookup.ts';
import { serveHost, type Served } from './support.ts';

describe('a lookup of a schema', () => {
  const lookup = {
    operation: 'list_objects_ddl',
    input: { region: '{{{region}}}', bucket_name: '{{{bucket}}}', prefix: 'a/{{{start}}}', limit: 10 },
  };
  const schema = {
    properties: {
      key: { type: 'string', lookup },
      plain: { type: 'string' },
      keys: { items: { oneOf: [{ type: 'string' }, { properties: { Key: { lookup } } }] } },
    },
  };
  it('is filled in from the form, and what the form does not hold is left out', () => {
    const form = { bucket: 'b', start: 'x', region: '' };
    expect(lookupOf(schema, 'key', form)).toEqual({
      operation: 'list_objects_ddl',
      input: { bucket_name: 'b', prefix: 'a/x', limit: 10 },
    });
    expect(lookupOf(schema, 'key', {})?.input).toEqual({ limit: 10 });
  });

  it('keeps a value what it is', () => {
    expect(lookupOf(schema, 'key', { bucket: ['b'] })?.input.bucket_name).toEqual(['b']);
    expect(lookupOf(schema, 'key', { bucket: '{{{start}}}', start: 's' })?.input.bucket_name).toBe(
      '{{{start}}}',
    );
  });

  it('is found inside lists and alternatives', () => {
    expect(lookupOf(schema, 'keys/0/Key', { bucket: 'b' })?.input).toEqual({ bucket_name: 'b', limit: 10 });
  });

  it.each(['plain', 'nothing', '', 'key/deeper', 'constructor', '__proto__', 'keys/x'])(
    'is not there for "%s"',
    (member) => {
      expect(lookupOf(schema, member, {})).toBeUndefined();
    },
  );

  it('takes nothing from the prototype of the form', () => {
    const odd = { properties: { key: { lookup: { operation: 'o', input: { x: '{{{constructor}}}' } } } } };
    expect(lookupOf(odd, 'key', {})?.input).toEqual({});
  });
});

describe('the choices of a member', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveHost();
    for (const key of ['a/1', 'a/2', 'b/1'])
      await served.run('put_object_text', { bucket_name: 'shelf', object_path: key, text: '' });
  });
  afterAll(() => served.close());

  const lookup = (operation: string, body: object) =>
    served.post(`/api/operations/${operation}/lookup`, body);
  const values = (answer: { json: { result: { value: string }[] } }) =>
    answer.json.result.map(({ value }) => value);

  it('come from the operation that its schema names', async () => {
    const answer = await lookup('put_object_text', {
      connection: 'sandbox',
      member: 'bucket_name',
      input: {},
    });
    expect(answer.json).toEqual({ result: [{ text: 'shelf', value: 'shelf' }] });
  });

  it('depend on the form so far', async () => {
    const input = { bucket_name: 'shelf', object_path: 'a/' };
    const answer = await lookup('get_object', { connection: 'sandbox', member: 'object_path', input });
    expect(values(answer)).toEqual(['a/1', 'a/2']);
  });

  it('need no connection when the operation calls nothing', async () => {
    const answer = await lookup('put_object_text', { member: 'region' });
    expect(values(answer)).toContain('eu-central-1');
  });

  it('are given for the connection form too', async () => {
    const answer = await served.post('/api/auth/lookup', { member: 'region' });
    expect(values(answer)).toContain('eu-central-1');
  });

  it.each([
    ['a member without any', { connection: 'sandbox', member: 'text' }, 400, 'lookup_missing'],
    ['no connection', { member: 'bucket_name' }, 400, 'connection_required'],
    [
      'a bucket that is missing',
      { connection: 'sandbox', member: 'object_path', input: { bucket_name: 'nowhere' } },
      404,
      'no_such_bucket',
    ],
  ])('are refused for %s', async (_, body, status, code) => {
    const answer = await lookup('get_object', body);
    expect(answer.json.error.code).toBe(code);
    expect(answer.status).toBe(status);
  });
});
