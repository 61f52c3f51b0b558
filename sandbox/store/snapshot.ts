import { KeyIndex } from './key-index.ts';
import type { Bucket } from './bucket.ts';
import type { Blob, BucketRecord, KeyRecord, UploadRecord } from './types.ts';

/** Every bucket, key and upload as they were, with no tie to what they are now. */
export interface Snapshot {
  buckets: readonly { record: BucketRecord; keys: readonly KeyRecord[]; uploads: readonly UploadRecord[] }[];
}

export function takeSnapshot(buckets: Iterable<Bucket>): Snapshot {
  const taken = [...buckets].map(({ record, keys, uploads }) => ({
    record,
    keys: [...keys.from(0)],
    uploads: [...uploads.values()],
  }));
  return structuredClone({ buckets: taken });
}

/** The buckets of a snapshot, which can be made again and again. */
export function bucketsOf(snapshot: Snapshot): Bucket[] {
  return structuredClone(snapshot).buckets.map(({ record, keys, uploads }) => {
    const index = new KeyIndex();
    for (const key of keys) index.set(key);
    return { record, keys: index, uploads: new Map(uploads.map((upload) => [upload.uploadId, upload])) };
  });
}

/** The content that a snapshot speaks of. */
export function blobsIn({ buckets }: Snapshot): Blob[] {
  return buckets.flatMap(({ keys, uploads }) => [
    ...keys.flatMap(({ versions }) =>
      versions.flatMap((version) => (version.deleteMarker ? [] : version.parts)),
    ),
    ...uploads.flatMap(({ parts }) => parts),
  ]);
}
