import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { ObjectVersion } from '../store/types.ts';

/**
 * Classes whose objects must be restored before they can be read; GLACIER_IR is none of them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html
 */
const ARCHIVED: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

export function isArchived({ storageClass }: ObjectVersion): boolean {
  return ARCHIVED.has(storageClass);
}

/** Where the restoration of an archived object is: none, on its way, or done until the copy goes again. */
export function restoreState({ restore }: ObjectVersion, now: Date): 'none' | 'ongoing' | 'restored' {
  if (restore === undefined || new Date(restore.expires) <= now) return 'none';
  return new Date(restore.readyAt) <= now ? 'restored' : 'ongoing';
}

/** @throws S3Error `InvalidObjectState` for an archived object that is not restored */
export function refuseArchived(object: ObjectVersion, now: Date, message?: string): void {
  if (!isArchived(object) || restoreState(object, now) === 'restored') return;
  throw new S3Error('InvalidObjectState', { message, fields: { StorageClass: object.storageClass } });
}

/** `x-amz-restore`. */
export function restoreHeader(object: ObjectVersion, now: Date): { 'x-amz-restore'?: string } {
  const state = restoreState(object, now);
  if (state === 'none' || object.restore === undefined) return {};
  if (state === 'ongoing') return { 'x-amz-restore': 'ongoing-request="true"' };
  const expiry = new Date(object.restore.expires).toUTCString();
  return { 'x-amz-restore': `ongoing-request="false", expiry-date="${expiry}"` };
}

/** The `RestoreStatus` of a listing's entry, which only those get that ask for it. */
export function restoreStatus(context: Context, object: ObjectVersion): object {
  const asked = (context.header('x-amz-optional-object-attributes') ?? '').split(',');
  const state = restoreState(object, context.now);
  if (!asked.some((name) => name.trim() === 'RestoreStatus') || state === 'none') return {};
  const expires = state === 'restored' ? object.restore?.expires : undefined;
  return { RestoreStatus: { IsRestoreInProgress: state === 'ongoing', RestoreExpiryDate: expires } };
}
