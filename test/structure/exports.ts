import { dirname, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { read } from './imports.ts';

/** Something that a module exports, and the place that declares it. */
export interface Exported {
  name: string;
  isType: boolean;
  /** The file that declares it. */
  file: string;
  /** Whether a documentation comment stands above its declaration. */
  documented: boolean;
}

const known = new Map<string, Exported[]>();

/** Everything that a module exports, re-exports followed to their declarations. */
export function exportsOf(file: string): Exported[] {
  const found = known.get(file) ?? readExports(file);
  known.set(file, found);
  return found;
}

function readExports(file: string): Exported[] {
  const source = read(file);
  const entries = parseSync(file, source).module.staticExports.flatMap((statement) => statement.entries);
  return entries.flatMap(({ moduleRequest, importName, exportName, isType, start }) => {
    const name = exportName.name ?? 'default';
    if (moduleRequest === null) {
      const documented = /\*\/\s*export\s+(default\s+)?$/.test(source.slice(0, start));
      return [{ name, isType, file, documented }];
    }
    const found = exportsOf(posix.join(dirname(file), moduleRequest.value));
    if (importName.kind === 'AllButDefault') return found;
    return found.filter((there) => there.name === importName.name).map((there) => ({ ...there, name }));
  });
}
