import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('every operation of the manifest that is no dropdown runs from its first example', async () => {
  const listed = await fetch(`${nodeRed.address}/nodes`, { headers: { Accept: 'application/json' } });
  const sets = (await listed.json()) as { module: string; types: string[] }[];
  const types = sets.find(({ module }) => module === 'node-red-contrib-aws-s3-connector')?.types ?? [];
  const typed = (value: unknown): { type: string; value: string } =>
    typeof value === 'string' ? constant(value) : { type: 'json', value: JSON.stringify(value) };
  const operations = manifest.operations.filter(({ name }) =>
    types.includes(`aws-s3-${name.replaceAll('_', '-')}`),
  );
  expect(types).toHaveLength(operations.length + 1);
  await deploy(
    ...operations.map(({ name, examples }) =>
      endpoint(
        name,
        Object.fromEntries(
          Object.entries(examples[0]?.input ?? {}).map(([key, value]) => [key, typed(value)]),
        ),
      ),
    ),
  );
  for (const { name } of operations) {
    const { status, json } = await post(name);
    // The example's bucket is not there, or not ours: the message is S3's, not a slip of the form's.
    if (status !== 200) expect([name, json.cause?.stage, json.cause?.category]).not.toContain('connector');
    if (status !== 200) expect([name, json.cause?.stage]).toEqual([name, 'call_service']);
  }
});

test('secrets are in no file, no log, no answer, and not in what the editor is told', async () => {
  const headers = { 'Node-RED-API-Version': 'v2' };
  const flows = await (await fetch(`${nodeRed.address}/flows`, { headers })).text();
  const credentials = await (
    await fetch(`${nodeRed.address}/credentials/aws-s3-connection/connection`)
  ).text();
  expect(JSON.parse(credentials)).toMatchObject({ access_key: sandbox.access_key, has_secret_key: true });
  const everything = [nodeRed.log(), nodeRed.files(), flows, ...answers].join('\n');
  expect(everything).toContain('aws-s3-connection');
  expect(everything).not.toContain(sandbox.secret_key);
  expect([nodeRed.files(), flows].join('\n')).not.toContain(sandbox.access_key);
  expect(credentials).not.toContain(sandbox.secret_key);
});
