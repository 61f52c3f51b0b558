import { Readable } from 'node:stream';
import type { Blob, Storage } from './types.ts';

/** Reads content across blobs, and keeps every blob until the last reader that began before its removal is done. */
export class BlobReaders {
  readonly #storage: Storage;
  readonly #readers = new Map<string, number>();
  readonly #removed = new Set<string>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async read(blobs: readonly Blob[], start: number, end: number): Promise<Readable> {
    const slices = slicesOf(blobs, start, end);
    if (slices.length === 0) return Readable.from([]);
    this.hold(slices);
    const stream = Readable.from(this.#content(slices), { objectMode: false, highWaterMark: 256 * 1024 });
    return stream.once('close', () => this.release(slices));
  }

  /** Removes a blob now, or when nobody reads it any more. */
  async remove(id: string): Promise<void> {
    if (this.#readers.has(id)) this.#removed.add(id);
    else await this.#storage.removeBlob(id);
  }

  /** Keeps blobs although they are removed meanwhile, until `release`. */
  hold(blobs: readonly { id: string }[]): void {
    for (const { id } of blobs) this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
  }

  /** Takes back the removal of blobs that are held. */
  keep(blobs: readonly { id: string }[]): void {
    for (const { id } of blobs) this.#removed.delete(id);
  }

  /** Lets go of blobs; one that was removed meanwhile, and that nobody else holds, is gone then. */
  release(blobs: readonly { id: string }[]): void {
    for (const { id } of blobs) {
      const readers = (this.#readers.get(id) ?? 1) - 1;
      if (readers > 0) {
        this.#readers.set(id, readers);
        continue;
      }
      this.#readers.delete(id);
      // A blob that cannot be removed now is removed when the directory is opened again.
      if (this.#removed.delete(id)) void this.#storage.removeBlob(id).catch(() => undefined);
    }
  }

  async *#content(slices: Slice[]): AsyncGenerator<Uint8Array> {
    for (const slice of slices) yield* await this.#storage.readBlob(slice.id, slice.start, slice.end);
  }
}

interface Slice {
  id: string;
  start: number;
  end: number;
}

/** The part of each blob that bytes `start` to `end` of the whole fall on. */
function slicesOf(blobs: readonly Blob[], start: number, end: number): Slice[] {
  const slices: Slice[] = [];
  let offset = 0;
  for (const { id, size } of blobs) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, size - 1);
    if (from <= to) slices.push({ id, start: from, end: to });
    offset += size;
  }
  return slices;
}
