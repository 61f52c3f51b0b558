import type { LifecycleRule } from '../configuration/lifecycle-shape.ts';
import type { BucketRecord, ObjectVersion, UploadRecord } from '../store/types.ts';
import { isAboutKey, isAboutObject } from './filter.ts';

export const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * So many days later, at the midnight (UTC) that follows:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 */
export function daysAfter(start: string | Date, days: number): Date {
  const time = new Date(start).getTime() + days * DAY_MILLISECONDS;
  return new Date(Math.ceil(time / DAY_MILLISECONDS) * DAY_MILLISECONDS);
}

/** When an action with `Days` or `Date` is due for something that began at `start`. */
export function dueTime(action: { Days?: number; Date?: string }, start: string): Date {
  return action.Date === undefined ? daysAfter(start, action.Days ?? 0) : new Date(action.Date);
}

export function enabledRules(bucket: BucketRecord): LifecycleRule[] {
  return (bucket.lifecycle?.Rule ?? []).filter(({ Status }) => Status === 'Enabled');
}

/** When an upload in progress is given up, and by which rule: the first that comes to it. */
export function abortionOf(
  bucket: BucketRecord,
  { key, initiated }: Pick<UploadRecord, 'key' | 'initiated'>,
): { id: string; due: Date } | undefined {
  const abortions = enabledRules(bucket)
    .filter((rule) => isAboutKey(rule, key))
    .flatMap(({ ID = '', AbortIncompleteMultipartUpload: abort }) =>
      abort === undefined ? [] : [{ id: ID, due: daysAfter(initiated, abort.DaysAfterInitiation) }],
    );
  return abortions.sort((first, second) => first.due.getTime() - second.due.getTime())[0];
}

/** The headers that tell when an upload is given up. */
export function abortHeaders(
  bucket: BucketRecord,
  upload: Pick<UploadRecord, 'key' | 'initiated'>,
): Record<string, string> {
  const abortion = abortionOf(bucket, upload);
  if (abortion === undefined) return {};
  return { 'x-amz-abort-date': abortion.due.toUTCString(), 'x-amz-abort-rule-id': abortion.id };
}

/** `x-amz-expiration`: when the current object goes, and by which rule. */
export function expirationHeader(
  bucket: BucketRecord,
  key: string,
  object: ObjectVersion,
): { 'x-amz-expiration'?: string } {
  const expirations = enabledRules(bucket)
    .filter((rule) => isAboutObject(rule, key, object))
    .flatMap(({ ID = '', Expiration }) => {
      const expires = Expiration?.Days !== undefined || Expiration?.Date !== undefined;
      return expires ? [{ id: ID, due: dueTime(Expiration, object.lastModified) }] : [];
    })
    .sort((first, second) => first.due.getTime() - second.due.getTime());
  const [first] = expirations;
  if (first === undefined) return {};
  return {
    'x-amz-expiration': `expiry-date="${first.due.toUTCString()}", rule-id="${encodeURIComponent(first.id)}"`,
  };
}
