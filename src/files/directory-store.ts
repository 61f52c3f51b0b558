import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

import { fail } from '../catalogue.ts';
import { readFileFrom } from './disk.ts';
import { ensureFresh, expiresIn, type Clock } from './expiry.ts';
import { createGuardedFetch, LARGEST_OBJECT, type GuardedFetch } from './guarded-fetch.ts';
import { createLinkSigner, type LinkQuery } from './links.ts';
import { ensureWithin } from './meter.ts';
import { safeFileName } from './names.ts';
import { Shelf, type ShelfEntry } from './shelf.ts';
import type { FileDescription, FileObject, FileStore, OpenFile } from './store.ts';
import { ensureRunning } from './waiting.ts';

export interface DirectoryStoreOptions {
  /** Where the files are kept; made when it is missing, readable by its owner only. */
  directory: string;
  /** What the links start with: the address at which the host serves `read`, such as "https://host/files". */
  baseUrl: string;
  /** Signs the links. Default: random, so that links end with the process. */
  secret?: Uint8Array | string;
  /** How long a file is kept and its link is valid. Default: six hours. */
  lifetimeSeconds?: number;
  /** The largest file kept or opened, in bytes. Default: the largest object S3 holds. */
  maximumBytes?: number;
  /** The most bytes kept at a time, all files together. Default: any number. */
  capacityBytes?: number;
  /** How often expired files are deleted. Default: every ten minutes; 0: only when `sweep` is called. */
  sweepSeconds?: number;
  /** Opens the file objects of other systems. Default: a guarded fetch that allows no local origin. */
  fetch?: GuardedFetch;
  clock?: Clock;
}

/** A stored file, for a host to serve. */
export interface StoredFile extends ShelfEntry {
  /** Its bytes, or those from `start` to `end`, both included. */
  stream(range?: { start: number; end: number }): Readable;
}

export interface DirectoryStore extends FileStore {
  /**
   * The file behind a link `<baseUrl>/<id>/<name>?<query>`. Throws `file_expired`, and `file_unreadable` for a link
   * that this store did not sign or a file that is gone.
   */
  read(id: string, query: LinkQuery): Promise<StoredFile>;
  /** Deletes the files that have expired, and what a crash left unfinished. */
  sweep(): Promise<void>;
  /** Ends the regular sweeping. The files stay. */
  close(): void;
}

/** A file store in a directory, its links signed and expiring. */
export function createDirectoryStore(options: DirectoryStoreOptions): DirectoryStore {
  const { lifetimeSeconds = 6 * 3600, maximumBytes = LARGEST_OBJECT, sweepSeconds = 600 } = options;
  const clock = options.clock ?? (() => new Date());
  const fetch = options.fetch ?? createGuardedFetch({ clock, maximumBytes });
  const signer = createLinkSigner(options.secret ?? randomBytes(32));
  const shelf = new Shelf(options.directory, options.capacityBytes);
  const baseUrl = new URL(options.baseUrl).href.replace(/\/*$/, '/');

  async function save(content: Readable, file: FileDescription, signal?: AbortSignal): Promise<FileObject> {
    const { name, mime_type, size } = file;
    const expires = expiresIn(lifetimeSeconds, clock);
    const id = await shelf.add(
      content,
      { name, mime_type, expires },
      { maximumBytes, expectedBytes: size },
      signal,
    );
    const url = `${baseUrl}${id}/${encodeURIComponent(safeFileName(name))}?${signer.sign(id, expires)}`;
    return { name, url, mime_type, expires };
  }

  async function find(id: string, query: LinkQuery): Promise<ShelfEntry> {
    if (!signer.verify(id, query))
      throw fail('file_unreadable', { name: id, reason: 'its link is not valid.' });
    ensureFresh({ name: id, expires: Number(query.expires) }, clock);
    return shelf.find(id);
  }

  async function open(
    file: FileObject,
    signal?: AbortSignal,
    allowedOrigins?: Iterable<string>,
  ): Promise<OpenFile> {
    if (!file.url.startsWith(baseUrl)) return fetch(file, { signal, allowedOrigins });
    ensureRunning(signal);
    ensureFresh(file, clock);
    const url = new URL(file.url);
    const [id = ''] = url.href.slice(baseUrl.length).split('/');
    const { name, size, mime_type } = await find(id, Object.fromEntries(url.searchParams));
    ensureWithin(size, maximumBytes, name);
    return { ...(await readFileFrom(shelf.path(id), name, signal)), mime_type };
  }

  async function read(id: string, query: LinkQuery): Promise<StoredFile> {
    const entry = await find(id, query);
    return { ...entry, stream: (range) => createReadStream(shelf.path(id), range) };
  }

  const sweep = () => shelf.sweep(clock(), new Date(clock().getTime() - lifetimeSeconds * 1000));
  const close = sweepRegularly(sweep, sweepSeconds);
  return { save, open, read, sweep, close };
}

/** Does not keep the process alive, and tries again at the next turn when one fails. */
function sweepRegularly(sweep: () => Promise<void>, seconds: number): () => void {
  if (seconds === 0) return () => {};
  const timer = setInterval(() => void sweep().catch(() => {}), seconds * 1000).unref();
  return () => clearInterval(timer);
}
