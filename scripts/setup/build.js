import { copyFileSync, existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGE, PAGE_STAMP, buildPage } from './page.js';
import { ROOT, runNode } from './processes.js';
import { filesUnder, readSources } from './sources.js';

/** Its time is that of the last complete build's start. */
const STAMP = 'dist/.built';
const COMPILER_STATE = 'dist/.tsbuildinfo';
/** What no source stands for. */
const KEPT = new Set([STAMP, COMPILER_STATE, PAGE_STAMP]);

/** Brings dist up to date when a source is newer than the last build, and says so; silent when it is already. */
export async function build() {
  await buildProgram();
  await buildPage();
}

/** All but the page: what the compiler makes, and what is copied beside it. */
async function buildProgram() {
  const { compiled, copied, all } = readSources();
  const outputs = [...compiled.map((file) => `dist/${file.replace(/ts$/, 'js')}`), ...copied.map(copyOf)];
  removeOrphans(new Set([...outputs, ...compiled.map((file) => `dist/${file.replace(/ts$/, 'd.ts')}`)]));
  const complete = outputs.every((file) => existsSync(join(ROOT, file)));
  if (complete && isUpToDate(all)) return;
  // The compiler does not notice when a file it once wrote has gone.
  if (!complete) rmSync(join(ROOT, COMPILER_STATE), { force: true });
  const started = new Date();
  console.log('Building ...');
  await compile();
  copied.forEach(copyAsset);
  writeFileSync(join(ROOT, STAMP), '');
  utimesSync(join(ROOT, STAMP), started, started);
}

async function compile() {
  if ((await runNode('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json'])) === 0) return;
  throw new Error('The build failed; what the compiler said stands above.');
}

const copyOf = (source) => `dist/${source}`;

/** Takes away what a deleted or renamed source left behind. Imported JSON keeps its name. */
function removeOrphans(expected) {
  for (const file of filesUnder('dist')) {
    if (KEPT.has(file) || file.startsWith(`dist/${PAGE}/`) || expected.has(file)) continue;
    if (file.endsWith('.json') && existsSync(join(ROOT, file.replace(/^dist./, '')))) continue;
    rmSync(join(ROOT, file));
  }
}

function isUpToDate(sources) {
  if (!existsSync(join(ROOT, STAMP))) return false;
  const built = statSync(join(ROOT, STAMP)).mtimeMs;
  return sources.every((file) => statSync(join(ROOT, file)).mtimeMs < built);
}

function copyAsset(source) {
  const target = join(ROOT, copyOf(source));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(ROOT, source), target);
}
