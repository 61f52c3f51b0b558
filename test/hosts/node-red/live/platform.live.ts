import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../../../sandbox/index.ts';
import { connectionTo, constant, endpoint, fromMessage } from './flows.ts';
import { startNodeRed, type FlowNode, type RunningNodeRed } from './node-red.ts';

let sandbox: Sandbox;
let nodeRed: RunningNodeRed;

beforeAll(async () => {
  sandbox = await startSandbox({ buckets: ['notes', 'files'] });
  nodeRed = await startNodeRed();
});
afterAll(async () => {
  await nodeRed?.close();
  await sandbox?.close();
});

const at = (path: string, method = 'GET', body?: string | Uint8Array, type = 'text/plain') =>
  fetch(`${nodeRed.address}${path}`, {
    method,
    body,
    ...(body ? { headers: { 'Content-Type': type } } : {}),
  });

/** An example flow as somebody imports it, with the connection filled in. */
function example(name: string): FlowNode[] {
  const file = new URL(`../../../../hosts/node-red/examples/${name}.json`, import.meta.url);
  const flow = JSON.parse(readFileSync(file, 'utf8')) as FlowNode[];
  return flow.map((node) =>
    node.type === 'aws-s3-connection' ? { ...connectionTo(sandbox), id: node.id } : node,
  );
}

describe('the example flows', () => {
  test('are offered by the import dialog', async () => {
    const examples = await (await at('/library/examples/flows/node-red-contrib-aws-s3-connector/')).text();
    const folder = new URL('../../../../hosts/node-red/examples/', import.meta.url);
    for (const file of readdirSync(folder)) expect(examples).toContain(file.replace('.json', ''));
  });

  test('keep notes', async () => {
    await nodeRed.deploy(example('notes over HTTP'));
    expect((await at('/notes/monday', 'PUT', 'water the plants')).status).toBe(200);
    expect(await (await at('/notes/monday')).json()).toMatchObject({ content: 'water the plants' });
    expect(await (await at('/notes')).json()).toMatchObject({ count: 1 });
    const missing = await at('/notes/tuesday');
    expect(missing.status).toBe(502);
    expect(await missing.json()).toMatchObject({ code: 'no_such_key', fix: expect.stringMatching(/\.$/) });
  });

  test('keep files, under the name and type that the message gives', async () => {
    await nodeRed.deploy(example('files over HTTP'));
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect((await at('/files/all.png', 'POST', bytes, 'image/png')).status).toBe(200);
    const linked = await fetch(await (await at('/files/all.png')).text());
    expect(linked.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await linked.arrayBuffer())).toEqual(bytes);
  });
});

describe('while a node runs', () => {
  test('its status tells the progress and the end', async () => {
    const tab = 'tab-get_object';
    const collect = { id: 'status', type: 'status', z: tab, x: 1, y: 1, scope: null, wires: [['remember']] };
    const func = "flow.set('seen', [...(flow.get('seen') ?? []), msg.status.text ?? '']);";
    const remember = { id: 'remember', type: 'function', z: tab, x: 1, y: 1, outputs: 0, wires: [], func };
    const get = endpoint('get_object', { bucket_name: constant('files'), object_path: constant('all.png') });
    await nodeRed.deploy([connectionTo(sandbox), ...get, collect, remember]);
    expect((await at('/get_object', 'POST')).status).toBe(200);
    const context = await (await at(`/context/flow/${tab}/seen`)).json();
    const texts = JSON.parse((context as { msg: string }).msg) as string[];
    expect(texts.slice(0, 2)).toEqual(['running', expect.stringMatching(/^\d+ (%|MiB)$/)]);
    expect(texts.at(-1)).toBe('done');
  });

  test('a new deployment ends the run', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const connection = connectionTo({ ...sandbox, endpoint: `http://127.0.0.1:${port}` });
    await nodeRed.deploy([connection, ...endpoint('list_buckets', {})]);
    const asked = once(silent, 'connection');
    const answer = at('/list_buckets', 'POST').catch(() => undefined);
    const [socket] = (await asked) as [import('node:net').Socket];
    const gone = once(
      socket.resume().on('error', () => undefined),
      'close',
    );
    await nodeRed.deploy([connectionTo(sandbox)]);
    await gone;
    silent.close();
    void answer;
  });
});

describe('dropdowns', () => {
  const ask = async (question: object) => {
    const answer = await at('/aws-s3-connector/lookup', 'POST', JSON.stringify(question), 'application/json');
    return { status: answer.status, json: (await answer.json()) as unknown };
  };

  test('list what the connection sees, with what the form holds so far', async () => {
    await nodeRed.deploy([
      connectionTo(sandbox),
      ...endpoint('get_object', { bucket_name: constant('files'), object_path: fromMessage('key') }),
    ]);
    const question = { type: 'aws-s3-get-object', connection: 'connection' };
    const buckets = await ask({ ...question, field: 'bucket_name', input: {} });
    expect(buckets.json).toMatchObject([{ value: 'files' }, { value: 'notes' }]);
    const keys = await ask({ ...question, field: 'object_path', input: { bucket_name: 'files' } });
    expect(keys.json).toMatchObject([{ value: 'all.png' }]);
  });

  test('need no connection where the choices are always the same', async () => {
    const regions = await ask({ type: 'aws-s3-connection', field: 'region' });
    expect(regions.json).toContainEqual(expect.objectContaining({ value: 'eu-central-1' }));
  });

  test('say what is missing', async () => {
    const question = { type: 'aws-s3-get-object', field: 'bucket_name', connection: 'draft' };
    expect(await ask(question)).toMatchObject({ status: 409, json: { code: 'connection_not_deployed' } });
    expect(await ask({ type: 'aws-s3-get-object', field: 'nothing' })).toMatchObject({
      status: 422,
      json: { code: 'lookup_unknown' },
    });
  });
});

test('German has its own texts, and the help of each node', async () => {
  const texts = await (await at('/nodes/messages?lng=de')).text();
  expect(texts).toContain('Objekte auflisten');
  const pages = await fetch(`${nodeRed.address}/nodes`, {
    headers: { Accept: 'text/html', 'Accept-Language': 'de' },
  });
  expect(await pages.text()).toContain('<h3>Eingaben</h3>');
});
