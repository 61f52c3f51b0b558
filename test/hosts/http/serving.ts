import { createServer } from 'node:net';
import { once } from 'node:events';
import {
  serveHttp,
  type HttpServerOptions,
  type HttpServing,
  type RequestRecord,
} from '../../../hosts/http/index.ts';
import { holdS3, type HeldRequest } from './held.ts';
import { createClient, TOKEN, type Client } from './support.ts';

export const SECRET_KEY = 'Correct/Horse+Battery/Staple+0123456789ab';
const connection = { access_key: 'AKIAHELD000000000001', secret_key: SECRET_KEY, region: 'us-east-1' };

export interface Serving extends Client, HttpServing {
  /** What was told of each request. */
  records: RequestRecord[];
  /** The next request to S3. */
  held(): Promise<HeldRequest>;
  /** A run that waits until its request to S3 is answered. */
  start(options?: RequestInit): ReturnType<Client['post']>;
  metric(line: string): Promise<number>;
}

/** The whole server on a free port, its connection `held` to an S3 that answers when the test does. */
export async function serve(options: Partial<HttpServerOptions> = {}): Promise<Serving> {
  const s3 = holdS3();
  const records: RequestRecord[] = [];
  const serving = await serveHttp({
    token: TOKEN,
    connections: { held: { label: 'Held', connection } },
    connector: { requestHandler: s3.requestHandler },
    onRequest: (record) => records.push(record),
    ...options,
  });
  const client = createClient(`http://127.0.0.1:${serving.port}`, TOKEN);
  const input = { bucket_name: 'shelf' };
  return {
    ...client,
    ...serving,
    records,
    held: s3.next,
    start: (init) => client.post('/api/operations/head_bucket/run', { connection: 'held', input }, init),
    async metric(line) {
      const { text } = await client.call('/metrics');
      const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
      return Number(found?.slice(line.length) ?? 0);
    },
  };
}

/** Whether anything listens at a port of 127.0.0.1: nothing does when it can be taken. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const taken = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  server.close();
  return taken;
}
