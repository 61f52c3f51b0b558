import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import document from '../../../docs/openapi.gen.json' with { type: 'json' };
import manifest from '../../../connector/manifest.gen.json' with { type: 'json' };
import { serveHost, type Answer, type Served } from './support.ts';

const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
(addFormats as unknown as (instance: typeof ajv) => void)(ajv);
ajv.addSchema(document, 'openapi');

ajv.addFormat('file', true);
const compiled = new Map<string, ValidateFunction>();

/** The document's schema at a place. */
function schemaAt(...steps: (string | number)[]): ValidateFunction {
  const pointer = steps.map((step) => encodeURIComponent(String(step).replaceAll('/', '~1'))).join('/');
  const schema = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
  compiled.set(pointer, schema);
  return schema;
}

const JSON_BODY = ['content', 'application/json', 'schema'];
const ERROR = schemaAt('components', 'schemas', 'Error');

/** What the document says of an answer, and whether it is so. */
function expectAsDocumented(path: string, method: string, { status, json }: Answer): void {
  const validate = status >= 400 ? ERROR : schemaAt('paths', path, method, 'responses', status, ...JSON_BODY);
  validate(json);
  expect(validate.errors ?? [], JSON.stringify(json)).toEqual([]);
}

let served: Served;
beforeEach(async () => {
  served = await serveHost({}, { demo: true });
});
afterEach(() => served.close());

/** Examples name files on the web; here the server has them. */
async function withFile(input: object): Promise<object> {
  const { file } = input as { file?: { name: string } };
  if (!file) return input;
  return {
    ...input,
    file: (await served.call('/api/files?name=f', { method: 'POST', body: 'content' })).json,
  };
}

describe.each(manifest.operations.map((operation) => [operation.name, operation] as const))(
  '%s answers as the document says',
  (name, { local, examples }) => {
    const path = `/api/operations/${name}/run`;
    const requestSchema = schemaAt('paths', path, 'post', 'requestBody', ...JSON_BODY);

    it.each(examples.map(({ reason, input }) => [reason, input] as const))('%s', async (_, example) => {
      const input = await withFile(example);
      const body = local ? { input } : { connection: 'sandbox', input };
      requestSchema(body);
      expect(requestSchema.errors ?? []).toEqual([]);
      const answer = await served.post(path, body);
      expect(answer.status, answer.text).toBe(200);
      expectAsDocumented(path, 'post', answer);
    });

    it('to what it does not take', async () => {
      const body = { connection: 'sandbox', input: { no_such_member: 1 } };
      requestSchema(body);
      expect(requestSchema.errors).not.toEqual([]);
      const answer = await served.post(path, body);
      expect(answer.status).toBe(400);
      expectAsDocumented(path, 'post', answer);
    });
  },
);

describe('the other routes answer as the document says', () => {
  const name = manifest.operations.find((operation) => !operation.local)?.name ?? '';

  it.each([
    '/api/operations',
    '/api/connections',
    '/api/permissions',
    '/api/auth',
    '/health',
    '/health/live',
  ])('GET %s', async (path) => {
    const answer = await served.call(path);
    expect(answer.status).toBe(200);
    expectAsDocumented(path, 'get', answer);
  });

  it('files', async () => {
    const answer = await served.call('/api/files?name=a', { method: 'POST', body: 'a' });
    expectAsDocumented('/api/files', 'post', answer);
    expect((await served.call('/files/1/a')).status).toBe(404);
    expectAsDocumented('/files/{id}/{name}', 'get', await served.call('/files/1/a'));
  });

  it('forms', async () => {
    const checked = await served.post(`/api/operations/${name}/check`, { connection: 'sandbox' });
    expectAsDocumented('/api/operations/{name}/check', 'post', checked);
    const choices = await served.post('/api/auth/lookup', { member: 'region' });
    expect(choices.status).toBe(200);
    expectAsDocumented('/api/auth/lookup', 'post', choices);
  });

  it('connections', async () => {
    const connection = {
      access_key: 'AKIAADDED00000000001',
      secret_key: 'q9Zw+Secret/Of/The/Added/Connection00001',
    };
    const added = await served.post('/api/connections', { label: 'Mine', connection });
    expect(added.status).toBe(201);
    expectAsDocumented('/api/connections', 'post', added);
  });

  it('the document itself, with the address of this server', async () => {
    const { json } = await served.call('/openapi.json');
    expect(json).toEqual({ ...document, servers: [{ url: served.address }] });
  });
});
