/**
 * `npm test`: installs and builds what is missing, then runs every test. `npm test -- sandbox` runs those whose file
 * name contains "sandbox"; other arguments go to vitest as they are.
 */
import './setup/node-version.js';
import { build } from './setup/build.js';
import { installDependencies } from './setup/dependencies.js';
import { endWith } from './setup/end.js';
import { closingLine, runTests } from './setup/tests.js';

await installDependencies().then(build).catch(endWith);
const { code, results } = await runTests(process.argv.slice(2));
console.log(closingLine(results));
process.exitCode = code;
