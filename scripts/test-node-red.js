/**
 * `npm run test:node-red`: packs the Node-RED package, installs it beside a real Node-RED (4 on Node 20 and 22, 5 on
 * Node 24), and runs flows and edit dialogs against the sandbox.
 */
import './setup/node-version.js';
import { installDependencies } from './setup/dependencies.js';
import { endWith } from './setup/end.js';
import { installNodeRed, installPackage, nodeRedRelease } from './setup/node-red.js';
import { runNode } from './setup/processes.js';
import { closingLine, runTests } from './setup/tests.js';

await installDependencies().then(testNodeRed).catch(endWith);

async function testNodeRed() {
  if ((await runNode('scripts/build-node-red.js')) !== 0) throw new Error('The package was not built.');
  const environment = { NODE_RED: installNodeRed(nodeRedRelease()) };
  const { folder, wipe } = installPackage();
  const parameters = ['--config', 'test/hosts/node-red/vitest.config.ts', ...process.argv.slice(2)];
  const { code, results } = await runTests(parameters, { ...environment, NODE_RED_USER: folder }).finally(
    wipe,
  );
  console.log(closingLine(results));
  process.exitCode = code;
}
