import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A vitest reporter that writes what became of each test to the file that RESULTS_FILE names:
 * `{tests: [{test, state}], errors: [message]}`. Errors are what belongs to no test: a file that cannot be loaded, a
 * hook that throws, an unhandled rejection.
 */
export default class ResultsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map(describeTest));
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const errors = [
      ...suites.flatMap((suite) => suite.errors().map((error) => `${nameOf(suite)}: ${error.message}`)),
      ...unhandledErrors.map((error) => `unhandled: ${error.message}`),
    ];
    writeFileSync(process.env.RESULTS_FILE, JSON.stringify({ tests, errors }));
  }
}

const fileOf = (module) => relative(process.cwd(), module.moduleId);

const nameOf = (suite) =>
  suite.type === 'module' ? fileOf(suite) : `${fileOf(suite.module)} > ${suite.fullName}`;

const describeTest = (test) => ({ test: nameOf(test), state: test.result().state });
