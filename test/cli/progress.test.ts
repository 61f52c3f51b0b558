import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createProgress, inUnits } from '../../cli/progress.ts';

/** What a terminal of 100 columns was sent. */
async function drawn(isTTY: boolean, patience: number, reports: readonly [bytes: number, total?: number][]) {
  const terminal = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 100 });
  // The bar asks its stream for what a terminal's stream can do.
  const methods = ['cursorTo', 'clearLine', 'moveCursor'].map((name) => [name, () => true]);
  Object.assign(terminal, Object.fromEntries(methods));
  const progress = await createProgress(terminal as unknown as NodeJS.WriteStream, patience);
  reports.forEach((report) => progress.report(...report));
  progress.stop();
  return String(terminal.read() ?? '');
}

describe('a long transfer', () => {
  test('draws a bar with both sizes on a terminal', async () => {
    expect(await drawn(true, 0, [[1_500_000, 2_000_000]])).toContain('75 %  1.5 MB of 2.0 MB');
  });

  test('counts what it has when the total is not known', async () => {
    expect(await drawn(true, 0, [[1_500_000]])).toContain('  1.5 MB');
  });

  test('draws nothing in a pipe', async () => {
    expect(await drawn(false, 0, [[1, 2]])).toBe('');
  });
});

test('a short transfer draws nothing', async () => {
  expect(await drawn(true, 60_000, [[1, 2]])).toBe('');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_234_567, '1.2 MB'],
  [5_497_558_138_880, '5.5 TB'],
])('%i bytes are %s', (bytes, text) => {
  expect(inUnits(bytes)).toBe(text);
});
