import { describe, expect, test } from 'vitest';
import { judge, judgedLine } from '../../scripts/setup/skips.js';

const passed = { test: 'a.test.ts > passes', state: 'passed' };
const failed = { test: 'a.test.ts > fails', state: 'failed' };
const skipped = { test: 'a.test.ts > skips', state: 'skipped' };
const listing = (test: string, reason = 'The server cannot.') => [{ test, reason }];

describe('the list of tests that a server is known to fail', () => {
  test('a listed failure is as it should be, and counts as skipped', () => {
    const results = { tests: [passed, failed], errors: [] };
    expect(judge(results, listing(failed.test), true)).toEqual([]);
    expect(judgedLine(results, [])).toBe('1 passed, 0 failed, 1 skipped');
  });

  test.each([
    ['an unlisted failure', { tests: [passed, failed], errors: [] }, [], 'failed, and is not in the list'],
    ['a listed test that passes', { tests: [passed], errors: [] }, listing(passed.test), 'remove it'],
    ['a listed test that is gone', { tests: [passed], errors: [] }, listing('b > gone'), 'does not exist'],
    [
      'a listing without a reason',
      { tests: [failed], errors: [] },
      listing(failed.test, ''),
      'without a reason',
    ],
    ['a test that skips itself', { tests: [passed, skipped], errors: [] }, [], 'skipped by its own code'],
    ['an error outside of tests', { tests: [passed], errors: ['a hook threw'] }, [], 'a hook threw'],
    ['a run of nothing', { tests: [], errors: [] }, [], 'no test was run'],
  ])('%s fails the run', (_, results, skips, sentence) => {
    const wrong = judge(results, skips, true);
    expect(wrong).toEqual([expect.stringContaining(sentence)]);
    expect(judgedLine(results, wrong)).toMatch(/ 1 failed$/);
  });

  test('a part of the tests says nothing about listed tests that it leaves out', () => {
    expect(judge({ tests: [passed], errors: [] }, listing('b > other'), false)).toEqual([]);
  });
});
