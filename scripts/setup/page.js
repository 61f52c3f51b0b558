import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './processes.js';
import { filesUnder } from './sources.js';

/** The playground's page, and where it is built to. */
export const PAGE = 'playground/web';
const OUTPUT = `dist/${PAGE}`;
/** Its time is that of the last complete build's start. */
export const PAGE_STAMP = 'dist/.page-built';

/** Builds the playground's page when a source of it is newer than the last build. Vite is loaded only then. */
export async function buildPage() {
  if (isUpToDate()) return;
  const started = new Date();
  console.log('Building the page ...');
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: join(ROOT, PAGE),
    base: './',
    logLevel: 'error',
    build: {
      outDir: join(ROOT, OUTPUT),
      emptyOutDir: true,
      target: 'es2023',
      // The content security policy has no place for `data:`.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // What is bundled is other people's work: their licences go with it.
      license: { fileName: 'licenses.json' },
      // Only the form library's own tests use it; nothing of it is left in the bundle.
      rolldownOptions: { external: ['@rjsf/validator-ajv8'] },
      chunkSizeWarningLimit: 1000,
    },
  });
  writeFileSync(join(ROOT, PAGE_STAMP), '');
  utimesSync(join(ROOT, PAGE_STAMP), started, started);
}

function isUpToDate() {
  if (!existsSync(join(ROOT, OUTPUT, 'index.html')) || !existsSync(join(ROOT, PAGE_STAMP))) return false;
  const built = statSync(join(ROOT, PAGE_STAMP)).mtimeMs;
  const sources = [...filesUnder(PAGE), 'package-lock.json', 'scripts/setup/page.js'];
  return sources.every((file) => statSync(join(ROOT, file)).mtimeMs < built);
}
