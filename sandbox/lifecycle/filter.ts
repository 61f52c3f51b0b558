import type { LifecycleRule } from '../configuration/lifecycle-shape.ts';
import type { BucketRecord, ObjectVersion } from '../store/types.ts';

/** Whether a rule is about a key, apart from what its object is like. */
export function isAboutKey(rule: LifecycleRule, key: string): boolean {
  return key.startsWith(rule.Prefix ?? rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? '');
}

/** Whether a rule is about an object: its key, its tags and its size. */
export function isAboutObject(rule: LifecycleRule, key: string, object: ObjectVersion): boolean {
  const { greaterThan, lessThan } = sizesOf(rule);
  const tags = [rule.Filter?.Tag, ...(rule.Filter?.And?.Tag ?? [])].filter((tag) => tag !== undefined);
  return (
    isAboutKey(rule, key) &&
    tags.every(({ Key, Value }) => object.tags[Key] === Value) &&
    (greaterThan === undefined || object.size > greaterThan) &&
    (lessThan === undefined || object.size < lessThan)
  );
}

/** A rule that asks for tags or a size is about no delete marker. */
export function isAboutMarker(rule: LifecycleRule, key: string): boolean {
  const { greaterThan, lessThan } = sizesOf(rule);
  const byTags = rule.Filter?.Tag !== undefined || (rule.Filter?.And?.Tag.length ?? 0) > 0;
  return isAboutKey(rule, key) && !byTags && greaterThan === undefined && lessThan === undefined;
}

const SMALL_BYTES = 128 * 1024;

/**
 * Whether an object is large enough to be moved: not below 128 KiB, unless the rule asks for sizes itself,
 * or the bucket lets small objects be archived.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export function isLargeEnough(
  rule: LifecycleRule,
  bucket: BucketRecord,
  object: ObjectVersion,
  storageClass: string,
): boolean {
  const { greaterThan, lessThan } = sizesOf(rule);
  if (object.size >= SMALL_BYTES || greaterThan !== undefined || lessThan !== undefined) return true;
  const archived = storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
  return archived && bucket.transitionMinimum === 'varies_by_storage_class';
}

function sizesOf({ Filter }: LifecycleRule): { greaterThan?: number; lessThan?: number } {
  return {
    greaterThan: Filter?.ObjectSizeGreaterThan ?? Filter?.And?.ObjectSizeGreaterThan,
    lessThan: Filter?.ObjectSizeLessThan ?? Filter?.And?.ObjectSizeLessThan,
  };
}
