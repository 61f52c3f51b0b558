import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Licences that ask for no more than their text. Anything else is somebody's decision, not a build's. */
const PERMISSIVE = /^\(?(MIT|MIT-0|ISC|0BSD|Apache-2\.0|BSD-[23]-Clause|Unlicense|CC0-1\.0)\b/;

/** The licence texts of the packages that files belong to, for whoever is given those files bundled. */
export function licencesOf(files: readonly string[]): string {
  const folders = [...new Set(files.map(packageFolder))];
  const texts = folders.map(licenceText);
  return [...new Set(texts)].sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function packageFolder(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))) return folder;
  }
  throw new Error(`${file} belongs to no package.`);
}

function licenceText(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!PERMISSIVE.test(license))
    throw new Error(`${name} is licensed under "${license}": may it be bundled?`);
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text =
    file === undefined ? 'The package carries no licence text.' : readFileSync(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
