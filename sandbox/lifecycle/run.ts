import type { Surroundings } from '../context.ts';
import type { EventName } from '../notifications/event-types.ts';
import { addVersion, newDeleteMarker } from '../operations/versions.ts';
import type { Bucket } from '../store/index.ts';
import type { KeyRecord, ObjectVersion, Version } from '../store/types.ts';
import { abortionOf, enabledRules } from './due.ts';
import { isGone, markerIsGone, nextStorageClass, noncurrentIsGone } from './plan.ts';

/** Does what every bucket's lifecycle rules ask for by `now`. */
export async function runLifecycles(surroundings: Surroundings, now: Date): Promise<void> {
  for (const bucket of surroundings.store.buckets.values()) {
    if (enabledRules(bucket.record).length === 0) continue;
    await abortUploads(surroundings, bucket, now);
    // A list of its own: keys are removed on the way.
    const records = [...bucket.keys.from(0)];
    for (const record of records) {
      await expireNoncurrent(surroundings, bucket, record, now);
      await expireCurrent(surroundings, bucket, record.key, now);
      await moveVersions(surroundings, bucket, record.key, now);
    }
  }
}

/** Whether any bucket has something to do at all. */
export function hasLifecycles({ store }: Surroundings): boolean {
  return [...store.buckets.values()].some(({ record }) => enabledRules(record).length > 0);
}

async function abortUploads({ store }: Surroundings, bucket: Bucket, now: Date): Promise<void> {
  const uploads = [...bucket.uploads.values()].filter((upload) => {
    const abortion = abortionOf(bucket.record, upload);
    return abortion !== undefined && abortion.due <= now;
  });
  for (const upload of uploads) {
    bucket.uploads.delete(upload.uploadId);
    await store.saveUpload(bucket, upload.uploadId);
    await store.removeBlobs(upload.parts);
  }
}

async function expireNoncurrent(
  surroundings: Surroundings,
  bucket: Bucket,
  { key, versions }: KeyRecord,
  now: Date,
): Promise<void> {
  const gone = versions.filter((_, index) =>
    noncurrentIsGone({ bucket: bucket.record, key, versions, now }, index),
  );
  if (gone.length === 0) return;
  const kept = versions.filter((version) => !gone.includes(version));
  await surroundings.store.saveKey(bucket, key, kept);
  for (const version of gone) tell(surroundings, bucket, key, version, 'LifecycleExpiration:Delete', now);
}

/** The current object goes for good, or behind a delete marker; a marker with nothing behind it goes too. */
async function expireCurrent(
  surroundings: Surroundings,
  bucket: Bucket,
  key: string,
  now: Date,
): Promise<void> {
  const versions = bucket.keys.get(key)?.versions ?? [];
  const [current] = versions;
  if (current === undefined) return;
  const state = { bucket: bucket.record, key, versions, now };
  if (
    current.deleteMarker
      ? markerIsGone(state)
      : bucket.record.versioning === undefined && isGone(state, current)
  ) {
    await surroundings.store.saveKey(bucket, key, []);
    tell(surroundings, bucket, key, current, 'LifecycleExpiration:Delete', now);
  } else if (!current.deleteMarker && isGone(state, current)) {
    const marker = newDeleteMarker({ now, callerId: bucket.record.owner });
    const added = await addVersion(surroundings, bucket, key, marker);
    tell(surroundings, bucket, key, added, 'LifecycleExpiration:DeleteMarkerCreated', now);
  }
}

async function moveVersions(
  surroundings: Surroundings,
  bucket: Bucket,
  key: string,
  now: Date,
): Promise<void> {
  const versions = bucket.keys.get(key)?.versions ?? [];
  const moved: ObjectVersion[] = [];
  const changed = versions.map((version, index) => {
    const storageClass = nextStorageClass({ bucket: bucket.record, key, versions, now }, index);
    if (version.deleteMarker || storageClass === undefined) return version;
    const object = { ...version, storageClass };
    moved.push(object);
    return object;
  });
  if (moved.length === 0) return;
  await surroundings.store.saveKey(bucket, key, changed);
  for (const object of moved) tell(surroundings, bucket, key, object, 'LifecycleTransition', now);
}

function tell(
  { events }: Surroundings,
  { record }: Bucket,
  key: string,
  version: Version,
  name: EventName,
  time: Date,
): void {
  const { versionId } = version;
  const object = version.deleteMarker ? { versionId } : { versionId, size: version.size, etag: version.etag };
  events.publish({ name, bucket: record, key, object, time });
}
