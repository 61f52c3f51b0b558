import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, runNode } from './processes.js';

/**
 * Runs vitest once.
 * @param {string[]} parameters File name patterns and options of vitest's.
 * @param {Record<string, string>} [environment] On top of a clean one.
 * @returns {Promise<{code: number, results: {tests: {test: string, state: string}[], errors: string[]}}>}
 */
export async function runTests(parameters, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'aws-s3-connector-results-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', `--reporter=${join(ROOT, 'scripts/setup/results-reporter.js')}`];
  const env = { ...cleanEnvironment(), ...environment, RESULTS_FILE: file };
  try {
    const code = await runNode('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...parameters], {
      env,
    });
    return { code, results: readResults(file) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * This process's environment without what would reach into the tests: the AWS SDK's variables and the command line's.
 * The server that S3_ENDPOINT and its like name for the tests stays.
 */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|S3C_)/i.test(name));
  return { ...Object.fromEntries(kept), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
}

/** A run that ended before it could say anything failed as a whole. */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { tests: [], errors: ['The test run ended before its end.'] };
  }
}

/** `12 passed, 0 failed, 1 skipped`; what fails outside of a test counts as a failed one. */
export function closingLine({ tests, errors }) {
  const count = (state) => tests.filter((test) => test.state === state).length;
  const skipped = count('skipped') + count('pending');
  const failed = count('failed') + errors.length;
  return `${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
