import { afterEach, describe, expect, it } from 'vitest';
import { serve, SECRET_KEY, type Serving } from './serving.ts';
import { rawGet, serveHost, TOKEN } from './support.ts';

let serving: Serving;
afterEach(() => serving.stop());

/** A run that ends with this status of S3's. */
async function runTo(status: number): Promise<void> {
  const run = serving.start();
  (await serving.held()).answer(status);
  await run;
}

describe('metrics', () => {
  it('count runs by operation and outcome, with their durations', async () => {
    serving = await serve({ processMetrics: true });
    await runTo(200);
    await runTo(403);
    await serving.run('head_bucket', {}, 'held');
    const code = serving.records.at(1)?.code;
    expect(code).not.toBe('ok');
    const runs = (outcome?: string) => `s3c_runs_total{operation="head_bucket",code="${outcome}"}`;
    expect(await serving.metric(runs('ok'))).toBe(1);
    expect(await serving.metric(runs(code))).toBe(1);
    expect(await serving.metric(runs('input_invalid'))).toBe(1);
    expect(await serving.metric('s3c_run_duration_seconds_count{operation="head_bucket"}')).toBe(3);
    expect(await serving.metric('s3c_http_received_bytes_total')).toBeGreaterThan(0);
    expect(await serving.metric('s3c_http_sent_bytes_total')).toBeGreaterThan(0);
    expect(await serving.metric('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('count the bytes that runs move, where they are known', async () => {
    const served = await serveHost();
    const file = (await served.call('/api/files', { method: 'POST', body: 'x'.repeat(1000) })).json;
    await served.run('put_object_file', { bucket_name: 'shelf', object_path: 'a', file });
    const { text } = await served.call('/metrics');
    await served.close();
    expect(text).toContain('s3c_transferred_bytes_total{operation="put_object_file"} 1000\n');
  });

  it('are in the format that Prometheus reads', async () => {
    serving = await serve();
    await runTo(200);
    const { text, headers } = await serving.call('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of lines)
      expect(line).toMatch(/^[a-z_0-9]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [\d.e+-]+$/);
  });

  it('have labels of known values only', async () => {
    serving = await serve();
    await serving.post('/api/operations/no_such_operation/run', { connection: 'held' });
    await serving.call('/files/secret-id/secret-name');
    const { text } = await serving.call('/metrics');
    expect(text).not.toMatch(/no_such_operation|secret|held/);
  });

  it.each([
    ['want the token', {}, 401],
    ['want none when they are public', { publicMetrics: true }, 200],
    ['want none where nothing does', { token: false as const }, 200],
  ])('%s', async (_, options, status) => {
    serving = await serve(options);
    expect((await fetch(`${serving.address}/metrics`)).status).toBe(status);
  });

  it('are for scrapers by whatever name they call the server, but not for foreign pages', async () => {
    const host = { Host: '10.0.0.5:4310' };
    serving = await serve();
    const scraped = await rawGet(`${serving.address}/metrics`, { ...host, 'X-Api-Key': TOKEN });
    expect(scraped.status).toBe(200);
    await serving.stop();
    serving = await serve({ token: false });
    expect((await rawGet(`${serving.address}/metrics`, host)).status).toBe(421);
  });
});

describe('what is told of a request', () => {
  it('is its id, route, operation, outcome and time; no query, no key', async () => {
    serving = await serve();
    const answer = await serving.call('/api/operations?secret=1');
    await runTo(200);
    await serving.call('/files/some-id/private-name?signature=abc');
    await serving.call('/private-path');
    expect(serving.records).toEqual([
      {
        id: answer.headers.get('x-request-id'),
        method: 'GET',
        route: '/api/operations',
        code: 'ok',
        status: 200,
        ms: expect.any(Number),
        received: expect.any(Number),
        sent: expect.any(Number),
      },
      expect.objectContaining({ route: '/api/operations/:name/run', operation: 'head_bucket', code: 'ok' }),
      expect.objectContaining({ route: '/files/:id/:name', code: 'file_unreadable', status: 404 }),
      expect.objectContaining({ code: 'route_unknown', status: 404 }),
    ]);
    expect(JSON.stringify(serving.records)).not.toMatch(/secret|private|signature|shelf/);
    expect(JSON.stringify(serving.records)).not.toContain(SECRET_KEY);
  });

  it('tells of clients that leave', async () => {
    serving = await serve();
    const client = new AbortController();
    const run = serving.start({ signal: client.signal });
    const request = await serving.held();
    client.abort();
    await expect(run).rejects.toThrow();
    await expect.poll(() => serving.records.at(-1)).toMatchObject({ code: 'client_gone' });
    expect(serving.records.at(-1)?.status).toBeUndefined();
    expect(request.signal.aborted).toBe(true);
  });
});
