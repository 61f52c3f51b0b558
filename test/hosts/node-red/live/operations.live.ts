import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../../../connector/manifest.gen.json' with { type: 'json' };
import { startSandbox, type Sandbox } from '../../../../sandbox/index.ts';
import { connectionTo, constant, endpoint, fromMessage } from './flows.ts';
import { startNodeRed, type FlowNode, type RunningNodeRed } from './node-red.ts';

let sandbox: Sandbox;
let nodeRed: RunningNodeRed;
const answers: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ buckets: ['shelf', 'attic'] });
  nodeRed = await startNodeRed({ TEST_LIMIT: '1' });
});
afterAll(async () => {
  await nodeRed?.close();
  await sandbox?.close();
});

const deploy = (...flows: FlowNode[][]) => nodeRed.deploy([connectionTo(sandbox), ...flows.flat()]);

async function post(operation: string, body: object = {}) {
  const isBytes = body instanceof Uint8Array;
  const answer = await fetch(`${nodeRed.address}/${operation}`, {
    method: 'POST',
    headers: { 'Content-Type': isBytes ? 'application/octet-stream' : 'application/json' },
    body: isBytes ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  answers.push(text);
  return { status: answer.status, json: JSON.parse(text) };
}

test('a text of a message is stored, and listed under a prefix that JSONata makes', async () => {
  await deploy(
    endpoint('put_object_text', {
      bucket_name: constant('shelf'),
      object_path: fromMessage('payload.key'),
      text: fromMessage('payload.text'),
    }),
    endpoint('list_bucket_objects', {
      bucket_name: constant('shelf'),
      prefix: { type: 'jsonata', value: '"notes" & "/"' },
      limit: { type: 'env', value: 'TEST_LIMIT' },
    }),
  );
  const stored = await post('put_object_text', { key: 'notes/ä b?.txt', text: 'grüß dich' });
  expect(stored).toMatchObject({ status: 200, json: { object_path: 'notes/ä b?.txt' } });
  await post('put_object_text', { key: 'notes/z', text: '' });
  const listed = await post('list_bucket_objects');
  expect(listed.json).toMatchObject({ count: 1, objects: [{ object_path: 'notes/z', size: 0 }] });
  expect(listed.json.is_truncated).toBe(true);
});

test('a Buffer is stored as a file, and comes back as a file object with a link that works', async () => {
  const bytes = Buffer.alloc(9 * 2 ** 20, 'S3');
  await deploy(
    endpoint('put_object_file', {
      bucket_name: constant('shelf'),
      object_path: constant('large.bin'),
      file: fromMessage('payload'),
    }),
    endpoint('get_object', { bucket_name: constant('shelf'), object_path: constant('large.bin') }),
  );
  expect((await post('put_object_file', bytes)).json).toMatchObject({ size: bytes.length });
  const { file } = (await post('get_object')).json;
  expect(file).toMatchObject({ name: 'large.bin', mime_type: 'application/octet-stream' });
  const fetched = await fetch(file.url);
  expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
  const forged = await fetch(file.url.replace(/signature=.../, 'signature=abc'));
  expect(forged.status).toBe(404);
  const copied = await post('put_object_file', file);
  expect(copied).toMatchObject({ status: 200, json: { size: bytes.length } });
});

test('a failure reaches the Catch node with its code and what to do', async () => {
  await deploy(
    endpoint('get_object', { bucket_name: constant('shelf'), object_path: constant('nothing') }),
    endpoint('head_bucket', {}),
    endpoint('list_buckets', {}, 'nobody'),
  );
  const missing = (await post('get_object')).json;
  expect(missing).toMatchObject({ code: 'no_such_key', source: 'aws-s3-get-object' });
  expect(missing.cause).toMatchObject({ category: 'not_found', retryable: false, stage: 'call_service' });
  expect(missing.message).toBe(`${missing.cause.message} ${missing.cause.fix}`);
  expect((await post('head_bucket')).json).toMatchObject({ code: 'input_invalid' });
  expect((await post('list_buckets')).json).toMatchObject({ code: 'connection_missing' });
});

describe('every operation of the manifest that is no dropdown', () => {
  const typeOf = (operation: string) => `aws-s3-${operation.replaceAll('_', '-')}`;
  const typed = (value: unknown) =>
    typeof value === 'string' ? constant(value) : { type: 'json', value: JSON.stringify(value) };
  const inputOf = (example: object) =>
    Object.fromEntries(Object.entries(example).map(([key, value]) => [key, typed(value)]));
  let demo: Sandbox;
  let initial: string;
  let operations: typeof manifest.operations;
  beforeAll(async () => {
    demo = await startSandbox({ demo: true });
    initial = await demo.snapshot();
    const listed = await fetch(`${nodeRed.address}/nodes`, { headers: { Accept: 'application/json' } });
    const sets = (await listed.json()) as { module: string; types: string[] }[];
    const types = sets.find(({ module }) => module === 'node-red-contrib-aws-s3-connector')?.types ?? [];
    operations = manifest.operations.filter(({ name }) => types.includes(typeOf(name)));
    expect(types).toHaveLength(operations.length + 1);
  });
  afterAll(() => demo?.close());

  /** A file object that may be fetched: at the connection's own endpoint. */
  async function someFile(): Promise<object> {
    const input = inputOf({ bucket_name: 'demo-media', object_path: 'notes/hello.txt' });
    await nodeRed.deploy([connectionTo(demo), ...endpoint('get_object_signed_url', input)]);
    return (await post('get_object_signed_url')).json.file;
  }

  test('runs each of its examples', async () => {
    const file = await someFile();
    const rounds = Math.max(...operations.map(({ examples }) => examples.length));
    for (let round = 0; round < rounds; round++) {
      const having = operations.filter(({ examples }) => examples[round] !== undefined);
      const flows = having.map(({ name, examples }) => {
        const input = examples[round]?.input ?? {};
        return endpoint(name, inputOf('file' in input ? { ...input, file } : input));
      });
      await nodeRed.deploy([connectionTo(demo), ...flows.flat()]);
      for (const { name, examples } of having) {
        await demo.restore(initial);
        const { status, json } = await post(name);
        expect([name, examples[round]?.reason, status, json.message]).toEqual([
          name,
          examples[round]?.reason,
          200,
          undefined,
        ]);
      }
    }
  });
});

test('fields are taken from the contexts of the flow and of all flows', async () => {
  const nodes = endpoint('head_bucket', {
    bucket_name: { type: 'flow', value: 'bucket' },
    region: { type: 'global', value: 'places[0]' },
  });
  const [first] = nodes.filter(({ type }) => type === 'http in') as [FlowNode];
  const [run] = first.wires as string[][];
  const set = (p: string, pt: string, to: string) => ({ t: 'set', p, pt, to, tot: 'jsonata' });
  const rules = [set('bucket', 'flow', '"attic"'), set('places', 'global', `["${sandbox.region}"]`)];
  const remember = { id: 'remember', type: 'change', z: first.z, x: 1, y: 1, rules, wires: [run] };
  await deploy([...nodes.filter((node) => node !== first), { ...first, wires: [['remember']] }, remember]);
  expect(await post('head_bucket')).toMatchObject({ status: 200, json: { exists: true } });
});

test('secrets are in no file, no log, no answer, and not in what the editor is told', async () => {
  const wrong = { ...sandbox, secret_key: 'wrong/secret/key/wrong/secret/key/wrong/' };
  await nodeRed.deploy([connectionTo(wrong), ...endpoint('list_buckets', {})]);
  expect((await post('list_buckets')).json).toMatchObject({ code: 'signature_does_not_match' });
  await deploy(endpoint('list_buckets', {}));
  const headers = { 'Node-RED-API-Version': 'v2' };
  const flows = await (await fetch(`${nodeRed.address}/flows`, { headers })).text();
  const credentials = await (
    await fetch(`${nodeRed.address}/credentials/aws-s3-connection/connection`)
  ).text();
  expect(JSON.parse(credentials)).toMatchObject({ access_key: sandbox.access_key, has_secret_key: true });
  const nodes = await (await fetch(`${nodeRed.address}/nodes`, { headers: { Accept: 'text/html' } })).text();
  const everything = [nodeRed.log(), nodeRed.files(), flows, nodes, ...answers].join('\n');
  expect(everything).toContain('aws-s3-connection');
  expect(everything).not.toContain(sandbox.secret_key);
  expect(everything).not.toContain(wrong.secret_key);
  expect([nodeRed.files(), flows].join('\n')).not.toContain(sandbox.access_key);
  expect(credentials).not.toContain(sandbox.secret_key);
});
