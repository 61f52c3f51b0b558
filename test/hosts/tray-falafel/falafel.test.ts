import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConnector } from '../../../connector/index.ts';
import { runGuide } from '../../fixtures/guide.ts';
import { hostPackages } from '../../fixtures/host-packages.ts';
import { startFalafel, STORAGE, type Answer, type Falafel, type Message } from './falafel.ts';

const { operations } = createConnector().manifest;
const BUCKET = 'demo-media';

let falafel: Falafel;
let initial: string;
beforeAll(async () => {
  falafel = await startFalafel();
  initial = await falafel.sandbox.snapshot();
}, 240_000);
beforeEach(() => falafel.sandbox.restore(initial));
afterAll(() => falafel?.close());

/** A file as an earlier step of a workflow would give it: in the platform's storage. */
async function fileOf(content: Buffer | string): Promise<object> {
  const at = { bucket_name: STORAGE, object_path: 'given.bin' };
  const { body } = await falafel.send('create_upload_url', at);
  const { url, method, headers } = body as { url: string; method: string; headers: Record<string, string> };
  expect((await fetch(url, { method, headers, body: content })).status).toBe(200);
  return fileIn(await falafel.send('get_object_signed_url', at));
}

/** The file object of an output. */
const fileIn = ({ body }: Answer) => body.file as { name: string; url: string; expires: number };

type Example = [name: string, reason: string, input: object];
const examples = operations.flatMap(({ name, examples: valid }) =>
  valid.map(({ reason, input }): Example => [name, reason, input as object]),
);

describe('the connectors.json that falafel generates', () => {
  let messages: Message[];
  beforeAll(async () => {
    const [connector] = await falafel.connectorsJson();
    messages = connector?.messages ?? [];
  });

  it('has every operation, lookups as such', () => {
    const found = messages.map(({ name, type }) => `${name} ${type}`).sort();
    const type = (name: string) => (name.endsWith('_ddl') ? 'ddl' : 'public');
    expect(found).toEqual(operations.map(({ name }) => `${name} ${type(name)}`).sort());
  });

  it('has every input and output of each, under its own name', () => {
    for (const { name, input_schema, output_schema } of operations) {
      const message = messages.find((candidate) => candidate.name === name) as Message;
      const inputs = Object.keys(input_schema.properties as object);
      expect(Object.keys(message.input_schema.properties)).toEqual(expect.arrayContaining(inputs));
      const outputs = Object.keys(output_schema.properties as object);
      expect(Object.keys(message.output_schema.properties).sort()).toEqual(outputs.sort());
    }
  });

  it('fills the keys in from the authentication, as advanced inputs', () => {
    for (const { input_schema } of messages.filter(({ type }) => type === 'public')) {
      for (const field of ['access_key', 'secret_key', 'region']) {
        expect(input_schema.properties[field]?.default_jsonpath).toBe(`$.auth.${field}`);
      }
      expect(input_schema.advanced).toEqual(expect.arrayContaining(['access_key', 'secret_key']));
    }
  });

  it('has lookups that name a lookup and fill all of its inputs that they can', () => {
    const lookups = messages.flatMap(({ input_schema }) =>
      Object.values(input_schema.properties).flatMap(({ lookup }) => lookup ?? []),
    );
    expect(lookups.length).toBeGreaterThan(0);
    for (const { body } of lookups) {
      const asked = messages.find(({ name }) => name === body.message);
      expect(asked?.type).toBe('ddl');
      expect(body.step_settings.secret_key).toEqual({ type: 'jsonpath', value: '$.auth.secret_key' });
    }
  });
});

describe('by messages to falafel', () => {
  it.each(examples)('%s runs: %s', async (name, _reason, input) => {
    const given: object = 'file' in input ? { ...input, file: await fileOf('content') } : input;
    const { header, body } = await falafel.send(name, given);
    expect(header.error, JSON.stringify(body)).toBeUndefined();
    expect(body).toBeTypeOf('object');
  });

  it('a lookup takes the fields that are not filled in yet as not given', async () => {
    const { body } = await falafel.send('list_buckets_ddl', { region: '' }, { ...falafel.auth, region: '' });
    expect(body.payload?.code).toBe('region_required');
    const listed = await falafel.send('list_objects_ddl', { bucket_name: BUCKET, prefix: null });
    expect(listed.body.result).toContainEqual(expect.objectContaining({ value: 'notes/hello.txt' }));
  });
});

