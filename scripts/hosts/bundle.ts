import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Bundle {
  code: string;
  /** The files of other packages that went into it. */
  foreign: string[];
}

/**
 * Makes one CommonJS file of a module and all that it imports but Node's own modules, for platforms that load
 * CommonJS and install nothing.
 * @param entry relative to the repository
 */
export async function bundle(entry: string): Promise<Bundle> {
  const result = (await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: [withoutCreatedRequire],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(ROOT, entry),
      write: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        platform: 'node',
        output: { format: 'cjs', entryFileNames: 'index.js', codeSplitting: false, exports: 'named' },
      },
    },
  })) as Rolldown.RolldownOutput;
  const [chunk, ...others] = result.output;
  if (others.length > 0) throw new Error(`The bundle came in ${others.length + 1} files.`);
  ensureWhole(chunk);
  const modules = Object.keys(chunk.modules).filter((module) => module.includes('/node_modules/'));
  return { code: chunk.code, foreign: modules.map((module) => module.replace(/^\0+|\?.*$/g, '')) };
}

/** What is loaded by a `require` of its own making would be looked for where the bundle is; a plain one is bundled. */
const withoutCreatedRequire = {
  name: 'plain-require',
  enforce: 'pre' as const,
  transform(code: string) {
    if (!code.includes('createRequire(import.meta.url)')) return null;
    return code
      .replace(/const require = createRequire\(import\.meta\.url\);/, '')
      .replaceAll('createRequire(import.meta.url)(', 'require(');
  },
};

function ensureWhole({ imports, code }: Rolldown.OutputChunk): void {
  const outside = imports.filter((name) => !name.startsWith('node:') && !isBuiltin(name));
  if (outside.length > 0) throw new Error(`The bundle needs packages: ${outside.join(', ')}`);
  if (code.includes('createRequire(')) throw new Error('The bundle makes a require of its own.');
}
