import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMcpHost, serveMcpOverStdio, type McpHost } from '../../../hosts/mcp/index.ts';
import { openBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(() => bench.close());

interface Answer {
  id: number | null;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** One client over stdio, line by line. */
function talkTo(host: McpHost) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const serving = serveMcpOverStdio(host, { input, output });
  const lines = createInterface({ input: output })[Symbol.asyncIterator]();
  const wire: string[] = [];
  const next = async (): Promise<Answer> => {
    const { value = '' } = await lines.next();
    wire.push(value);
    return JSON.parse(value) as Answer;
  };
  let id = 0;
  return {
    input,
    wire,
    serving,
    write: (line: string) => void input.write(`${line}\n`),
    async ask(method: string, params: object = {}): Promise<Answer> {
      input.write(`${JSON.stringify({ jsonrpc: '2.0', id: (id += 1), method, params })}\n`);
      return next();
    },
  };
}

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1.0.0' },
};

let host: McpHost;
let talk: ReturnType<typeof talkTo>;
const open = async (options: object = {}) => {
  host = createMcpHost({ connection: bench.connection, ...options });
  talk = talkTo(host);
  await talk.ask('initialize', INITIALIZE);
};
beforeEach(() => open());
afterEach(async () => {
  await talk.serving.close();
  host.close();
});

describe('what is malformed is answered or passed over, and the server goes on', () => {
  test.each([
    ['no JSON', 'not JSON {'],
    ['half a message', '{"jsonrpc": "2.0", "id": 7'],
    ['no object', '[1, 2, 3]'],
    ['a number', '42'],
    ['another protocol', '{"jsonrpc": "1.0", "method": "x"}'],
    ['an answer to nothing', '{"jsonrpc": "2.0", "id": 99, "result": {}}'],
    ['an empty line', ''],
    ['a byte order mark', '\uFEFF'],
  ])('%s', async (_, line) => {
    talk.write(line);
    let answer = await talk.ask('tools/list');
    // Some are told of, without an id; then comes the answer.
    while (answer.id === null) answer = await talk.ask('tools/list');
    expect(answer.result).toHaveProperty('tools');
  });

  test.each<[string, string, object, number]>([
    ['a method that is not there', 'tools/destroy', {}, -32_601],
    ['a call without a name', 'tools/call', {}, -32_602],
    ['a tool that is not there', 'tools/call', { name: 'x', arguments: {} }, -32_602],
    ['a name from the prototype', 'tools/call', { name: 'constructor', arguments: {} }, -32_602],
    ['arguments that are no object', 'tools/call', { name: 'list_buckets', arguments: [1] }, -32_602],
    ['a resource that is not there', 'resources/read', { uri: 's3://' }, -32_602],
    ['a resource that is not percent-encoded', 'resources/read', { uri: 's3://media/%zz' }, -32_602],
  ])('%s', async (_, method, params, code) => {
    expect((await talk.ask(method, params)).error?.code).toBe(code);
  });
});

test('it ends when the client closes its end', async () => {
  talk.input.end();
  await expect(talk.serving.ended).resolves.toBeUndefined();
});

describe('secrets', () => {
  const secret_key = 'Correct/Horse+Battery/Staple+0123456789ab';
  const customerKey = Buffer.alloc(32, 9).toString('base64');

  test('of the connection stay inside, whatever is asked', async () => {
    await talk.serving.close();
    await open({ connection: { ...bench.connection, secret_key } });
    for (const method of ['tools/list', 'resources/list', 'resources/templates/list']) await talk.ask(method);
    const address = { bucket_name: 'media', object_path: 'a' };
    const put = await talk.ask('tools/call', {
      name: 'put_object_text',
      arguments: { ...address, text: '' },
    });
    expect(JSON.stringify(put.result)).toContain('signature_does_not_match');
    await talk.ask('resources/read', { uri: 's3://media/a' });
    await talk.ask('tools/call', { name: 'get_object', arguments: { connection: { secret_key: 1 } } });
    expect(talk.wire.length).toBe(7);
    expect(talk.wire.join('\n')).not.toContain(secret_key);
    expect(talk.wire.join('\n')).not.toContain(bench.connection.secret_key);
  });

  test('of the input stay out of errors', async () => {
    const input = { bucket_name: 'media', object_path: 'a', sse_customer_key: customerKey };
    await talk.ask('tools/call', { name: 'get_object', arguments: input });
    await talk.ask('tools/call', {
      name: 'get_object',
      arguments: { ...input, sse_customer_key: `${customerKey}x` },
    });
    expect(talk.wire.join('\n')).not.toContain(customerKey);
  });
});

test('a client chooses no connection', async () => {
  const arguments_ = { bucket_name: 'media', object_path: 'a', text: '', connection: bench.connection };
  const { result } = await talk.ask('tools/call', { name: 'put_object_text', arguments: arguments_ });
  expect(JSON.stringify(result)).toContain('input_invalid');
});

test.each([
  ['a bucket', { buckets: ['other'] }],
  ['a prefix', { prefixes: ['final/'] }],
])('%s beyond the connection refuses to start', (_, options) => {
  const connection = { ...bench.connection, allowed_buckets: ['media'], allowed_prefixes: ['drafts/'] };
  expect(() => createMcpHost({ connection, ...options })).toThrow('does not allow');
});

test('a connection that is not usable refuses to start', () => {
  expect(() => createMcpHost({ connection: { access_key: 'changeme' } })).toThrow();
});
