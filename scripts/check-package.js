/**
 * `npm run check:package`: packs the package, installs the tarball in an empty folder, and uses it there as a
 * stranger would: with plain Node, from the command line, and from TypeScript.
 */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './setup/build.js';
import { endWith } from './setup/end.js';
import { npm, output } from './setup/npm.js';
import { ROOT, run } from './setup/processes.js';
import { withSandbox } from './setup/packed-sandbox.js';
import { cleanEnvironment } from './setup/tests.js';

/** What belongs into the tarball; everything else is somebody's mistake. */
const BELONGS =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|bin\/s3c\.js|dist\/(cli|connector|hosts|playground|sandbox|schemas|src|package\.json)\b[\w/.-]*\.(js|d\.ts|json|html|css|svg)|connector\/manifest\.gen\.json|schemas\/\w[\w.]*\.json|docs\/[\w/.-]+\.(md|html|svg|gen\.json))$/;
const LARGEST_TARBALL = 1024 * 1024;
const COMMAND_LINE = 'node_modules/aws-s3-connector/bin/s3c.js';
/** Made by operate.js. */
const BUCKET = '{"bucket_name": "packed"}';

const folder = mkdtempSync(join(tmpdir(), 'aws-s3-connector-package-'));
try {
  await check(folder);
  console.log('The package works where it is installed.');
} catch (error) {
  endWith(error);
} finally {
  rmSync(folder, { recursive: true });
}

async function check(consumer) {
  await build();
  const tarball = pack(consumer);
  install(consumer, tarball);
  const node = (step, ...parameters) => succeed(step, run(process.execPath, parameters, { cwd: consumer }));
  await node('Reading the manifest without the AWS SDK', '--import', './trap.js', 'imports.js');
  await withSandbox(consumer, async (connection) => {
    const env = {
      ...cleanEnvironment(),
      CONNECTION: JSON.stringify(connection),
      S3C_CONNECTION: JSON.stringify(connection),
    };
    const program = (step, ...parameters) =>
      succeed(step, run(process.execPath, parameters, { cwd: consumer, env }));
    await program('Operations from a program', 'operate.js');
    await program(
      'An operation from the command line',
      COMMAND_LINE,
      'run',
      'head_bucket',
      '--input',
      BUCKET,
    );
  });
  await node(
    'Types in a strict TypeScript project',
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '-p',
    '.',
  );
}

/** Makes the tarball and looks at what is in it. */
function pack(consumer) {
  const [{ filename, size, files }] = JSON.parse(
    output(
      npm('pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', consumer),
      ROOT,
    ),
  );
  const strangers = files.map(({ path }) => path).filter((path) => !BELONGS.test(path));
  if (strangers.length > 0)
    throw new Error(`The tarball holds what does not belong: ${strangers.join(', ')}`);
  const kilobytes = Math.round(size / 1024);
  if (size > LARGEST_TARBALL) throw new Error(`The tarball is too large: ${kilobytes} KB`);
  console.log(`Packed ${files.length} files in ${kilobytes} KB.`);
  return filename;
}

/** Installs the tarball with its dependencies, and the two packages of types that its own types build on. */
function install(consumer, tarball) {
  cpSync(join(ROOT, 'test/package/consumer'), consumer, { recursive: true });
  renameSync(join(consumer, 'types.ts.txt'), join(consumer, 'types.ts'));
  writeFileSync(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const types = ['@types/node', '@types/express'].map((name) => `${name}@${devDependencies[name]}`);
  output(npm('install', '--no-audit', '--no-fund', '--loglevel=error', `./${tarball}`, ...types), consumer);
}

async function succeed(step, running) {
  if ((await running) !== 0) throw new Error(`${step}: failed; what it said stands above.`);
  console.log(`${step}: works.`);
}
