import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { fail } from '../../src/catalogue.ts';
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/files/guarded-fetch.ts';
import { simulateNetwork } from './network.ts';
import { serve, stopServers } from './servers.ts';
import { clock, errorOf, fileAt, textOf } from './support.ts';

afterEach(stopServers);

async function fetchFrom(handle: (response: ServerResponse) => void, options: GuardedFetchOptions = {}) {
  const server = await serve((_, response) => handle(response));
  const open = createGuardedFetch({ clock, allowedOrigins: [server.origin], ...options });
  return { server, open, file: fileAt(server.origin) };
}

test.each([
  ['shorter than its Content-Length', { 'Content-Length': '100' }],
  ['cut off between chunks', {}],
])('a body %s is interrupted', async (_, headers) => {
  const { open, file } = await fetchFrom((response) => {
    response.writeHead(200, headers).write('only this', () => response.destroy());
  });
  const error = await errorOf(open(file).then(({ stream }) => textOf(stream)));
  expect(error).toMatchObject({ code: 'file_interrupted', category: 'network', retryable: true });
});

test('an interruption that comes before anybody reads waits for the reader', async () => {
  const { open, file } = await fetchFrom((response) => {
    response.writeHead(200, { 'Content-Length': '100' }).write('only this', () => response.destroy());
  });
  const { stream } = await open(file);
  await new Promise((resolve) => stream.once('close', resolve));
  expect(await errorOf(textOf(stream))).toMatchObject({ code: 'file_interrupted' });
});

test('a host that never answers is given up', async () => {
  const { open, file } = await fetchFrom(() => {}, { idleTimeoutSeconds: 0.05 });
  const error = await errorOf(open(file));
  expect(error).toMatchObject({ code: 'file_unreadable', retryable: true });
  expect(error.message).toContain('no answer within 0.05 seconds');
});

test('a host that falls silent in the middle is given up', async () => {
  const { open, file } = await fetchFrom((response) => void response.write('first'), {
    idleTimeoutSeconds: 0.05,
  });
  const { stream } = await open(file);
  const error = await errorOf(textOf(stream));
  expect(error.code).toBe('file_interrupted');
  expect(error.message).toContain('nothing came for 0.05 seconds');
});

test('a reader that does not read is not taken for a silent host', async () => {
  const size = 32 * 2 ** 20;
  const { server, open, file } = await fetchFrom((response) => response.end(Buffer.alloc(size)), {
    idleTimeoutSeconds: 0.3,
  });
  const network = simulateNetwork({ '127.0.0.1': server.port });
  const { stream } = await open(file);
  network.restore();
  const [socket] = network.sockets;
  expect(socket).toBeDefined();
  // The socket fell silent twice: once after its last byte, and once more after it was given more time.
  for (let time = 0; time < 2; time += 1) await once(socket!, 'timeout');
  let bytes = 0;
  for await (const chunk of stream) bytes += (chunk as Buffer).length;
  expect(bytes).toBe(size);
});

test('a DNS that never answers is given up', async () => {
  const open = createGuardedFetch({
    clock,
    connectTimeoutSeconds: 0.02,
    lookup: () => new Promise(() => {}),
  });
  const error = await errorOf(open(fileAt('https://files.example.test/')));
  expect(error.code).toBe('file_unreadable');
  expect(error.message).toContain('no answer of the DNS within 0.02 seconds');
});

test('a host that accepts and says nothing is given up before the idle timeout', async () => {
  // It speaks no TLS, so the handshake never ends.
  const mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const open = createGuardedFetch({ clock, allowedOrigins: [origin], connectTimeoutSeconds: 0.05 });
  const error = await errorOf(open(fileAt(origin)));
  mute.close();
  expect(error).toMatchObject({ code: 'file_unreadable', retryable: true });
  expect(error.message).toContain('no connection within 0.05 seconds');
});

test('a host that was reached may take longer to answer', async () => {
  const { open, file } = await fetchFrom((response) => void setTimeout(() => response.end('slow'), 600), {
    connectTimeoutSeconds: 0.5,
  });
  expect(await textOf((await open(file)).stream)).toBe('slow');
});

test('a run that was stopped already asks nobody, not even the DNS', async () => {
  const open = createGuardedFetch({ clock, lookup: () => expect.fail('the DNS was asked') });
  const opening = open(fileAt('https://files.example.test/'), { signal: AbortSignal.abort() });
  expect(await errorOf(opening)).toMatchObject({ code: 'cancelled' });
});

test('a run can be stopped while the DNS is asked', async () => {
  const controller = new AbortController();
  const lookup = () => {
    queueMicrotask(() => controller.abort());
    return new Promise<never>(() => {});
  };
  const open = createGuardedFetch({ clock, lookup });
  const opening = open(fileAt('https://files.example.test/'), { signal: controller.signal });
  expect(await errorOf(opening)).toMatchObject({ code: 'cancelled' });
});

test('a run can be stopped while the answer is awaited, and the connection ends', async () => {
  const controller = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  const { open, file } = await fetchFrom((response) => {
    ended = once(response, 'close');
    controller.abort(fail('deadline_exceeded'));
  });
  expect(await errorOf(open(file, { signal: controller.signal }))).toMatchObject({
    code: 'deadline_exceeded',
  });
  await ended;
});

test('a run can be stopped in the middle of the body, and the connection ends', async () => {
  const controller = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();
  const { open, file } = await fetchFrom((response) => {
    ended = once(response, 'close');
    response.write('first');
  });
  const { stream } = await open(file, { signal: controller.signal });
  stream.once('data', () => controller.abort());
  expect(await errorOf(once(stream, 'end'))).toMatchObject({ code: 'cancelled' });
  await ended;
});

test('the connection ends when the reader goes away', async () => {
  let ended: Promise<unknown> = Promise.resolve();
  const { open, file } = await fetchFrom((response) => {
    ended = once(response, 'close');
    response.write('first');
  });
  const { stream } = await open(file);
  stream.destroy();
  await ended;
});

test('a large file passes through a little at a time', async () => {
  const total = 64 * 2 ** 20;
  const chunk = Buffer.alloc(2 ** 16, 'x');
  let sent = 0;
  function* content() {
    for (; sent < total; sent += chunk.length) yield chunk;
  }
  const { open, file } = await fetchFrom((response) => void Readable.from(content()).pipe(response));
  const { stream } = await open(file);
  let received = 0;
  let held = 0;
  const slowReader = new Writable({
    async write(bytes: Buffer, _encoding, done) {
      held = Math.max(held, sent - received);
      received += bytes.length;
      await nextTurn();
      done();
    },
  });
  await pipeline(stream, slowReader);
  expect(received).toBe(total);
  // What is on its way is in the sockets' buffers; a fetch that collects the file holds nearly all of it.
  expect(held).toBeLessThan(total / 2);
});
