import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Anything that a flow file may hold. */
export interface FlowNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

/** A Node-RED of its own, with the packed package installed. */
export interface RunningNodeRed {
  address: string;
  /** All it has printed. */
  log(): string;
  /** Every file of the user directory but installed packages, as one text. */
  files(): string;
  /** Replaces all flows, and waits until they have started. */
  deploy(flows: readonly FlowNode[]): Promise<void>;
  close(): Promise<void>;
}

const { NODE_RED = '', NODE_RED_USER = '' } = process.env;

export async function startNodeRed(environment: Record<string, string> = {}): Promise<RunningNodeRed> {
  const folder = userDirectory();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'settings.js'), `module.exports = ${JSON.stringify(settings(folder, port))};`);
  const program = join(NODE_RED, 'node_modules/node-red/red.js');
  const child = spawn(process.execPath, [program, '-u', folder], {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  const ended = once(child, 'exit');
  let log = '';
  const listeners = new Set<() => void>();
  const collect = (chunk: Buffer) => {
    log += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const printed = (words: string, from: number) =>
    Promise.race([
      new Promise<void>((resolve) => {
        const look = () => {
          if (!log.slice(from).includes(words)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
      ended.then(() => Promise.reject(new Error(`Node-RED has ended: ${log}`))),
    ]);
  await printed('Started flows', 0);
  return {
    address,
    log: () => log,
    files: () => contentOf(folder),
    deploy: async (flows) => {
      const before = log.length;
      const answer = await fetch(`${address}/flows`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Node-RED-API-Version': 'v2' },
        body: JSON.stringify({ flows }),
      });
      if (!answer.ok) throw new Error(`Not deployed: ${await answer.text()}`);
      await printed('Started flows', before);
    },
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function userDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'node-red-'));
  copyFileSync(join(NODE_RED_USER, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(NODE_RED_USER, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const settings = (folder: string, uiPort: number): object => ({
  uiHost: '127.0.0.1',
  uiPort,
  flowFile: join(folder, 'flows.json'),
  credentialSecret: 'secret-of-the-test',
  logging: { console: { level: 'info' } },
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false, palette: { catalogues: [] } },
});

function contentOf(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'));
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
}

/** Node-RED does not tell which port it got when it is given none. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
