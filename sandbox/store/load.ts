import { blobsOf, emptyBucket } from './bucket.ts';
import type { Bucket } from './bucket.ts';
import type { BucketRecord, KeyRecord, LoadedRecord, RecordPath, Storage, UploadRecord } from './types.ts';

/**
 * Every bucket that an earlier run left, with its keys and uploads. What that run had begun to remove when it ended is
 * removed: records of a deleted bucket, uploads whose parts are an object's already, content that nothing names.
 */
export async function loadBuckets(storage: Storage): Promise<Map<string, Bucket>> {
  const loaded: LoadedRecord[] = [];
  for await (const entry of storage.loadRecords()) loaded.push(entry);
  const buckets = new Map<string, Bucket>();
  for (const { path, record } of loaded) {
    if (path.kind === 'bucket') buckets.set(path.bucket, emptyBucket(record as BucketRecord));
  }
  for (const { path, record } of loaded) {
    const bucket = buckets.get(path.bucket);
    if (path.kind === 'key') bucket?.keys.set(record as KeyRecord);
    if (path.kind === 'upload') bucket?.uploads.set(path.name, record as UploadRecord);
  }
  const orphans = loaded.map(({ path }) => path).filter(({ bucket }) => !buckets.has(bucket));
  const leftovers = [...orphans, ...forgetCompleted(buckets)];
  await Promise.all(leftovers.map((path) => storage.removeRecord(path)));
  await storage.removeOtherBlobs(new Set(usedBlobs(buckets)));
  return buckets;
}

/** Takes away uploads that have become objects: an abort would remove the objects' content. */
function forgetCompleted(buckets: ReadonlyMap<string, Bucket>): RecordPath[] {
  const forgotten: RecordPath[] = [];
  for (const [name, { keys, uploads }] of buckets) {
    for (const [uploadId, { key, parts }] of uploads) {
      const kept = new Set(blobsOf(keys.get(key)).map(({ id }) => id));
      if (!parts.some(({ id }) => kept.has(id))) continue;
      uploads.delete(uploadId);
      forgotten.push({ bucket: name, kind: 'upload', name: uploadId });
    }
  }
  return forgotten;
}

function* usedBlobs(buckets: ReadonlyMap<string, Bucket>): Generator<string> {
  for (const { keys, uploads } of buckets.values()) {
    for (const record of keys.from(0)) yield* blobsOf(record).map(({ id }) => id);
    for (const { parts } of uploads.values()) yield* parts.map(({ id }) => id);
  }
}
