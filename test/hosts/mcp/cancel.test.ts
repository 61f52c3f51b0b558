import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENTS, type Target } from './clients.ts';
import { openBench, type Bench } from './support.ts';

let bench: Bench;
/** S3 that never answers. */
let silent: Server;
let connection: object;
beforeAll(async () => {
  bench = await openBench();
  silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  connection = { ...bench.connection, endpoint };
});
afterAll(async () => {
  await bench.close();
  silent.close();
});

describe.each(CLIENTS)('%s', (_, connect) => {
  test.each<[string, () => Promise<Target>]>([
    ['stdio', async () => ({ words: [], connection })],
    ['HTTP', () => bench.serve({ connection })],
  ])('a call that is cancelled ends its request to S3, over %s', async (__, target) => {
    const mcp = bench.keep(await connect(await target()));
    const controller = new AbortController();
    const asked = once(silent, 'connection') as Promise<[Socket]>;
    const input = { bucket_name: 'media', object_path: 'a' };
    const refused = expect(mcp.call('head_object', input, { signal: controller.signal })).rejects.toThrow();
    const [socket] = await asked;
    const gone = once(socket.resume(), 'close');
    controller.abort();
    await refused;
    await gone;
    expect(socket.destroyed).toBe(true);
  });
});
