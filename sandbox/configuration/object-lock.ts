import { S3Error } from '../errors.ts';
import type { BucketRecord, ObjectLock } from '../store/types.ts';
import { OBJECT_LOCK } from './shapes.ts';
import type { ObjectLockConfiguration } from './shapes.ts';
import { storedDocument } from './stored.ts';
import type { Context } from '../context.ts';

const DAY = 24 * 60 * 60 * 1000;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html: 100 years, whatever the unit. */
const MAXIMUM_DAYS = 36_500;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
export const objectLock = storedDocument({
  member: 'objectLockConfiguration',
  root: 'ObjectLockConfiguration',
  shape: OBJECT_LOCK,
  check: checkObjectLock,
});

/** The retention of a new object whose request asks for none. */
export function defaultRetention(bucket: BucketRecord, now: Date): ObjectLock {
  const retention = bucket.objectLockConfiguration?.Rule?.DefaultRetention;
  if (retention === undefined) return {};
  const until = new Date(now);
  if (retention.Years !== undefined) until.setUTCFullYear(until.getUTCFullYear() + retention.Years);
  else until.setTime(until.getTime() + (retention.Days ?? 0) * DAY);
  return { mode: retention.Mode, retainUntil: until.toISOString() };
}

/** A bucket with versions may turn object lock on at any time, and never off again. */
function checkObjectLock(
  configuration: ObjectLockConfiguration,
  { bucket }: Context,
): ObjectLockConfiguration {
  if (bucket.record.versioning !== 'Enabled') {
    throw new S3Error('InvalidBucketState', {
      message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    });
  }
  const retention = configuration.Rule?.DefaultRetention;
  if (retention !== undefined) checkPeriod(retention.Days, retention.Years);
  bucket.record.objectLock = true;
  return configuration;
}

function checkPeriod(days: number | undefined, years: number | undefined): void {
  if ((days === undefined) === (years === undefined)) throw new S3Error('MalformedXML');
  const period = days ?? (years ?? 0) * 365;
  if (period >= 1 && period <= MAXIMUM_DAYS) return;
  const message =
    period < 1
      ? 'Default retention period must be a positive integer value.'
      : 'Default retention period too large';
  throw new S3Error('InvalidArgument', { message });
}
