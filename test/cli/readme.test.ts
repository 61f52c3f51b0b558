import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { operations } from '../../connector/operations/index.gen.ts';
import { runGuide, type Replacement } from '../fixtures/guide.ts';

const README = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

const STARTED = 'npx s3c sandbox --demo --json > connection.json &';

const REPLACEMENTS: Replacement[] = [
  // What it makes is there: others of the tests need it at the same time.
  ['npm run build || true\n', ''],
  // Who types waits for the prompt; this waits for the line with the connection.
  [
    `${STARTED} || true`,
    'mkfifo started; npx s3c sandbox --demo --json |' +
      ' { read -r line; echo "$line" > connection.json; echo > started; cat > /dev/null; } & read -r < started || true',
  ],
  ['export S3C_CONNECTION=@connection.json || true', 'export S3C_CONNECTION=@connection.json'],
  // A file of the reader's own.
  ['--file report.pdf', '--file LICENSE'],
];

/** What differs from run to run. */
const VOLATILE = new Set(['location', 'last_modified', 'etag', 'expires', 'url']);
const steady = (line: string): unknown =>
  JSON.parse(line, (name, value: unknown) => (VOLATILE.has(name) ? '' : value));
const objectsIn = (text: string) => text.split('\n').filter((line) => line.startsWith('{"'));

test('the five minutes on the command line go as they are told', async () => {
  const printed = objectsIn(await runGuide('README.md', 'Five minutes on the command line', REPLACEMENTS));
  const told = objectsIn(README.split('## Five minutes')[1]?.split('\n## ')[0] ?? '');
  expect(told).toHaveLength(3);
  expect(printed).toHaveLength(5);
  expect(printed.slice(0, 3).map(steady)).toEqual(told.map(steady));
  expect(printed[3]).toContain('"object_path":"reports/report.pdf"');
  expect(printed[4]).toContain('logo.png');
});

test('the table has every operation', () => {
  const table = README.split('\n## The operations\n')[1]?.split('\n## ')[0] ?? '';
  const named = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) => names.split(', '));
  expect(named.map((name) => name.slice(1, -1)).toSorted()).toEqual(Object.keys(operations).toSorted());
});
