import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './processes.js';

/** What is copied; everything else in dist comes from the compiler, the playground's page aside. */
const ASSET = /\.(html|css|svg|ico|js|webmanifest)$/;

/** Schemas are compiled in because sources import them; the compiler's settings and the packages count as well. */
const OUTSIDE = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/**
 * What a build is made of, relative to the repository: files to compile, files to copy, and all that a change of
 * makes a new build necessary.
 */
export function readSources() {
  const { include, exclude } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8'));
  const isExcluded = (file) => exclude.some((folder) => file.startsWith(`${folder}/`));
  const files = include.flatMap(filesUnder).filter((file) => !isExcluded(file));
  return {
    compiled: files.filter((file) => file.endsWith('.ts')),
    copied: files.filter((file) => ASSET.test(file)),
    all: [...files, ...filesUnder('schemas'), ...OUTSIDE],
  };
}

/** Every file under a folder of the repository, relative to the repository. */
export function filesUnder(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}
