import { readdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { eventsIn } from './support.ts';
import { isFree, serve, type Serving } from './serving.ts';

let serving: Serving;
afterEach(() => serving.stop());

const EVENTS = { headers: { Accept: 'text/event-stream' } };

describe('a server that is told to stop', () => {
  it('lets a run end, takes nothing new, and says so', async () => {
    serving = await serve();
    expect((await serving.call('/health')).json).toEqual({ live: true, ready: true });
    const run = serving.start();
    const request = await serving.held();
    const stopped = serving.stop(3600);

    const health = await serving.call('/health');
    expect([health.status, health.json]).toEqual([503, { live: true, ready: false }]);
    expect((await serving.call('/health/live')).status).toBe(200);
    const refused = await serving.start();
    expect([refused.status, refused.json.error.code]).toEqual([503, 'server_stopping']);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await serving.metric('s3c_runs_in_flight')).toBe(1);

    expect(request.signal.aborted).toBe(false);
    request.answer();
    expect((await run).status).toBe(200);
    await stopped;
    expect(await isFree(serving.port)).toBe(true);
  });

  it('breaks a run off when the time is up, and tells its client', async () => {
    serving = await serve();
    const runs = [serving.start(), serving.start(EVENTS)];
    const requests = [await serving.held(), await serving.held()];
    await serving.stop(0.01);
    const [plain, events] = await Promise.all(runs);
    expect(plain?.json.error).toMatchObject({
      code: 'run_interrupted',
      operation: 'head_bucket',
      stage: 'call_service',
      retryable: true,
    });
    expect(plain?.status).toBe(503);
    expect(eventsIn(events?.text ?? '').at(-1)).toMatchObject({
      event: 'error',
      data: { error: { code: 'run_interrupted' } },
    });
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(await isFree(serving.port)).toBe(true);
  });

  it('leaves the files of a directory that it was given', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'serve-files-'));
    serving = await serve({ directory });
    await serving.call('/api/files?name=a', { method: 'POST', body: 'kept' });
    await serving.stop();
    expect(readdirSync(directory)).toHaveLength(2);
    rmSync(directory, { recursive: true });
  });
});
