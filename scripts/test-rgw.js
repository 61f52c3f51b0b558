/**
 * `npm run test:rgw`: the operations' and the protocol's tests, and the proofs of policies, against Ceph's S3 gateway,
 * a production server. What it is known not to do is in test/servers/rgw-skips.json, a reason with each; what
 * random policies leave out is in rgw-agreement.json. Needs Debian and root; elsewhere it is skipped.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWith } from './setup/end.js';
import { ROOT } from './setup/processes.js';
import { startGateway, whyNoGateway } from './setup/rgw.js';
import { judge, judgedLine } from './setup/skips.js';
import { runTests } from './setup/tests.js';

/** The tests that run on any S3 server: those of the operations, and the protocol's own. */
const FOLDERS = [
  'test/operations/',
  ...['copy', 'listing', 'multipart', 'objects', 'tags', 'versions'].map(
    (name) => `test/sandbox/${name}.test.ts`,
  ),
];

/** Those that change one bucket's policy and one user's, and the proofs: one file after the other. */
const POLICIES = [
  ...['identity', 'bucket', 'conditions'].map((name) => `test/sandbox/policies/${name}.test.ts`),
  'test/permissions/proof/proof.test.ts',
  'test/permissions/proof/agreement/agreement.test.ts',
];

const obstacle = whyNoGateway();
if (obstacle === undefined) await testGateway(process.argv.slice(2)).catch(endWith);
else console.log(`\n*** SKIPPED: nothing was tested against Ceph RGW, because ${obstacle}. ***\n`);

async function testGateway(patterns) {
  const skips = JSON.parse(readFileSync(join(ROOT, 'test/servers/rgw-skips.json'), 'utf8'));
  console.log('Starting Ceph RGW ...');
  const { environment, wipe } = await startGateway();
  // A signal ends vitest, which ends the run: the gateway is wiped in any case.
  const results = await runAll(patterns, environment).finally(wipe);
  const wrong = judge(results, skips, patterns.length === 0);
  for (const sentence of wrong) console.error(`Ceph RGW: ${sentence}`);
  console.log(judgedLine(results, wrong));
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

async function runAll(patterns, environment) {
  if (patterns.length > 0) return (await runTests(patterns, environment)).results;
  const runs = [
    await runTests(FOLDERS, environment),
    await runTests(['--no-file-parallelism', ...POLICIES], environment),
  ];
  return {
    tests: runs.flatMap(({ results }) => results.tests),
    errors: runs.flatMap(({ results }) => results.errors),
  };
}
