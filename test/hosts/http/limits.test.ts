import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { serve, type Serving } from './serving.ts';
import { TOKEN } from './support.ts';

let serving: Serving;
afterEach(() => serving.stop());

describe('limits', () => {
  it.each(['application/json', 'text/event-stream'])(
    'of runs at a time: one more is refused (%s)',
    async (Accept) => {
      serving = await serve({ limits: { concurrentRuns: 1 } });
      const run = serving.start();
      const request = await serving.held();
      const refused = await serving.start({ headers: { Accept } });
      expect([refused.status, refused.json.error.code]).toEqual([503, 'server_busy']);
      expect(refused.json.error.retryable).toBe(true);
      expect(refused.headers.get('retry-after')).toBe('1');
      const upload = await serving.call('/api/files', { method: 'POST', body: 'x' });
      expect(upload.json.error.code).toBe('server_busy');
      expect(await serving.metric('s3c_rejected_total{limit="concurrent_runs"}')).toBe(2);

      request.answer();
      expect((await run).status).toBe(200);
      const next = serving.start();
      (await serving.held()).answer();
      expect((await next).status).toBe(200);
    },
  );

  it('of the time that a run may take', async () => {
    serving = await serve({ limits: { runSeconds: 0.05 } });
    const run = serving.start();
    const request = await serving.held();
    const { status, json } = await run;
    expect([status, json.error.code]).toEqual([504, 'deadline_exceeded']);
    expect(request.signal.aborted).toBe(true);
    expect(await serving.metric('s3c_rejected_total{limit="run_seconds"}')).toBe(1);
  });

  it('of bodies and files', async () => {
    serving = await serve({ limits: { bodyBytes: 100, fileBytes: 100 } });
    const large = 'x'.repeat(101);
    expect((await serving.post('/api/operations/head_bucket/run', { input: { large } })).status).toBe(413);
    expect((await serving.call('/api/files', { method: 'POST', body: large })).status).toBe(413);
    expect(await serving.metric('s3c_rejected_total{limit="body_bytes"}')).toBe(1);
    expect(await serving.metric('s3c_rejected_total{limit="file_bytes"}')).toBe(1);
  });
});

/** A connection on which this has been sent, and nothing read. */
async function sending(sent: string): Promise<Socket> {
  const socket = connect(serving.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(sent);
  return socket;
}

/** The beginning of a request, its body announced and not sent. */
const beginning = (path: string, headers = 'Content-Length: 9') =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${serving.port}\r\nAuthorization: Bearer ${TOKEN}\r\n${headers}\r\n\r\n`;

it('limits of all files together: one more byte is refused', async () => {
  serving = await serve({ limits: { fileStoreBytes: 5 } });
  const upload = (body: string) => serving.call('/api/files', { method: 'POST', body });
  expect((await upload('12345')).status).toBe(201);
  const refused = await upload('6');
  expect([refused.status, refused.json.error.code]).toEqual([507, 'file_store_full']);
  expect(await serving.metric('s3c_rejected_total{limit="file_store_bytes"}')).toBe(1);
});

describe('a body that is being read', () => {
  const PATH = '/api/operations/head_bucket/run';
  const HEADERS = 'Content-Type: application/json\r\nContent-Length: 9';

  it('has a place among the runs', async () => {
    serving = await serve({ limits: { concurrentRuns: 1 } });
    const slow = await sending(beginning(PATH, HEADERS));
    await expect.poll(() => serving.metric('s3c_runs_in_flight')).toBe(1);
    const refused = await serving.start();
    expect([refused.status, refused.json.error.code]).toEqual([503, 'server_busy']);

    slow.destroy();
    await expect.poll(() => serving.metric('s3c_runs_in_flight')).toBe(0);
    const run = serving.start();
    (await serving.held()).answer();
    expect((await run).status).toBe(200);
  });

  it('ends with the time that a run has', async () => {
    serving = await serve({ limits: { runSeconds: 0.05 } });
    const answer = await text(await sending(beginning(PATH, HEADERS)));
    expect(answer).toMatch(/^HTTP\/1.1 504 [^]*Connection: close[^]*"deadline_exceeded"/);
  });
});

describe('a client that takes next to nothing is disconnected', () => {
  /** More than the buffers of a connection on this machine hold. */
  const LARGE = 32 * 2 ** 20;

  it('in the middle of a file', async () => {
    serving = await serve({ timeouts: { idleSeconds: 0.2 } });
    const { json } = await serving.call('/api/files', { method: 'POST', body: Buffer.alloc(LARGE) });
    const { pathname, search } = new URL(json.url);
    const host = `127.0.0.1:${serving.port}`;
    const reader = await sending(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await expect
      .poll(() => serving.records.at(-1), { timeout: 10_000 })
      .toMatchObject({ code: 'client_gone', route: '/files/:id/:name' });
    reader.destroy();
  });

  it('and a run that takes longer than that is not', async () => {
    serving = await serve({ timeouts: { idleSeconds: 0.05 } });
    const run = serving.start();
    const request = await serving.held();
    // Two requests of others, each of which is disconnected for its silence, take that long at least.
    for (const path of ['/api/files', '/api/files'])
      await text(await sending(beginning(path))).catch(() => '');
    request.answer();
    expect((await run).status).toBe(200);
  });
});

describe('a client that sends next to nothing is disconnected', () => {
  /** What the server answers, if anything, before it closes the connection. */
  const answerTo = async (sent: string) => text(await sending(sent)).catch(() => 'reset');

  it('in the middle of the headers', async () => {
    serving = await serve({ timeouts: { headerSeconds: 0.05 } });
    expect(await answerTo('POST /api/files HTTP/1.1\r\nHost: ')).toMatch(/^HTTP\/1.1 408 /);
  });

  it('in the middle of a body', async () => {
    serving = await serve({ timeouts: { idleSeconds: 0.05 } });
    expect(['', 'reset']).toContain(await answerTo(`${beginning('/api/files')}half`));
    await expect
      .poll(() => serving.records)
      .toEqual([expect.objectContaining({ code: 'client_gone', route: '/api/files' })]);
  });
});
