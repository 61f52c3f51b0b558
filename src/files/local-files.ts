import { randomBytes } from 'node:crypto';
import { open as openFile, realpath, rename } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { discard, readFileFrom, storeFailure, unreadable, writeNewFile } from './disk.ts';
import { refuse } from './destinations.ts';
import { expiresIn, type Clock } from './expiry.ts';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';
import { mimeTypeOf } from './mime-type.ts';
import { safeFileName, splitExtension } from './names.ts';
import type { FileDescription, FileObject, FileStore, OpenFile } from './store.ts';
import { ensureRunning } from './waiting.ts';

/** A path does not expire, and a file object must say when it does. */
const LIFETIME_SECONDS = 365 * 24 * 3600;

export interface LocalFilesOptions {
  /** Where files are saved, under their own names; made when it is missing. Its files may be opened too. */
  directory: string;
  /** Opens everything that is no `file://` URL. Default: a guarded fetch that allows no local origin. */
  fetch?: GuardedFetch;
  clock?: Clock;
}

export interface LocalFiles extends FileStore {
  /** Lets one path outside of the directory be opened, and gives the file object to open it by. */
  add(path: string): FileObject;
}

/** A file store for a command line: `file://` URLs of one directory and of the paths that the host named. */
export function createLocalFiles(options: LocalFilesOptions): LocalFiles {
  const clock = options.clock ?? (() => new Date());
  const fetch = options.fetch ?? createGuardedFetch({ clock });
  const directory = resolve(options.directory);
  const added = new Set<string>();

  const fileObject = (path: string, name: string, mime_type: string): FileObject => {
    const url = pathToFileURL(path).href;
    return { name, url, mime_type, expires: expiresIn(LIFETIME_SECONDS, clock) };
  };

  async function save(content: Readable, file: FileDescription, signal?: AbortSignal): Promise<FileObject> {
    const part = join(directory, `.${randomBytes(8).toString('hex')}.part`);
    try {
      await writeNewFile(content, part, { name: file.name, expectedBytes: file.size }, signal);
      const path = await reserve(directory, safeFileName(file.name));
      await rename(part, path);
      return fileObject(path, file.name, file.mime_type);
    } catch (error) {
      await discard(part);
      throw storeFailure(file.name, error);
    }
  }

  async function open(
    file: FileObject,
    signal?: AbortSignal,
    allowedOrigins?: Iterable<string>,
  ): Promise<OpenFile> {
    if (!file.url.startsWith('file:')) return fetch(file, { signal, allowedOrigins });
    ensureRunning(signal);
    const path = pathOf(file.url);
    if (!added.has(path) && !(await liesWithin(directory, path, file.name))) {
      throw refuse('it is a file that was not given for reading.');
    }
    return { ...(await readFileFrom(path, file.name, signal)), mime_type: file.mime_type };
  }

  function add(path: string): FileObject {
    const absolute = resolve(path);
    added.add(absolute);
    return fileObject(absolute, basename(absolute), mimeTypeOf(absolute));
  }

  return { save, open, add };
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw refuse('it is not the URL of a file on this machine.');
  }
}

/** Whether a path leads into the directory once its links are followed. */
async function liesWithin(directory: string, path: string, name: string): Promise<boolean> {
  const inside = relative(directory, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return false;
  const [realDirectory, realPath] = await Promise.all([realpath(directory), realpath(path)]).catch(
    (error) => {
      throw unreadable(name, error);
    },
  );
  return relative(realDirectory, realPath) === inside;
}

/** Takes the first free name of "report.csv", "report-2.csv", "report-3.csv" by creating an empty file. */
async function reserve(directory: string, name: string): Promise<string> {
  const [stem, extension] = splitExtension(name);
  for (let number = 1; ; number += 1) {
    const path = join(directory, number === 1 ? name : `${stem}-${number}${extension}`);
    try {
      await (await openFile(path, 'wx', 0o600)).close();
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
