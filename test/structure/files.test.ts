import { describe, expect, test } from 'vitest';
import { OLDEST_NODE } from '../../scripts/setup/node-version.js';
import { operations } from '../../connector/operations/index.gen.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { filesUnder, foldersIn, read } from './imports.ts';

const PRODUCT = ['src', 'connector', 'sandbox', 'hosts', 'cli', 'playground'];
const OTHERS = ['scripts', 'bench', 'test'];
const isCode = (file: string) => /\.(ts|js)$/.test(file) && !file.includes('.gen.');
const code = [...PRODUCT, ...OTHERS].flatMap((folder) => filesUnder(folder)).filter(isCode);

/** Files that have to be in every operation's folder; the last is generated. */
const OPERATION = [
  'examples.json',
  'input.schema.json',
  'operation.ts',
  'output.schema.json',
  'contract.gen.ts',
];

describe.each(foldersIn('connector/operations'))('connector/operations/%s', (folder) => {
  test('holds the files of an operation, under the name of the operation', () => {
    const files = filesUnder(`connector/operations/${folder}`).map((file) => file.split('/').at(-1));
    expect(files).toEqual(expect.arrayContaining(OPERATION));
    expect(operations[folder as keyof typeof operations]?.name).toBe(folder);
  });

  test('has no blank left', () => {
    const files = filesUnder(`connector/operations/${folder}`);
    expect(files.filter((file) => read(file).includes('FILL IN'))).toEqual([]);
  });
});

describe('the code', () => {
  test('throws errors that say who must act, never a bare Error', () => {
    const files = code.filter((file) => /^(src|connector|hosts)\//.test(file));
    expect(files.filter((file) => /throw new (Type|Range)?Error\(/.test(read(file)))).toEqual([]);
  });

  test.each([
    ['of fewer than 200 lines', /^(?!test\/)/, 200],
    ['of fewer than 400 lines where they are tests', /^test\//, 400],
  ])('is in files %s', (_, folders, limit) => {
    const files = code.filter((file) => folders.test(file));
    expect(files.filter((file) => read(file).split('\n').length > limit)).toEqual([]);
  });

  test('and its documents mention nothing outside of the repository', () => {
    const documents = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'package.json', '.ci/run'];
    const outside = new RegExp(['', 'shared/'].join('\\.\\./') + '(design|operations|servers|tools)');
    const all = [...code, ...filesUnder('docs'), ...documents.filter((file) => exists(file))];
    expect(all.filter((file) => outside.test(read(file)))).toEqual([]);
  });

  test('asks for the same Node wherever it says so', () => {
    expect(packageJson.engines.node).toBe(`>=${OLDEST_NODE}`);
  });
});

function exists(file: string): boolean {
  try {
    read(file);
    return true;
  } catch {
    return false;
  }
}
