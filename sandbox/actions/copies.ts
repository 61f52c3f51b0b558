import type { Context } from '../context.ts';
import { parseCopySource } from '../operations/copy-source-header.ts';
import { versionsOf } from '../operations/versions.ts';
import type { Bucket } from '../store/index.ts';
import type { ObjectVersion } from '../store/types.ts';

/** The object that a copy names; it may not be there. */
export interface NamedSource {
  bucket?: Bucket;
  key: string;
  versionId?: string;
  object?: ObjectVersion;
}

export function namedSource(context: Context): NamedSource {
  const { bucketName, key, versionId } = parseCopySource(context.header('x-amz-copy-source') ?? '');
  const bucket = context.store.buckets.get(bucketName);
  return { bucket, key, versionId, object: bucket && objectAt(bucket, key, versionId) };
}

/** The object at a key, if there is one and no delete marker before it. */
export function objectAt(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): ObjectVersion | undefined {
  const versions = versionsOf(bucket, key);
  const found =
    versionId === undefined ? versions[0] : versions.find((version) => version.versionId === versionId);
  return found === undefined || found.deleteMarker ? undefined : found;
}

/** Tags are copied unless they are replaced; a source without tags needs no permission for them. */
export function copiesTags(context: Context): boolean {
  if (directive(context) === 'REPLACE') return false;
  return Object.keys(namedSource(context).object?.tags ?? {}).length > 0;
}

export function replacesTags(context: Context): boolean {
  return directive(context) === 'REPLACE' && (context.header('x-amz-tagging') ?? '') !== '';
}

function directive(context: Context): string {
  return context.header('x-amz-tagging-directive')?.toUpperCase() ?? 'COPY';
}
