import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { publish } from '../notifications/publisher.ts';
import type { Bucket } from '../store/index.ts';
import type { Version } from '../store/types.ts';
import { failed, matches } from './conditions.ts';
import { bypassesGovernance, checkUnlocked } from './lock.ts';
import { NULL_VERSION, addVersion, currentObject, newDeleteMarker, versionsOf } from './versions.ts';

/** What a deletion did: the version that is gone, or the marker that was made. */
export interface Deletion {
  versionId?: string;
  deleteMarker: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export async function deleteObject(context: Context): Promise<Answer> {
  const { bucket, key } = context;
  const match = context.header('if-match');
  if (match !== undefined) checkDeleteCondition(bucket, key, match);
  const deletion = await deleteKey(context, bucket, key, context.versionId);
  return {
    status: 204,
    headers: {
      'x-amz-version-id': deletion.versionId,
      'x-amz-delete-marker': deletion.deleteMarker ? 'true' : undefined,
    },
  };
}

/** Deletes a key as the bucket's versioning says, or one version for good. A key that is not there is no error. */
export async function deleteKey(
  context: Context,
  bucket: Bucket,
  key: string,
  versionId?: string,
): Promise<Deletion> {
  if (versionId !== undefined) return deleteVersion(context, bucket, key, versionId);
  if (bucket.record.versioning === undefined) {
    const [removed] = versionsOf(bucket, key);
    await context.store.saveKey(bucket, key, []);
    if (removed !== undefined) publish(context, 'ObjectRemoved:Delete', key, {});
    return { deleteMarker: false };
  }
  const marker = await addVersion(context, bucket, key, newDeleteMarker(context));
  publish(context, 'ObjectRemoved:DeleteMarkerCreated', key, { versionId: marker.versionId });
  return { versionId: marker.versionId, deleteMarker: true };
}

/** `if-match` on a deletion: the current object must be there, with that ETag (or any, for `*`). */
export function checkDeleteCondition(bucket: Bucket, key: string, match: string): void {
  const current = currentObject(bucket, key);
  if (current === undefined) throw new S3Error('NoSuchKey', { fields: { Key: key } });
  if (!matches(match, current)) throw failed('If-Match');
}

async function deleteVersion(
  context: Context,
  bucket: Bucket,
  key: string,
  versionId: string,
): Promise<Deletion> {
  const versions = versionsOf(bucket, key);
  const version = versions.find((candidate) => candidate.versionId === versionId);
  if (version === undefined && versionId !== NULL_VERSION && !isVersionId(versionId))
    throw unknownVersion(versionId);
  if (version !== undefined) await removeVersion(context, bucket, key, version);
  const told = bucket.record.versioning === undefined ? undefined : versionId;
  return { versionId: told, deleteMarker: version?.deleteMarker === true };
}

async function removeVersion(context: Context, bucket: Bucket, key: string, version: Version): Promise<void> {
  if (!version.deleteMarker) checkUnlocked(version, context.now, bypassesGovernance(context));
  const others = versionsOf(bucket, key).filter((other) => other.versionId !== version.versionId);
  await context.store.saveKey(bucket, key, others);
  publish(context, 'ObjectRemoved:Delete', key, { versionId: version.versionId });
}

function isVersionId(text: string): boolean {
  return /^[\w.]{32}$/.test(text);
}

function unknownVersion(versionId: string): S3Error {
  return new S3Error('InvalidArgument', {
    message: 'Invalid version id specified',
    fields: { ArgumentName: 'versionId', ArgumentValue: versionId },
  });
}
