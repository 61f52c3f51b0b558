import { KeyIndex } from './key-index.ts';
import type { Blob, BucketRecord, KeyRecord, UploadRecord } from './types.ts';

/** A bucket with its keys in listing order and its uploads in progress. */
export interface Bucket {
  record: BucketRecord;
  readonly keys: KeyIndex;
  readonly uploads: Map<string, UploadRecord>;
}

export function emptyBucket(record: BucketRecord): Bucket {
  return { record, keys: new KeyIndex(), uploads: new Map() };
}

/** The content of all versions of a key. */
export function blobsOf(record: KeyRecord | undefined): Blob[] {
  return (record?.versions ?? []).flatMap((version) => (version.deleteMarker ? [] : version.parts));
}
