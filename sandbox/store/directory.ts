import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { BlobFiles, writeFileAtomically } from './blob-files.ts';
import type { Blob, LoadedRecord, RecordPath, Storage } from './types.ts';

/**
 * Keeps everything below one directory, which another start opens again:
 * `blobs/` has the content under random names, `records/<bucket>/<kind>/` a JSON file per bucket, key and upload.
 * A record's file is named by the SHA-256 of its name: no key, however long or strange, becomes a path.
 */
export class DirectoryStorage implements Storage {
  readonly #records: string;
  readonly #blobs: BlobFiles;

  private constructor(directory: string) {
    this.#records = join(directory, 'records');
    this.#blobs = new BlobFiles(join(directory, 'blobs'));
  }

  static async open(directory: string): Promise<DirectoryStorage> {
    const storage = new DirectoryStorage(directory);
    await mkdir(storage.#records, { recursive: true });
    await mkdir(storage.#blobs.directory, { recursive: true });
    return storage;
  }

  writeBlob(content: AsyncIterable<Uint8Array>): Promise<Blob> {
    return this.#blobs.write(content);
  }

  readBlob(id: string, start: number, end: number): Promise<Readable> {
    return this.#blobs.read(id, start, end);
  }

  removeBlob(id: string): Promise<void> {
    return this.#blobs.remove(id);
  }

  async saveRecord(path: RecordPath, record: object): Promise<void> {
    await writeFileAtomically(this.#path(path), JSON.stringify({ path, record }));
  }

  async removeRecord(path: RecordPath): Promise<void> {
    if (path.kind === 'bucket') await rm(join(this.#records, path.bucket), { recursive: true, force: true });
    else await rm(this.#path(path), { force: true });
  }

  async *loadRecords(): AsyncIterable<LoadedRecord> {
    const entries = await readdir(this.#records, { withFileTypes: true, recursive: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      if (entry.name.endsWith('.json')) yield JSON.parse(await readFile(file, 'utf8')) as LoadedRecord;
      // Whatever else there is was being written when the process ended.
      else await rm(file);
    }
  }

  removeOtherBlobs(used: ReadonlySet<string>): Promise<void> {
    return this.#blobs.removeOthers(used);
  }

  async close(): Promise<void> {}

  #path({ bucket, kind, name }: RecordPath): string {
    const hash = createHash('sha256').update(name).digest('hex');
    return join(this.#records, bucket, kind, hash.slice(0, 2), `${hash}.json`);
  }
}
