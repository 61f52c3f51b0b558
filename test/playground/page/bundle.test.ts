import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LARGEST_SHELL, compressed, shellOf } from '../../../bench/shell.ts';

const built = fileURLToPath(new URL('../../../dist/playground/web', import.meta.url));
describe.runIf(existsSync(built))('the built page', () => {
  const shell = shellOf(built);

  it('has a shell of less than 200 kB of compressed script', () => {
    expect(shell.length).toBeGreaterThan(0);
    expect(compressed(built, shell)).toBeLessThan(LARGEST_SHELL);
  });

  it('loads forms and the editor when they are needed', () => {
    const lazy = readdirSync(join(built, 'assets')).filter((file) => /^(form|code-editor)-/.test(file));
    expect(lazy).toHaveLength(2);
    expect(lazy.filter((file) => shell.includes(file))).toEqual([]);
  });

  it("has nothing left of the form library's own tests", () => {
    const scripts = readdirSync(join(built, 'assets')).filter((file) => file.endsWith('.js'));
    expect(
      scripts.filter((file) => readFileSync(join(built, 'assets', file), 'utf8').includes('validator-ajv8')),
    ).toEqual([]);
  });
});
