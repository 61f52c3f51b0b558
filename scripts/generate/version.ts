import { NOTICE, readJson, write } from './files.ts';

/** connector/version.gen.ts: the package's version, for the manifest. */
export async function generateVersion(): Promise<void> {
  const { version } = await readJson('package.json');
  await write('connector/version.gen.ts', `// ${NOTICE}\nexport const VERSION = '${String(version)}';\n`);
}
