import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintAbout } from '../../scripts/new-operation/name.ts';
import { copyRepository, type RepositoryCopy } from './repository-copy.ts';

const NAME = 'trial_bucket_versioning';
const FOLDER = `connector/operations/${NAME}`;
const TSX = 'node_modules/tsx/dist/cli.mjs';

/** What a developer would write into the blanks of an operation that reads a bucket's versioning. */
const BLANKS: Record<string, [string | RegExp, string][]> = {
  'operation.ts': [
    ['FILL IN: what it does, in a sentence.', 'Tells whether a bucket keeps versions.'],
    ['FILL IN: the page of the API action', 'API_GetBucketVersioning'],
    [/ *\/\/ FILL IN.*\n/g, ''],
    ['s3:FILL IN', 's3:GetBucketVersioning'],
    ['FILL IN: the API action', 'GetBucketVersioning'],
    ['FillIn: input.fill_in', 'ExpectedBucketOwner: input.expected_bucket_owner'],
    ['fill_in: response.FillIn', 'status: response.Status'],
  ],
  'input.schema.json': [[/"fill_in": \{[^}]*\},/, '']],
  'output.schema.json': [
    [/,\s*"required": \[[^\]]*\]/, ''],
    [/fill_in/g, 'status'],
    ['FILL IN: a short label', 'Status'],
    [/FILL IN: [^"]*/, 'Enabled or Suspended; missing while versions were never kept.'],
  ],
  'examples.json': [
    [/,\s*"fill_in": "FILL IN: [^"]*"/, ''],
    [/FILL IN: the mistakes [^"]*/, 'Which bucket?'],
    ['"fill_in": "FILL IN"', ''],
    [/FILL IN: what a broken [^"]*/, 'The status is a text.'],
    [/fill_in/g, 'status'],
    ['FILL IN', 'Enabled'],
  ],
};

describe('npm run new-operation', () => {
  let copy: RepositoryCopy;

  beforeAll(async () => {
    copy = await copyRepository();
  });
  afterAll(() => copy.remove());

  test('makes an operation that passes once its blanks are filled in, and touches no other file', async () => {
    const before = await copy.handWritten();
    expect(await copy.node(TSX, 'scripts/new-operation.ts', NAME)).toMatchObject({
      code: 0,
      output: expect.stringContaining('Fill in'),
    });
    await fillIn(copy.folder);
    const generated = await copy.node(TSX, 'scripts/generate.ts');
    expect(generated.code, generated.output).toBe(0);

    const after = await copy.handWritten();
    const created = Object.keys(BLANKS).map((file) => join(FOLDER, file));
    expect([...after.keys()].filter((file) => !before.has(file)).sort()).toEqual(created.sort());
    expect([...before].filter(([file, hash]) => after.get(file) !== hash)).toEqual([]);

    expect(await typeErrors(copy)).toBe('');
    expect(await contractFailures(copy)).toEqual([]);
  }, 120_000);

  test.each([
    ['', 'Which operation?'],
    ['get-tags', '"get-tags" cannot be the name'],
    ['GetTags', 'lower-case words'],
    ['../escape', 'cannot be the name'],
    ['tags', 'a verb first'],
    ['put_object_text', 'There is an operation put_object_text already'],
  ])('refuses the name "%s"', (name, message) => {
    expect(complaintAbout(name, ['put_object_text'])).toContain(message);
  });
});

async function fillIn(folder: string): Promise<void> {
  for (const [name, replacements] of Object.entries(BLANKS)) {
    const file = join(folder, FOLDER, name);
    let content = await readFile(file, 'utf8');
    for (const [blank, filled] of replacements) {
      expect(content).toMatch(blank);
      content = content.replace(blank, filled);
    }
    expect(content).not.toMatch(/fill.?in/i);
    await writeFile(file, content);
  }
}

/** What the compiler says about the connector with its new operation. */
async function typeErrors({ folder, node }: RepositoryCopy): Promise<string> {
  const configuration = { extends: './tsconfig.json', include: ['connector'] };
  await writeFile(join(folder, 'tsconfig.trial.json'), JSON.stringify(configuration));
  const { output } = await node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.trial.json');
  return output;
}

/** What the contract suite says against the new operation alone. */
async function contractFailures({ node }: RepositoryCopy): Promise<string[]> {
  const { output } = await node(
    'node_modules/vitest/vitest.mjs',
    'run',
    'test/contract',
    '--reporter=json',
    `--testNamePattern=${NAME}`,
  );
  const results = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as Results;
  expect(results.numPassedTests).toBeGreaterThan(8);
  return results.testResults.flatMap(({ message, assertionResults }) => [
    ...(message ? [message] : []),
    ...assertionResults.flatMap(({ failureMessages }) => failureMessages),
  ]);
}

/** The part of vitest's report that counts here. */
interface Results {
  numPassedTests: number;
  testResults: { message: string; assertionResults: { failureMessages: string[] }[] }[];
}
