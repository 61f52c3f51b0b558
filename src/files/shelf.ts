import { randomBytes } from 'node:crypto';
import { readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { discard, storeFailure, unreadable, writeNewFile } from './disk.ts';
import type { MeterOptions } from './meter.ts';
import type { FileObject } from './store.ts';

/** What is known of a stored file; `size` in bytes, `expires` in Unix seconds. */
export type ShelfEntry = Omit<FileObject, 'url'> & { size: number };

/** 128 random bits in lower case, so that file systems that ignore case keep files apart. */
const ID = /^[0-9a-f]{32}$/;
const PRIVATE = { mode: 0o600 };

/**
 * A directory of files under random ids: `<id>` holds the bytes, `<id>.json` the entry, `<id>.part` the bytes while
 * they arrive. A file exists once its bytes are complete; no name that anybody chose becomes part of a path.
 */
export class Shelf {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Stores the bytes of a stream whole, or leaves nothing; returns the new id. */
  async add(
    content: Readable,
    entry: Omit<ShelfEntry, 'size'>,
    limits: Omit<MeterOptions, 'name'>,
    signal?: AbortSignal,
  ): Promise<string> {
    const id = randomBytes(16).toString('hex');
    try {
      const size = await writeNewFile(content, this.#part(id), { ...limits, name: entry.name }, signal);
      await writeFile(this.#entry(id), JSON.stringify({ ...entry, size }), PRIVATE);
      await rename(this.#part(id), this.path(id));
      return id;
    } catch (error) {
      await this.#remove(id);
      throw storeFailure(entry.name, error);
    }
  }

  /** The path of a stored file's bytes. */
  path(id: string): string {
    return join(this.#directory, id);
  }

  /** The entry of a stored file; throws `file_unreadable` when it is not there. */
  async find(id: string): Promise<ShelfEntry> {
    if (!ID.test(id)) throw unreadable(id);
    const entry = await this.#read(id);
    if (!entry || !(await exists(this.path(id)))) throw unreadable(entry?.name ?? id);
    return entry;
  }

  /** Removes what expired by `now`, and what a crash left without an entry before `abandoned`. */
  async sweep(now: Date, abandoned: Date): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names) {
      const id = name.replace(/\.(json|part)$/, '');
      if (!ID.test(id)) continue;
      const entry = await this.#read(id);
      const isOver = entry
        ? entry.expires * 1000 <= now.getTime()
        : await unchangedSince(abandoned, this.path(name));
      if (isOver) await this.#remove(id);
    }
  }

  async #read(id: string): Promise<ShelfEntry | undefined> {
    try {
      return JSON.parse(await readFile(this.#entry(id), 'utf8')) as ShelfEntry;
    } catch {
      return undefined;
    }
  }

  async #remove(id: string): Promise<void> {
    for (const path of [this.path(id), this.#entry(id), this.#part(id)]) await discard(path);
  }

  #entry(id: string): string {
    return join(this.#directory, `${id}.json`);
  }

  #part(id: string): string {
    return join(this.#directory, `${id}.part`);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function unchangedSince(moment: Date, path: string): Promise<boolean> {
  return stat(path).then(
    ({ mtime }) => mtime < moment,
    () => false,
  );
}
