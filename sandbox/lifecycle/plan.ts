import type { LifecycleRule } from '../configuration/lifecycle-shape.ts';
import type { BucketRecord, ObjectVersion, Version } from '../store/types.ts';
import { daysAfter, dueTime, enabledRules } from './due.ts';
import { isAboutMarker, isAboutObject, isLargeEnough } from './filter.ts';

/** A key's versions (newest first) as the rules find them. */
export interface KeyState {
  bucket: BucketRecord;
  key: string;
  versions: readonly Version[];
  now: Date;
}

/** From warm to cold: objects only ever move on in this order. */
const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
];

/** Whether the current object expires. */
export function isGone({ bucket, key, now }: KeyState, object: ObjectVersion): boolean {
  return enabledRules(bucket).some((rule) => {
    const { Expiration } = rule;
    if (Expiration?.Days === undefined && Expiration?.Date === undefined) return false;
    return isAboutObject(rule, key, object) && dueTime(Expiration, object.lastModified) <= now;
  });
}

/** Whether a delete marker that hides nothing any more goes: by the rule for those, or by its own age. */
export function markerIsGone({ bucket, key, versions, now }: KeyState): boolean {
  const [marker, ...others] = versions;
  if (marker === undefined || others.length > 0) return false;
  return enabledRules(bucket).some((rule) => {
    if (rule.Expiration === undefined || !isAboutMarker(rule, key)) return false;
    const { Days, Date: date, ExpiredObjectDeleteMarker } = rule.Expiration;
    if (Days === undefined && date === undefined) return ExpiredObjectDeleteMarker === true;
    return dueTime(rule.Expiration, marker.lastModified) <= now;
  });
}

/** Whether the version at an index is no longer current, has been so for long enough, and is not locked. */
export function noncurrentIsGone(state: KeyState, index: number): boolean {
  const version = state.versions[index];
  if (version === undefined || index === 0 || isLocked(version, state.now)) return false;
  return enabledRules(state.bucket).some(
    (rule) =>
      rule.NoncurrentVersionExpiration !== undefined &&
      isAbout(rule, state.key, version) &&
      isDue(rule.NoncurrentVersionExpiration, state, index),
  );
}

/** The coldest class that is due for the version at an index, when that is colder than where it is. */
export function nextStorageClass(state: KeyState, index: number): string | undefined {
  const version = state.versions[index];
  if (version === undefined || version.deleteMarker) return undefined;
  const due = enabledRules(state.bucket)
    .filter((rule) => isAboutObject(rule, state.key, version))
    .flatMap((rule) => {
      const transitions =
        index === 0
          ? rule.Transition.filter((transition) => dueTime(transition, version.lastModified) <= state.now)
          : rule.NoncurrentVersionTransition.filter((transition) => isDue(transition, state, index));
      return transitions
        .map(({ StorageClass }) => StorageClass as string)
        .filter((storageClass) => isLargeEnough(rule, state.bucket, version, storageClass));
    });
  const coldest = due.sort((first, second) => coldness(second) - coldness(first))[0];
  return coldest !== undefined && coldness(coldest) > coldness(version.storageClass) ? coldest : undefined;
}

/** A version is noncurrent from the moment on that its successor was made. */
function isDue(
  action: { NoncurrentDays: number; NewerNoncurrentVersions?: number },
  { versions, now }: KeyState,
  index: number,
): boolean {
  const successor = versions[index - 1];
  const newer = index - 1;
  return (
    successor !== undefined &&
    newer >= (action.NewerNoncurrentVersions ?? 0) &&
    daysAfter(successor.lastModified, action.NoncurrentDays) <= now
  );
}

function isAbout(rule: LifecycleRule, key: string, version: Version): boolean {
  return version.deleteMarker ? isAboutMarker(rule, key) : isAboutObject(rule, key, version);
}

function isLocked(version: Version, now: Date): boolean {
  if (version.deleteMarker) return false;
  const { legalHold, retainUntil } = version.lock;
  return legalHold === 'ON' || (retainUntil !== undefined && new Date(retainUntil) > now);
}

function coldness(storageClass: string): number {
  return STORAGE_CLASSES.indexOf(storageClass);
}
