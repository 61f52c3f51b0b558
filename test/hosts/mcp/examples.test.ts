import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLocalFiles } from '../../../connector/index.ts';
import manifest from '../../../connector/manifest.gen.json' with { type: 'json' };
import { createMcpHost, serveMcpOverHttp } from '../../../hosts/mcp/index.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { CLIENTS, type AnyClient } from './clients.ts';
import { TOKEN } from './support.ts';

const examples = manifest.operations.flatMap(({ name, examples: valid }) =>
  valid.map(({ reason, input }) => [name, reason, input as Record<string, unknown>] as const),
);

let sandbox: Sandbox;
let mcp: AnyClient;
let initial: string;
const told: string[] = [];
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ demo: true });
  const folder = await mkdtemp(join(tmpdir(), 'mcp-examples-'));
  const { endpoint, region, access_key, secret_key } = sandbox;
  const connection = { endpoint, region, access_key, secret_key };
  const connector = { fileStore: createLocalFiles({ directory: folder }) };
  const host = createMcpHost({ connection, connector, confirm: 'never' });
  const serving = await serveMcpOverHttp(host, { token: TOKEN });
  const [, connect] = CLIENTS[0] as (typeof CLIENTS)[number];
  mcp = await connect({ url: serving.url, token: TOKEN });
  // The client holds outputs to the schemas of tools that it has heard of.
  await mcp.client.listTools();
  initial = await sandbox.snapshot();
  closing.push(
    () => mcp.close(),
    serving.close,
    host.close,
    sandbox.close,
    () => rm(folder, { recursive: true }),
  );
});
beforeEach(() => sandbox.restore(initial));
afterAll(async () => {
  for (const close of closing) await close();
});

/** A file that may be read: at the connection's own endpoint. */
async function someFile(): Promise<unknown> {
  const input = { bucket_name: 'demo-media', object_path: 'notes/hello.txt' };
  const { structuredContent } = await mcp.call('get_object_signed_url', input);
  return (structuredContent as { file: unknown }).file;
}

describe('by a client of the protocol', () => {
  test.each(examples)('%s runs: %s', async (name, _reason, input) => {
    const given = 'file' in input ? { ...input, file: await someFile() } : input;
    const result = await mcp.call(name, given);
    told.push(JSON.stringify(result));
    expect(result.isError, JSON.stringify(result.content)).toBeUndefined();
    expect(result.structuredContent).toBeTypeOf('object');
  });

  test('no result of all these, and no tool, says the secret key', async () => {
    told.push(JSON.stringify(await mcp.client.listTools()));
    expect(told).toHaveLength(examples.length + 1);
    for (const form of [sandbox.secret_key, encodeURIComponent(sandbox.secret_key)]) {
      expect(told.join('\n')).not.toContain(form);
    }
  });
});
