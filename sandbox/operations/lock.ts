import { defaultRetention } from '../configuration/object-lock.ts';
import type { Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { expectedChecksum, expectedMd5 } from './checksums.ts';
import type { BucketRecord, ObjectLock, ObjectVersion } from '../store/types.ts';

/** Reads the `x-amz-object-lock-*` headers of a new object, or takes the bucket's default: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
export function requestedLock(context: Context): ObjectLock {
  const mode = context.header('x-amz-object-lock-mode');
  const until = context.header('x-amz-object-lock-retain-until-date');
  const legalHold = context.header('x-amz-object-lock-legal-hold');
  const byDefault = defaultRetention(context.bucket.record, context.now);
  if (mode === undefined && until === undefined && legalHold === undefined) return byDefault;
  requireLock(context.bucket.record);
  if ((mode === undefined) !== (until === undefined)) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      'x-amz-object-lock-mode',
      mode ?? 'null',
    );
  }
  if (legalHold !== undefined && legalHold !== 'ON' && legalHold !== 'OFF') {
    throw invalidArgument(
      "Legal Hold must be either of 'ON' or 'OFF'",
      'x-amz-object-lock-legal-hold',
      legalHold,
    );
  }
  return {
    ...(mode !== undefined && until !== undefined ? parseRetention(mode, until, context.now) : byDefault),
    legalHold,
  };
}

/** Checks a retention mode and its end. */
export function parseRetention(
  mode: string,
  until: string,
  now: Date,
): Pick<ObjectLock, 'mode' | 'retainUntil'> {
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE')
    throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode);
  const date = new Date(until);
  if (Number.isNaN(date.getTime()))
    throw invalidArgument(
      'The retain until date must be provided in ISO 8601 format',
      'x-amz-object-lock-retain-until-date',
      until,
    );
  if (date <= now)
    throw invalidArgument(
      'The retain until date must be in the future!',
      'x-amz-object-lock-retain-until-date',
      until,
    );
  return { mode, retainUntil: date.toISOString() };
}

export function requireLock(bucket: BucketRecord): void {
  if (!bucket.objectLock)
    throw new S3Error('InvalidRequest', { message: 'Bucket is missing Object Lock Configuration' });
}

/** A locked object must not be a broken one. */
export function requireIntegrityForLock(context: Context, lock: ObjectLock): void {
  if (Object.keys(lock).length === 0) return;
  if (expectedMd5(context) !== undefined || expectedChecksum(context) !== undefined) return;
  throw new S3Error('InvalidRequest', {
    message:
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
  });
}

/** Refuses to destroy a version that is held; `bypass` lifts governance only. */
export function checkUnlocked(version: ObjectVersion, now: Date, bypass: boolean): void {
  const { mode, retainUntil, legalHold } = version.lock;
  const retained =
    retainUntil !== undefined && new Date(retainUntil) > now && !(mode === 'GOVERNANCE' && bypass);
  if (!retained && legalHold !== 'ON') return;
  throw new S3Error('AccessDenied', { message: 'Access Denied because object protected by object lock.' });
}

export function bypassesGovernance(context: Context): boolean {
  return context.header('x-amz-bypass-governance-retention')?.toLowerCase() === 'true';
}

export function lockHeaders({
  mode,
  retainUntil,
  legalHold,
}: ObjectLock): Record<string, string | undefined> {
  return {
    'x-amz-object-lock-mode': mode,
    'x-amz-object-lock-retain-until-date': retainUntil,
    'x-amz-object-lock-legal-hold': legalHold,
  };
}
