import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { runGuide } from '../../fixtures/guide.ts';
import { hostPackages } from '../../fixtures/host-packages.ts';
import { PROGRAM } from '../../cli/support.ts';
import manifest from '../../../connector/manifest.gen.json' with { type: 'json' };
import { createMcpHost, serveMcpOverHttp } from '../../../hosts/mcp/index.ts';
import { TOKEN } from './support.ts';

const README = await readFile(new URL('../../../hosts/mcp/README.md', import.meta.url), 'utf8');
/** What the guide's commands print. */
const PRINTED = [...README.matchAll(/^\$ npx @modelcontextprotocol\/inspector@\S+ .*\n(\{\n[^]*?\n\})$/gm)];

let sandbox: Sandbox;
let folder: string;
let connection: object;
let inspector: string;
/** Runs the official inspector's command line, and returns what it printed as JSON. */
let inspect: (words: readonly string[]) => Promise<unknown>;

beforeAll(async () => {
  const packages = await hostPackages('mcp');
  inspector = join(packages, 'node_modules/.bin/mcp-inspector');
  sandbox = await startSandbox({ demo: true });
  folder = await mkdtemp(join(tmpdir(), 'mcp-inspector-'));
  const { endpoint, region, access_key, secret_key } = sandbox;
  connection = { endpoint, region, access_key, secret_key };
  await writeFile(join(folder, 'connection.json'), JSON.stringify(connection));
  inspect = async (words) => {
    const { PATH = '' } = process.env;
    const env = { PATH, HOME: folder, TMPDIR: tmpdir() };
    // It exits with a code of its own when a tool says that it failed, and prints the result all the same.
    const { stdout } = await promisify(execFile)(process.execPath, [inspector, '--cli', ...words], {
      cwd: folder,
      env,
    }).catch((error: { stdout: string }) => error);
    return JSON.parse(stdout);
  };
}, 300_000);
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the guide', () => {
  test('has commands that end with operations run, and print what it says', async () => {
    const { dependencies } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));
    const version = dependencies['@modelcontextprotocol/inspector'];
    const printed = await runGuide('hosts/mcp/README.md', 'From nothing to a first call', [
      // What these two make is there: others of the tests need it at the same time.
      ['npm install\nnpm run build\n', ''],
      // The very same, installed once for all tests.
      [`npx @modelcontextprotocol/inspector@${version}`, `'${process.execPath}' '${inspector}'`],
    ]);
    const documents = printed.trim().split(/\n(?=\{)/);
    expect(documents.map((document) => JSON.parse(document))).toEqual(
      PRINTED.map(([, document = '']) => JSON.parse(document)),
    );
    expect(documents).toHaveLength(3);
  }, 120_000);

  test('has a configuration that starts a server with these limits', async () => {
    const json = /```json\n([^]*?)```/.exec(README)?.[1] ?? '';
    const { args } = JSON.parse(json).mcpServers.s3 as { args: string[] };
    const server = [process.execPath, PROGRAM, ...args.slice(1)];
    const given = ['-e', 'S3C_CONNECTION=@connection.json', ...server];
    const { resources } = (await inspect([...given, '--method', 'resources/list'])) as {
      resources: { uri: string }[];
    };
    expect(resources.map(({ uri }) => uri)).toEqual(['s3://demo-media/']);
  });
});

test('over HTTP, it finds every operation', async () => {
  const host = createMcpHost({ connection });
  const serving = await serveMcpOverHttp(host, { token: TOKEN });
  const words = [serving.url, '--transport', 'http', '--header', `Authorization: Bearer ${TOKEN}`];
  try {
    const { tools } = (await inspect([...words, '--method', 'tools/list'])) as { tools: { name: string }[] };
    expect(tools.map(({ name }) => name)).toEqual(manifest.operations.map(({ name }) => name));
  } finally {
    await serving.close();
    host.close();
  }
});
