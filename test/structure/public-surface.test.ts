import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { exportsOf } from './exports.ts';

/** The package's entry points that are code, and the modules that they are compiled from. */
const ENTRIES = Object.entries(packageJson.exports).flatMap(([entry, target]) =>
  typeof target === 'string' ? [] : [[entry, sourceOf(target.default)] as const],
);

/** `./dist/src/index.js` is compiled from `src/index.ts`. */
function sourceOf(compiled: string): string {
  return compiled.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts');
}

describe('what the package exports', () => {
  // A change here is a change for everybody who uses the package: it belongs into the changelog.
  test('is what public-surface.txt lists; with `-u` vitest writes it anew', async () => {
    const sections = ENTRIES.map(([entry, file]) => {
      const names = exportsOf(file).map(({ name, isType }) => (isType ? `type ${name}` : name));
      return [entry, ...new Set(names.toSorted())].join('\n  ');
    });
    await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('public-surface.txt');
  });

  test('says what it does, in a documentation comment, unless it is a type that its members tell of', () => {
    const values = ENTRIES.flatMap(([, file]) => exportsOf(file)).filter(({ isType }) => !isType);
    expect(values.length).toBeGreaterThan(0);
    const undocumented = values.filter(({ documented }) => !documented);
    expect(undocumented.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });
});
