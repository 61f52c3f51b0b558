import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runGuide } from '../../../fixtures/guide.ts';
import { textUnder } from '../../../fixtures/text-under.ts';
import { freePort } from './node-red.ts';

const { NODE_RED = '', npm_config_cache = join(homedir(), '.npm') } = process.env;

test('the commands of the guide end with operations run', async () => {
  const home = await mkdtemp(join(tmpdir(), 'node-red-guide-'));
  try {
    const replacements = [
      // The packages of this repository are there.
      ['npm install\n', ''],
      // Node-RED itself is installed once for all tests.
      ['npm install node-red@4.1 ', 'npm install --prefer-offline --no-audit --no-fund '],
      ['node_modules/.bin/node-red ', `'${process.execPath}' '${NODE_RED}/node_modules/node-red/red.js' `],
      // Another Node-RED may be on its usual port.
      ['1880', String(await freePort())],
    ] as const;
    const environment = { HOME: home, npm_config_cache };
    const printed = await runGuide(
      'hosts/node-red/README.md',
      'From nothing to a run',
      replacements,
      environment,
    );
    expect(printed).toContain('Deployed: 200');
    expect(printed.trim().split('\n').at(-1)).toContain('"content":"water the plants"');
    // Node-RED's own files, its log included: encrypted, the keys cannot be found.
    const kept = await textUnder(join(home, 's3-flows'));
    expect(kept).toContain('aws-s3-connection');
    expect(kept).not.toContain('AKIASANDBOXADMIN');
  } finally {
    await rm(home, { recursive: true });
  }
}, 300_000);
