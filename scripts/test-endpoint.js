/**
 * `npm run test:endpoint`: the operations' tests against the server that S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY and
 * S3_SECRET_KEY name; real AWS when S3_ENDPOINT is not set. Buckets named s3c-test-... are made and deleted.
 * S3_KMS_KEY_ID names a key for SSE-KMS where the server has no key of its own.
 */
import { build } from './setup/build.js';
import { installDependencies } from './setup/dependencies.js';
import { endWith } from './setup/end.js';
import { closingLine, runTests } from './setup/tests.js';

const missing = ['S3_REGION', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'].filter((name) => !process.env[name]);
if (missing.length > 0) endWith(new Error(`Set ${missing.join(', ')} (and S3_ENDPOINT when it is not AWS).`));

await installDependencies().then(build).catch(endWith);
const patterns = process.argv.slice(2);
const { code, results } = await runTests(patterns.length > 0 ? patterns : ['test/operations/']);
console.log(closingLine(results));
process.exitCode = code;
