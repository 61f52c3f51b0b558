import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildTrayCdk } from '../../../scripts/hosts/tray-cdk.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { textUnder } from '../../fixtures/text-under.ts';
import { hostPackages } from '../../fixtures/host-packages.ts';

export interface Result {
  _tag: 'Success' | 'Failure';
  value?: Record<string, unknown>;
  error?: { _tag: string; message: string; response: Record<string, unknown> };
  notFound?: boolean;
}

/** A connector that Tray's kit has loaded, and the S3 server that it works on. */
export interface Tray {
  folder: string;
  /** The operations' folders, private ones included. */
  operations: string[];
  sandbox: Sandbox;
  /** A Tray authentication with the sandbox's keys. */
  auth: { authType: string; authId: string; user: Record<string, string>; app: object };
  execute(name: string, input: object, auth?: object | null): Promise<Result>;
  /** Every result so far, all that the process has printed, and the files of the connector. */
  told(): Promise<string>;
  close(): Promise<void>;
}

/** The bucket that stands for Tray's own storage. */
export const STORAGE = 'tray-storage';

export async function startTray(): Promise<Tray> {
  const packages = await hostPackages('tray-cdk');
  const sandbox = await startSandbox({ demo: true, buckets: [STORAGE] });
  const folder = join(packages, 'connector');
  await buildTrayCdk(folder, { allowedEndpoints: [sandbox.endpoint] });
  await compile(folder);
  const { access_key, secret_key, region, endpoint } = sandbox;
  const storage = { bucket: STORAGE, endpoint, region, accessKeyId: access_key, secretAccessKey: secret_key };
  const child = fork(
    fileURLToPath(new URL('runner.cjs', import.meta.url)),
    [folder, JSON.stringify(storage)],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += data));
  const [{ operations }] = (await Promise.race([once(child, 'message'), endOf(child, () => printed)])) as [
    { operations: string[] },
  ];
  const auth = {
    authType: 'TOKEN',
    authId: 'one',
    user: { access_key, secret_key, region },
    app: { endpoint },
  };
  const results: Result[] = [];
  return {
    folder,
    operations,
    sandbox,
    auth,
    execute: caller(child, auth, results),
    told: async () => [JSON.stringify(results), printed, await textUnder(folder)].join('\n'),
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      await sandbox.close();
    },
  };
}

/** The project's own `npm run compile`: `tsc --build && tscp`. */
async function compile(folder: string): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'compile'], { cwd: folder }).catch((error) => {
    throw new Error(`${error.stdout}${error.stderr}`);
  });
}

async function endOf(child: ChildProcess, printed: () => string): Promise<never> {
  await once(child, 'exit');
  throw new Error(`The process ended before it was ready: ${printed()}`);
}

function caller(child: ChildProcess, auth: object, results: Result[]): Tray['execute'] {
  const waiting = new Map<number, (result: Result) => void>();
  child.on('message', ({ id, result }: { id: number; result: Result }) => {
    results.push(result);
    waiting.get(id)?.(result);
  });
  let last = 0;
  return (name, input, other) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      child.send({ id: last, name, input, auth: other === null ? undefined : (other ?? auth) });
    });
}
