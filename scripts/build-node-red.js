/**
 * `npm run build:node-red`: writes the package `node-red-contrib-aws-s3-connector` into dist-hosts/node-red, ready for
 * `npm pack`. The generated nodes come from the manifest; the connector goes along as it was built.
 */
import './setup/node-version.js';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from './setup/build.js';
import { endWith } from './setup/end.js';
import { ROOT } from './setup/processes.js';
import { filesUnder } from './setup/sources.js';

/** npm runs scripts in the folder of the package. */
const TARGET = resolve('dist-hosts/node-red');
const HOST = 'hosts/node-red';
/** What the nodes run on. */
const RUNTIME =
  /^dist\/(src|connector|schemas|hosts\/shared\/(?!tray)|hosts\/node-red\/(index|mapping|runtime))\b.*\.(js|json)$/;

await build().then(buildPackage).catch(endWith);

async function buildPackage() {
  const { EDITOR_SCRIPTS, packageFiles } = await import(`../dist/${HOST}/package/files.js`);
  const manifest = JSON.parse(read('connector/manifest.gen.json'));
  const { dependencies, engines } = JSON.parse(read('package.json'));
  const runtime = filesUnder('dist').filter((file) => RUNTIME.test(file));
  const generated = packageFiles(manifest, {
    dependencies: usedOf(dependencies, runtime),
    node: engines.node,
    scripts: EDITOR_SCRIPTS.map((name) => read(`${HOST}/editor/${name}.js`)),
  });
  rmSync(TARGET, { recursive: true, force: true });
  for (const [path, text] of Object.entries(generated)) write(path, text);
  for (const file of runtime) copy(file, file.replace(/^dist/, 'lib'));
  copy(`${HOST}/README.md`, 'README.md');
  copy('LICENSE', 'LICENSE');
  for (const file of filesUnder(`${HOST}/examples`)) copy(file, file.slice(HOST.length + 1));
  console.log(`Built dist-hosts/node-red: ${manifest.operations.length} operations.`);
}

/** The dependencies that the files name. */
function usedOf(dependencies, files) {
  const code = files
    .filter((file) => file.endsWith('.js'))
    .map(read)
    .join('\n');
  const isUsed = ([name]) => code.includes(`'${name}'`) || code.includes(`'${name}/`);
  return Object.fromEntries(Object.entries(dependencies).filter(isUsed));
}

function read(file) {
  return readFileSync(join(ROOT, file), 'utf8');
}

function write(path, text) {
  const file = join(TARGET, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from, to) {
  mkdirSync(dirname(join(TARGET, to)), { recursive: true });
  cpSync(join(ROOT, from), join(TARGET, to));
}
