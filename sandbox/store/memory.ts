import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { BlobFiles } from './blob-files.ts';
import type { Blob, LoadedRecord, RecordPath, Storage } from './types.ts';

/** Content beyond this many bytes goes to a temporary directory, so that memory stays bounded. */
const SPILL_BYTES = 4 * 1024 * 1024;

/** Keeps everything until `close`; only large content touches the disk. */
export class MemoryStorage implements Storage {
  readonly #blobs = new Map<string, Uint8Array[]>();
  #spill: Promise<BlobFiles> | undefined;

  async writeBlob(content: AsyncIterable<Uint8Array>): Promise<Blob> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const iterator = content[Symbol.asyncIterator]();
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      chunks.push(next.value);
      size += next.value.length;
      if (size > SPILL_BYTES) return (await this.#files()).write(resume(chunks, iterator));
    }
    const id = randomUUID();
    this.#blobs.set(id, [Buffer.concat(chunks)]);
    return { id, size };
  }

  async readBlob(id: string, start: number, end: number): Promise<Readable> {
    const chunks = this.#blobs.get(id);
    if (chunks === undefined) return (await this.#files()).read(id, start, end);
    return Readable.from(chunks.map((chunk) => chunk.subarray(start, end + 1)));
  }

  async removeBlob(id: string): Promise<void> {
    if (!this.#blobs.delete(id)) await (await this.#files()).remove(id);
  }

  async saveRecord(_path: RecordPath, _record: object): Promise<void> {}
  async removeRecord(_path: RecordPath): Promise<void> {}
  async *loadRecords(): AsyncIterable<LoadedRecord> {}
  async removeOtherBlobs(_used: ReadonlySet<string>): Promise<void> {}

  async close(): Promise<void> {
    this.#blobs.clear();
    if (this.#spill !== undefined) await rm((await this.#spill).directory, { recursive: true, force: true });
  }

  #files(): Promise<BlobFiles> {
    this.#spill ??= mkdtemp(join(tmpdir(), 's3-sandbox-')).then((directory) => new BlobFiles(directory));
    return this.#spill;
  }
}

async function* resume(chunks: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks.splice(0);
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
