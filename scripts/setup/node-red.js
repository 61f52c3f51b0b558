import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, output } from './npm.js';
import { ROOT } from './processes.js';

const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];

/** The Node-RED for this Node: 5 needs Node 22.9. */
export const nodeRedRelease = () => (Number.parseInt(process.versions.node, 10) >= 24 ? '5' : '4');

/**
 * Installs what a lockfile of test/hosts/node-red names, once for all runs.
 * @param {string} release
 * @returns {string} The folder of the installation.
 */
export function installNodeRed(release) {
  const locked = join(ROOT, `test/hosts/node-red/node-red-${release}`);
  const folder = join(ROOT, `node_modules/.cache/node-red-${release}`);
  const stamp = join(folder, '.installed');
  const lockfile = readFileSync(join(locked, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return folder;
  console.log(`Installing Node-RED ${release} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(locked, file), join(folder, file));
  output(npm('ci', ...QUIET), folder);
  writeFileSync(stamp, lockfile);
  return folder;
}

/**
 * Packs the built package, and installs the tarball in a new folder as a user of Node-RED would.
 * @returns {{folder: string, wipe: () => void}}
 */
export function installPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'node-red-user-'));
  const wipe = () => rmSync(folder, { recursive: true, force: true });
  try {
    writeFileSync(join(folder, 'package.json'), '{ "name": "node-red-user", "private": true }');
    output(npm('pack', '--loglevel=error', '--pack-destination', folder), join(ROOT, 'dist-hosts/node-red'));
    const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    output(npm('install', ...QUIET, '--prefer-offline', `./${tarball}`), folder);
    return { folder, wipe };
  } catch (error) {
    wipe();
    throw error;
  }
}
