import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { lambdaErrors } from '../../../hosts/lambda/index.ts';
import { runGuide } from '../../fixtures/guide.ts';
import { catalogue } from '../../../connector/errors.ts';

const README = await readFile(new URL('../../../hosts/lambda/README.md', import.meta.url), 'utf8');
const blocksOf = (language: string) =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

test('the commands of the guide end with operations run', async () => {
  // What these two make is there: others of the tests need it at the same time.
  const printed = await runGuide('hosts/lambda/README.md', 'From nothing to a run', [
    ['npm install\nnpm run build\n', ''],
  ]);
  const lines = printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const [expected] = blocksOf('json').map((block) => JSON.parse(block));
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({ level: 'INFO', operation: 'put_object_text' });
  const moment = { last_modified: expect.any(String) };
  expect(lines[3]).toEqual({ ...expected, objects: [{ ...expected.objects[0], ...moment }] });
});

test('the state of the guide names errors that there are, and tries those again that may pass', () => {
  const state = JSON.parse(blocksOf('json')[1] ?? '') as Record<
    'Retry' | 'Catch',
    { ErrorEquals: string[] }[]
  >;
  const named = (of: 'Retry' | 'Catch') => state[of].flatMap(({ ErrorEquals }) => ErrorEquals);
  const ours = (names: string[]) => names.filter((name) => !/^(States|Lambda)\./.test(name));
  const known: Record<string, { retryable: boolean }> = catalogue;
  for (const code of ours(named('Catch'))) expect(known).toHaveProperty(code);
  for (const code of ours(named('Retry'))) expect(known[code], code).toMatchObject({ retryable: true });
});

test('every error of the host says what happened and how to mend it, in sentences', () => {
  for (const { message, fix } of Object.values(lambdaErrors)) {
    expect(message).toMatch(/^[A-Z"{].*[.}]$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  }
});
