import type { Readable } from 'node:stream';
import { DirectoryStorage } from './directory.ts';
import { blobsOf, emptyBucket } from './bucket.ts';
import type { Bucket } from './bucket.ts';
import { loadBuckets } from './load.ts';
import { MemoryStorage } from './memory.ts';
import { BlobReaders } from './readers.ts';
import { blobsIn, bucketsOf, takeSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import type { Blob, BucketRecord, KeyRecord, RecordPath, Storage } from './types.ts';

export type { Bucket } from './bucket.ts';

/**
 * All buckets, in memory, in front of a storage.
 * A change is visible at once and acknowledged (the promise settles) when the storage has it.
 */
export class Store {
  readonly buckets = new Map<string, Bucket>();
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #storage: Storage;
  readonly #readers: BlobReaders;
  readonly #saving = new Map<string, Promise<void>>();

  private constructor(storage: Storage) {
    this.#storage = storage;
    this.#readers = new BlobReaders(storage);
  }

  /** Opens what a directory holds, or an empty store in memory. */
  static async open(directory?: string): Promise<Store> {
    const store = new Store(
      directory === undefined ? new MemoryStorage() : await DirectoryStorage.open(directory),
    );
    for (const [name, bucket] of await loadBuckets(store.#storage)) store.buckets.set(name, bucket);
    return store;
  }

  async addBucket(record: BucketRecord): Promise<void> {
    this.buckets.set(record.name, emptyBucket(record));
    await this.saveBucket(record.name);
  }

  saveBucket(name: string): Promise<void> {
    return this.#save({ bucket: name, kind: 'bucket', name: '' }, () => this.buckets.get(name)?.record);
  }

  removeBucket(name: string): Promise<void> {
    this.buckets.delete(name);
    return this.saveBucket(name);
  }

  /** Replaces a key's versions; no versions left removes the key. */
  async saveKey(bucket: Bucket, key: string, versions: KeyRecord['versions']): Promise<void> {
    const before = blobsOf(bucket.keys.get(key));
    if (versions.length === 0) bucket.keys.delete(key);
    else bucket.keys.set({ key, versions });
    await this.#save({ bucket: bucket.record.name, kind: 'key', name: key }, () => bucket.keys.get(key));
    const after = new Set(blobsOf(bucket.keys.get(key)).map((blob) => blob.id));
    await this.removeBlobs(before.filter((blob) => !after.has(blob.id)));
  }

  saveUpload(bucket: Bucket, uploadId: string): Promise<void> {
    const path: RecordPath = { bucket: bucket.record.name, kind: 'upload', name: uploadId };
    return this.#save(path, () => bucket.uploads.get(uploadId));
  }

  writeBlob(content: AsyncIterable<Uint8Array>): Promise<Blob> {
    return this.#storage.writeBlob(content);
  }

  /** Bytes `start` to `end` (inclusive) of content that lies in several blobs. */
  readBlobs(blobs: readonly Blob[], start: number, end: number): Promise<Readable> {
    return this.#readers.read(blobs, start, end);
  }

  async removeBlobs(blobs: readonly Blob[]): Promise<void> {
    await Promise.all(blobs.map((blob) => this.#readers.remove(blob.id)));
  }

  /** Remembers everything as it is now, until the store is closed or the snapshot is dropped. */
  takeSnapshot(id: string): void {
    const snapshot = takeSnapshot(this.buckets.values());
    this.#readers.hold(blobsIn(snapshot));
    this.#snapshots.set(id, snapshot);
  }

  get snapshots(): string[] {
    return [...this.#snapshots.keys()];
  }

  /** Whether there was such a snapshot. */
  dropSnapshot(id: string): boolean {
    const snapshot = this.#snapshots.get(id);
    if (snapshot !== undefined) this.#readers.release(blobsIn(snapshot));
    return this.#snapshots.delete(id);
  }

  /** Makes everything as it was, as often as one likes; false when there is no such snapshot. */
  async restoreSnapshot(id: string): Promise<boolean> {
    const snapshot = this.#snapshots.get(id);
    if (snapshot !== undefined) await this.#replace(snapshot);
    return snapshot !== undefined;
  }

  /** Removes every bucket with all it holds. */
  clear(): Promise<void> {
    return this.#replace({ buckets: [] });
  }

  async close(): Promise<void> {
    await Promise.all(this.#saving.values());
    await this.#storage.close();
  }

  /** Saves of one record follow each other, each writing what is current when its turn comes. */
  #save(path: RecordPath, current: () => object | undefined): Promise<void> {
    const id = JSON.stringify([path.bucket, path.kind, path.name]);
    const write = async () => {
      const record = current();
      await (record === undefined
        ? this.#storage.removeRecord(path)
        : this.#storage.saveRecord(path, record));
    };
    const saved = (this.#saving.get(id) ?? Promise.resolve()).then(write, write);
    this.#saving.set(id, saved);
    return saved.finally(() => {
      if (this.#saving.get(id) === saved) this.#saving.delete(id);
    });
  }

  /** What is kept is written before what is not is removed; no request may be under way. */
  async #replace(snapshot: Snapshot): Promise<void> {
    const before = takeSnapshot(this.buckets.values());
    const after = bucketsOf(snapshot);
    const used = new Set(blobsIn(snapshot).map(({ id }) => id));
    this.#readers.keep(blobsIn(snapshot));
    await Promise.all(before.buckets.map(({ record }) => this.removeBucket(record.name)));
    for (const bucket of after) {
      const { name } = bucket.record;
      this.buckets.set(name, bucket);
      await this.saveBucket(name);
      const keys = [...bucket.keys.from(0)];
      await Promise.all(keys.map(({ key, versions }) => this.saveKey(bucket, key, versions)));
      await Promise.all([...bucket.uploads.keys()].map((uploadId) => this.saveUpload(bucket, uploadId)));
    }
    await this.removeBlobs(blobsIn(before).filter(({ id }) => !used.has(id)));
  }
}
