/**
 * Judges a run against a list of tests that are known to fail on a server. Listed tests are run as well, so that the
 * list can hold neither a test that passes nor one that is gone.
 * @param {{tests: {test: string, state: string}[], errors: string[]}} results
 * @param {{test: string, reason: string}[]} skips
 * @param {boolean} whole Whether everything was run, and a listed test that is not among the results does not exist.
 * @returns {string[]} What is wrong, a sentence each; empty when the run is as it should be.
 */
export function judge({ tests, errors }, skips, whole) {
  const listed = new Set(skips.map(({ test }) => test));
  const known = new Set(tests.map(({ test }) => test));
  const named = (state, isListed) =>
    tests
      .filter((test) => test.state === state && listed.has(test.test) === isListed)
      .map(({ test }) => test);
  return [
    ...(tests.length === 0 ? ['no test was run'] : []),
    ...errors,
    ...named('failed', false).map((test) => `failed, and is not in the list: ${test}`),
    ...named('passed', true).map((test) => `passes, so remove it from the list: ${test}`),
    ...tests
      .filter(isSkipped)
      .map(({ test }) => `was skipped by its own code; let it run, and list it: ${test}`),
    ...(whole ? [...listed].filter((test) => !known.has(test)) : []).map(
      (test) => `is listed but does not exist: ${test}`,
    ),
    ...skips.filter(({ reason }) => !reason).map(({ test }) => `is listed without a reason: ${test}`),
  ];
}

const isSkipped = ({ state }) => state === 'skipped' || state === 'pending';

/** The counts of a judged run: listed failures are its skips, everything that is wrong is a failure. */
export function judgedLine({ tests }, wrong) {
  const passed = tests.filter(({ state }) => state === 'passed').length;
  const skipped = tests.filter(({ state }) => state === 'failed').length;
  const line = `${passed} passed, ${wrong.length} failed`;
  return wrong.length === 0 && skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
