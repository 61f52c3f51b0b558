/**
 * `npm run bench`: every benchmark in turn, or those that are named: `npm run bench -- pipeline imports`. They run
 * from dist, as what is installed does.
 */
import './setup/node-version.js';
import { findBrowser } from './setup/browser.js';
import { build } from './setup/build.js';
import { installDependencies } from './setup/dependencies.js';
import { endWith } from './setup/end.js';
import { runNode } from './setup/processes.js';
import { cleanEnvironment } from './setup/tests.js';

const BENCHMARKS = ['pipeline', 'imports', 'calls', 'permissions', 'page', 'large', 'sandbox-throughput'];

const named = process.argv.slice(2);
const unknown = named.filter((name) => !BENCHMARKS.includes(name));
if (unknown.length > 0)
  endWith(new Error(`There is no benchmark ${unknown[0]}; there are ${BENCHMARKS.join(', ')}.`));

await installDependencies().then(build).catch(endWith);
const env = { ...cleanEnvironment(), CHROMIUM: findBrowser() ?? '' };
for (const name of named.length > 0 ? named : BENCHMARKS) {
  const code = await runNode(`dist/bench/${name}.js`, [], { env });
  if (code !== 0) process.exitCode = 1;
}