describe('files', () => {
  const content = randomBytes(9 * 2 ** 20);
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const at = { bucket_name: BUCKET, object_path: 'reports/häufig 1.bin' };

  it("come from Tray's storage and go there, byte for byte, under their own names", async () => {
    const put = await falafel.send('put_object_file', { ...at, file: await fileOf(content) });
    expect(put.body.code, JSON.stringify(put.body)).toBeUndefined();
    const file = fileIn(await falafel.send('get_object', at));
    expect(file.name).toBe('häufig 1.bin');
    expect(new URL(file.url).pathname).toMatch(new RegExp(`^/${STORAGE}/`));
    expect(digest(new Uint8Array(await (await fetch(file.url)).arrayBuffer()))).toBe(digest(content));
    expect(file.expires).toBeGreaterThan(Date.now() / 1000);
  });

  it('may come without a MIME type', async () => {
    const file = { ...(await fileOf('content')), mime_type: null };
    const { body } = await falafel.send('put_object_file', { ...at, file });
    expect(body.code).toBeUndefined();
  });

  it('that break off on their way are an error, and no file', async () => {
    await falafel.send('put_object_file', { ...at, file: await fileOf(content) });
    falafel.sandbox.addFault({ fault: 'reset_body', api: 'GetObject', key: at.object_path });
    const { header, body } = await falafel.send('get_object', at);
    falafel.sandbox.clearFaults();
    expect(header.error).toBe(true);
    expect(body.code).toBe('#api_error');
  });
});

describe('errors', () => {
  const at = { bucket_name: BUCKET, object_path: 'notes/hello.txt' };

  it.each([
    ['input', { ...at, bucket_name: 'Not A Bucket' }],
    ['not_found', { ...at, object_path: 'missing' }],
    ['region', { ...at, region: 'auto' }],
  ])('are #user_input_error when the category is %s', async (category, input) => {
    const other = { ...falafel.auth, ...(category === 'region' ? { endpoint: '' } : {}) };
    const { body } = await falafel.send('get_object', input, other);
    expect(body).toMatchObject({ code: '#user_input_error', payload: { category } });
    expect(body.message).toContain(body.payload?.fix);
  });

  it('are #api_error, which Tray retries, when the service is at fault', async () => {
    falafel.sandbox.addFault({ fault: 'internal_error' });
    const { body } = await falafel.send('head_bucket', { bucket_name: BUCKET });
    falafel.sandbox.clearFaults();
    expect(body.code).toBe('#api_error');
  });

  it('refuse an endpoint that the connector was not built for', async () => {
    const other = { ...falafel.auth, endpoint: 'http://169.254.169.254' };
    const { body } = await falafel.send('list_buckets', {}, other);
    expect(body).toMatchObject({ code: '#user_input_error', payload: { code: 'endpoint_refused' } });
  });
});

describe('secrets', () => {
  const at = { bucket_name: BUCKET, object_path: 'notes/hello.txt' };
  const secret_key = 'wrong/secret/key/wrong/secret/key/wrong/';
  const session_token = 'a-token-that-no-server-has-issued-0123456789';
  const sse_customer_key = Buffer.alloc(32, 5).toString('base64');

  it('are in no answer, not printed, and neither in a file of the connector nor in connectors.json', async () => {
    const other = (fields: object) => ({ ...falafel.auth, ...fields });
    const failed = [
      await falafel.send('list_buckets', {}, other({ secret_key })),
      await falafel.send('list_buckets', {}, other({ access_key: 'ASIAOFNOBODY00000001', session_token })),
      await falafel.send('list_buckets', {}, other({ secret_key: ` ${secret_key}` })),
      await falafel.send('get_object', { ...at, sse_customer_key }),
      await falafel.send('get_object', { ...at, [falafel.auth.secret_key as string]: secret_key }),
    ];
    expect(failed.map(({ header }) => header.error)).toEqual(failed.map(() => true));
    const told = `${await falafel.told()}\n${JSON.stringify(await falafel.connectorsJson())}`;
    expect(told).toContain('signature_does_not_match');
    for (const secret of [secret_key, session_token, sse_customer_key, falafel.auth.secret_key as string]) {
      expect(told).not.toContain(secret);
      expect(told).not.toContain(encodeURIComponent(secret));
    }
  });
});

it('the commands of the guide end with an operation run', async () => {
  const packages = await hostPackages('tray-falafel');
  const printed = await runGuide('hosts/tray-falafel/README.md', 'From nothing to a run', [
    // What these two make is there: others of the tests need it at the same time.
    ['npm install\nnpm run build\n', ''],
    // The same packages, installed once for all tests.
    ['npm install\n', `ln -s '${packages}/node_modules' node_modules\n`],
  ]);
  const output = JSON.parse(printed.trim().split('\n').at(-1) ?? '');
  expect(output).toMatchObject({ content: expect.stringContaining('Hello') });
}, 120_000);
