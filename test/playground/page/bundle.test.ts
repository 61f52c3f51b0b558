import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const built = fileURLToPath(new URL('../../../dist/playground/web', import.meta.url));
const LARGEST_SHELL = 200 * 1024;

/** A script and what it imports at once; what it loads when needed does not count. */
function shellOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const source = readFileSync(join(built, 'assets', file), 'utf8');
  for (const [, other] of source.matchAll(/\bfrom\s*["']\.\/([\w.-]+\.js)["']/g))
    shellOf(other as string, found);
  return found;
}

describe.runIf(existsSync(built))('the built page', () => {
  const html = readFileSync(join(built, 'index.html'), 'utf8');
  const entry = /src="\.\/assets\/([\w.-]+\.js)"/.exec(html)?.[1] ?? '';

  it('has a shell of less than 200 kB of compressed script', () => {
    const files = [...shellOf(entry)];
    const bytes = files.map((file) => gzipSync(readFileSync(join(built, 'assets', file))).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_SHELL);
  });

  it('loads forms and the editor when they are needed', () => {
    const shell = shellOf(entry);
    const lazy = readdirSync(join(built, 'assets')).filter((file) => /^(form|code-editor)-/.test(file));
    expect(lazy).toHaveLength(2);
    expect(lazy.filter((file) => shell.has(file))).toEqual([]);
  });

  it("has nothing left of the form library's own tests", () => {
    const scripts = readdirSync(join(built, 'assets')).filter((file) => file.endsWith('.js'));
    expect(
      scripts.filter((file) => readFileSync(join(built, 'assets', file), 'utf8').includes('validator-ajv8')),
    ).toEqual([]);
  });
});
