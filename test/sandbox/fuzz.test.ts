import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { startSandboxProcess } from '../fixtures/sandbox-process.ts';
import type { SandboxProcess } from '../fixtures/sandbox-process.ts';
import { runCampaign } from './fuzz/campaign.ts';

/** `FUZZ_REQUESTS=100000 FUZZ_SEED=7 npm test -- sandbox/fuzz` runs longer, and another way. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 3000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const MIB = 1024 * 1024;
/** A process that has answered this many has its code compiled and its caches filled. */
const WARM_UP = Math.min(REQUESTS, 3000);

let root: string;
let server: SandboxProcess;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 's3-sandbox-fuzz-'));
  await writeFile(join(root, 'sentinel'), 'SENTINEL');
  await mkdir(join(root, 'deep'));
  server = await startSandboxProcess({
    directory: join(root, 'deep', 'data'),
    buckets: ['fuzz-one', 'fuzz-two', 'fuzz-locked'],
    users: [
      { access_key: 'AKIALIMITED000000000', secret_key: 'limited', name: 'limited', policies: {} },
      { access_key: 'AKIASTRANGER00000000', secret_key: 'stranger', account: '210987654321' },
    ],
  });
});

afterEach(async () => {
  await server.kill();
  await rm(root, { recursive: true });
});

describe(`${REQUESTS} requests that nobody should send`, { timeout: 1_200_000 }, () => {
  it('leave the process up, its directory alone around it, and its memory as it was', async () => {
    const warmUp = await runCampaign(server, { seed: SEED, first: 0, count: WARM_UP });
    const before = await server.memoryAfterReset();
    const rest = await runCampaign(server, { seed: SEED, first: WARM_UP, count: REQUESTS - WARM_UP });
    expect([...warmUp.findings, ...rest.findings]).toEqual([]);
    expect(server.defects).toEqual([]);
    expect(server.hasEnded()).toBe(false);

    // A fuzzer that is refused everything proves nothing.
    expect(warmUp.statuses['200']).toBeGreaterThan(WARM_UP / 20);
    expect((await sendSigned(server.address, { target: '/' })).status).toBe(200);
    expect(await readdir(root)).toEqual(['deep', 'sentinel']);
    expect(await readdir(join(root, 'deep'))).toEqual(['data']);
    expect((await readdir(join(root, 'deep', 'data'))).sort()).toEqual(['blobs', 'records']);
    expect(await readFile(join(root, 'sentinel'), 'utf8')).toBe('SENTINEL');

    const after = await server.memoryAfterReset();
    expect(after.heap - before.heap).toBeLessThan(20 * MIB);
    expect(after.resident - before.resident).toBeLessThan(100 * MIB);
  });
});
