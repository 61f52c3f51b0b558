import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.js';
import { ROOT, run } from './processes.js';

/** Installs what package-lock.json names and node_modules does not have, and says so; silent when nothing is missing. */
export async function installDependencies() {
  if (isInstalled(lockedPackages('package-lock.json'), lockedPackages('node_modules/.package-lock.json')))
    return;
  const started = Date.now();
  console.log('Installing dependencies from npm ...');
  const [program, ...parameters] = npm(...INSTALL);
  if ((await run(program, parameters, { stdio: ['ignore', 'ignore', 'inherit'] })) !== 0) {
    throw new Error('npm could not install the dependencies; what it said stands above.');
  }
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * Not `npm ci`: that refuses a lock file made where the binaries for other platforms are not served. `--no-save`
 * leaves package.json and the lock file as they are; errors are all that npm may say.
 */
const INSTALL = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];

/** The `packages` of a lock file, or undefined when there is none that can be read. */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm writes down what it installed, in the form of the lock file; optional packages may be for another platform. */
function isInstalled(wanted, present) {
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return present[path] === undefined ? optional === true : present[path].version === version;
  });
}
