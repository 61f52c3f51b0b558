import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { buildTrayFalafel } from '../../../scripts/hosts/tray-falafel.ts';
import { textUnder } from '../../fixtures/text-under.ts';
import { hostPackages } from '../../fixtures/host-packages.ts';

export interface Answer {
  id: string;
  header: { error?: boolean };
  body: Record<string, unknown> & { code?: string; message?: string; payload?: Record<string, unknown> };
}

export interface Message {
  name: string;
  title: string;
  type: string;
  input_schema: Schema;
  output_schema: Schema;
}

export interface Schema {
  properties: Record<string, Schema & { default_jsonpath?: string; lookup?: Lookup; format?: string }>;
  required: string[];
  advanced: string[];
}

interface Lookup {
  body: { message: string; step_settings: Record<string, { type: string; value: string }> };
}

/** A connector that falafel has wrapped, and the S3 server that it works on. */
export interface Falafel {
  folder: string;
  sandbox: Sandbox;
  /** The authentication's fields, as Tray fills them into the inputs. */
  auth: Record<string, string>;
  /** What falafel generates for Tray's builder. */
  connectorsJson(): Promise<{ name: string; messages: Message[] }[]>;
  send(message: string, input: object, auth?: object): Promise<Answer>;
  /** Every answer so far, all that the process has printed, and the files of the connector. */
  told(): Promise<string>;
  close(): Promise<void>;
}

/** The bucket that stands for Tray's own storage. */
export const STORAGE = 'tray-storage';
const local = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export async function startFalafel(): Promise<Falafel> {
  const packages = await hostPackages('tray-falafel');
  const sandbox = await startSandbox({ demo: true, buckets: [STORAGE] });
  const folder = join(packages, 'connector');
  await buildTrayFalafel(folder, { allowedEndpoints: [sandbox.endpoint] });
  const { access_key, secret_key, region, endpoint } = sandbox;
  const storage = { endpoint, accessKeyId: access_key, secretAccessKey: secret_key };
  const child = fork(local('runner.cjs'), [folder, JSON.stringify(storage)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      CONNECTOR_FILE_BUCKET: STORAGE,
      CONNECTOR_FILE_REGION: region,
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += data));
  const ended = once(child, 'exit');
  const early = ended.then(() => Promise.reject(new Error(`It ended before it was ready: ${printed}`)));
  await Promise.race([once(child, 'message'), early]);
  early.catch(() => {});
  const auth = { access_key, secret_key, region, endpoint };
  const sent: Answer[] = [];
  return {
    folder,
    sandbox,
    auth,
    connectorsJson: async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [local('generate.cjs'), folder], {
        maxBuffer: 2 ** 26,
      });
      return JSON.parse(stdout);
    },
    send: async (message, input, other = auth) => {
      child.send({ events: [{ id: 'one', header: { message }, body: { ...other, ...input } }] });
      const [{ error, answers }] = await once(child, 'message');
      if (error !== undefined) throw new Error(error);
      sent.push(answers[0]);
      return answers[0];
    },
    told: async () => [JSON.stringify(sent), printed, await textUnder(folder)].join('\n'),
    close: async () => {
      child.disconnect();
      child.kill();
      await ended;
      await sandbox.close();
    },
  };
}
