import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { Bucket } from '../store/index.ts';
import type { BucketRecord, DeleteMarker, ObjectVersion, Version } from '../store/types.ts';

/** The id of a version written while versioning was off or suspended. */
export const NULL_VERSION = 'null';

export function versionsOf(bucket: Bucket, key: string): Version[] {
  return bucket.keys.get(key)?.versions ?? [];
}

/** The current version unless it is a delete marker. */
export function currentObject(bucket: Bucket, key: string): ObjectVersion | undefined {
  const [latest] = versionsOf(bucket, key);
  return latest === undefined || latest.deleteMarker ? undefined : latest;
}

/** Only a bucket that has ever had versioning on tells version ids. */
export function versionHeader(bucket: BucketRecord, version: Version): { 'x-amz-version-id'?: string } {
  return bucket.versioning === undefined ? {} : { 'x-amz-version-id': version.versionId };
}

/**
 * The object a request reads, by its `versionId` or the current one.
 * @throws S3Error `NoSuchKey`, `NoSuchVersion`, and `MethodNotAllowed` for a delete marker asked for by its id
 */
export function findObject(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  const versions = versionsOf(bucket, key);
  const version =
    versionId === undefined ? versions[0] : versions.find((candidate) => candidate.versionId === versionId);
  if (version === undefined) throw missing(key, versionId);
  if (!version.deleteMarker) return version;
  const headers = { 'x-amz-delete-marker': 'true', ...versionHeader(bucket.record, version) };
  if (versionId === undefined) throw new S3Error('NoSuchKey', { fields: { Key: key }, headers });
  throw new S3Error('MethodNotAllowed', {
    fields: { Method: 'GET', ResourceType: 'DeleteMarker' },
    headers: { ...headers, allow: 'DELETE', 'last-modified': new Date(version.lastModified).toUTCString() },
  });
}

/** Puts a version in front of the others, as the bucket's versioning says. */
export async function addVersion<V extends Version>(
  context: Pick<Context, 'store'>,
  bucket: Bucket,
  key: string,
  version: V,
): Promise<V> {
  const versioned = bucket.record.versioning === 'Enabled';
  const added = { ...version, versionId: versioned ? newVersionId() : NULL_VERSION };
  const others = versionsOf(bucket, key).filter((other) => other.versionId !== added.versionId);
  await context.store.saveKey(bucket, key, [added, ...others]);
  return added;
}

/** Replaces one version by a changed one: tags, ACL, retention. */
export async function changeVersion(
  context: Context,
  bucket: Bucket,
  key: string,
  changed: ObjectVersion,
): Promise<void> {
  const versions = versionsOf(bucket, key).map((version) =>
    version.versionId === changed.versionId ? changed : version,
  );
  await context.store.saveKey(bucket, key, versions);
}

export function newDeleteMarker(context: Pick<Context, 'now' | 'callerId'>): DeleteMarker {
  return {
    deleteMarker: true,
    versionId: NULL_VERSION,
    lastModified: context.now.toISOString(),
    owner: context.callerId,
  };
}

function newVersionId(): string {
  return randomBytes(24).toString('base64url').replaceAll('-', '.');
}

function missing(key: string, versionId: string | undefined): S3Error {
  if (versionId === undefined) return new S3Error('NoSuchKey', { fields: { Key: key } });
  return new S3Error('NoSuchVersion', { fields: { Key: key, VersionId: versionId } });
}
