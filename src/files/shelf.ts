import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { fail } from '../catalogue.ts';
import { discard, storeFailure, unreadable, writeNewFile } from './disk.ts';
import type { MeterOptions } from './meter.ts';
import { Room } from './room.ts';
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
  readonly #capacity: number;
  readonly #room: Room;

  /** @param capacity how many bytes to keep at most, all files together */
  constructor(directory: string, capacity = Infinity) {
    this.#directory = directory;
    this.#capacity = capacity;
    this.#room = new Room(capacity);
    if (capacity < Infinity) this.#countWhatIsThere();
  }

  /** Stores the bytes of a stream whole, or leaves nothing; returns the new id. Throws `file_store_full`. */
  async add(
    content: Readable,
    entry: Omit<ShelfEntry, 'size'>,
    limits: Omit<MeterOptions, 'name'>,
    signal?: AbortSignal,
  ): Promise<string> {
    const id = randomBytes(16).toString('hex');
    const { name } = entry;
    const claim = (bytes: number) =>
      this.#room.take(id, bytes) ? undefined : fail('file_store_full', { name, limit: this.#capacity });
    try {
      const size = await writeNewFile(content, this.#part(id), { ...limits, name, claim }, signal);
      await writeFile(this.#entry(id), JSON.stringify({ ...entry, size }), PRIVATE);
      await rename(this.#part(id), this.path(id));
      return id;
    } catch (error) {
      await this.#remove(id);
      throw storeFailure(name, error);
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
    for (const { id, name } of filesAmong(await readdir(this.#directory).catch(() => []))) {
      const entry = await this.#read(id);
      const isOver = entry
        ? entry.expires * 1000 <= now.getTime()
        : await unchangedSince(abandoned, this.path(name));
      if (isOver) await this.#remove(id);
    }
  }

  /** What an earlier process has left takes room as well. */
  #countWhatIsThere(): void {
    if (!existsSync(this.#directory)) return;
    for (const { id, name } of filesAmong(readdirSync(this.#directory)))
      this.#room.hold(id, statSync(this.path(name), { throwIfNoEntry: false })?.size ?? 0);
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
    this.#room.release(id);
  }

  #entry(id: string): string {
    return join(this.#directory, `${id}.json`);
  }

  #part(id: string): string {
    return join(this.#directory, `${id}.part`);
  }
}

/** The files of a shelf among those of a directory, by their ids. */
const filesAmong = (names: readonly string[]): { id: string; name: string }[] =>
  names.map((name) => ({ id: name.replace(/\.(json|part)$/, ''), name })).filter(({ id }) => ID.test(id));

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
