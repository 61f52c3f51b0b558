import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createGuardedFetch, createLocalFiles, type FileObject, type FileStore } from '../connector/index.ts';
import { reasonOf, refuse } from './errors.ts';
import { note } from './output.ts';
import { createSaveStore } from './save.ts';

export interface FileOptions {
  /** The local file that becomes the input `file`. */
  file?: string;
  /** The folder that file outputs are kept in. */
  files?: string;
  /** The one file that a file output is written to; `-` is standard output. */
  save?: string;
  /** Origins that file objects may be read from although they are local or plain http. */
  allowFileOrigin?: readonly string[];
}

/** The files of one run. */
export interface RunFiles {
  store: FileStore;
  /** The file object for `--file`. */
  given?: FileObject;
  /** How many files the run gave. */
  readonly saved: number;
}

/** Opens what the options name, before anything is called. */
export async function openFiles(options: FileOptions): Promise<RunFiles> {
  const directory = options.files ?? join(tmpdir(), `s3c-${randomBytes(8).toString('hex')}`);
  const local = createLocalFiles({ directory, fetch: createFetch(options.allowFileOrigin ?? []) });
  const given = options.file === undefined ? undefined : local.add(await readable(options.file));
  const target = options.save === undefined ? local : await createSaveStore(options.save);
  let saved = 0;
  const save: FileStore['save'] = async (...content) => {
    const file = await target.save(...content);
    saved += 1;
    if (target === local && options.files === undefined) note(`The file is in ${directory}`);
    return file;
  };
  return {
    given,
    get saved() {
      return saved;
    },
    store: { save, open: (...request) => local.open(...request) },
  };
}

function createFetch(allowedOrigins: readonly string[]) {
  try {
    return createGuardedFetch({ allowedOrigins });
  } catch (error) {
    throw refuse('usage_invalid', {
      problem: `--allow-file-origin: ${(error as Error).message}`,
      help: 's3c run --help',
    });
  }
}

/** Checks a path before anything is sent. Pipes and devices are fine: only their end tells their length. */
async function readable(path: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => error as NodeJS.ErrnoException);
  const problem = found instanceof Error ? found : found.isDirectory() ? { code: 'EISDIR' } : undefined;
  if (problem === undefined) return path;
  throw refuse('argument_unusable', {
    source: `The file "${path}" of --file`,
    reason: reasonOf(problem),
    fix: 'Give --file the path of a file that you may read.',
  });
}
