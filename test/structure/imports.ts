import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One import (or re-export) of a module. */
export interface Import {
  /** The file that imports, relative to the repository. */
  from: string;
  /** What it imports: a file relative to the repository, or a package's or built-in module's name. */
  to: string;
  /** `type` is gone after compilation, `lazy` is loaded when the line is reached. */
  kind: 'value' | 'type' | 'lazy';
}

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The files under a folder of the repository, relative to the repository, with forward slashes. */
export function filesUnder(folder: string, ending = ''): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** The folders in a folder. */
export const foldersIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** Everything that a TypeScript or JavaScript file imports, as a parser sees it. */
export function importsOf(file: string): Import[] {
  const source = read(file);
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message}`);
  const found = (specifier: string, kind: Import['kind']): Import => ({
    from: file,
    to: specifier.startsWith('.') ? posix.join(dirname(file), specifier) : specifier,
    kind,
  });
  const imports = module.staticImports.map(({ moduleRequest, entries }) =>
    found(
      moduleRequest.value,
      entries.length > 0 && entries.every(({ isType }) => isType) ? 'type' : 'value',
    ),
  );
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [found(moduleRequest.value, isType ? 'type' : 'value')] : [],
    ),
  );
  const lazy = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    found(source.slice(start, end).replace(/^['"`]|['"`]$/g, ''), 'lazy'),
  );
  return [...imports, ...exports, ...lazy];
}
