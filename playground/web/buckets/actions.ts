import { describeOperation, runOperation } from '../api/operations.ts';
import type { FileObject, Values } from '../api/types.ts';
import type { UploadOptions } from '../api/upload.ts';
import { sendFile, typeOf } from '../api/upload.ts';

export interface Bucket {
  name: string;
  region?: string;
  creation_date?: string;
}

/** A bucket as a connection reaches it: what every call here needs. */
export interface Place {
  connection: string;
  bucket: string;
  region?: string;
}

/** An object as a listing tells it, or the marker that hides a deleted one. */
export interface ListedObject {
  object_path: string;
  last_modified: string;
  size?: number;
  storage_class?: string;
  etag?: string;
  /** Of a deleted object: the delete marker that hides it. */
  marker?: string;
}

export interface Folder {
  folders: string[];
  objects: ListedObject[];
  /** Where the list goes on. */
  next?: Values;
}

export interface Version {
  object_path: string;
  version_id: string;
  is_latest: boolean;
  last_modified: string;
  size?: number;
  is_marker: boolean;
}

interface VersionList {
  versions: Omit<Version, 'is_marker'>[];
  delete_markers: Omit<Version, 'is_marker'>[];
  folders: string[];
  next_key_marker?: string;
  next_version_id_marker?: string;
}

const run = async <Output>(
  operation: string,
  { connection, bucket, region }: Place,
  input: Values,
): Promise<Output> =>
  (await runOperation(operation, connection, { bucket_name: bucket, region, ...input })) as Output;

export const listBuckets = async (connection: string): Promise<Bucket[]> =>
  ((await runOperation('list_buckets', connection, { return_all: true })) as unknown as { buckets: Bucket[] })
    .buckets;

/** One page of a folder: its folders and objects. */
export async function listFolder(place: Place, prefix: string, from: Values = {}): Promise<Folder> {
  const page = await run<Folder & { continuation_token?: string }>('list_bucket_objects', place, {
    prefix,
    delimiter: '/',
    ...from,
  });
  const { folders, objects, continuation_token } = page;
  return { folders, objects, next: continuation_token === undefined ? undefined : { continuation_token } };
}

/** The same with the objects that are deleted, where the bucket keeps versions. */
export async function listWithDeleted(place: Place, prefix: string, from: Values = {}): Promise<Folder> {
  const page = await run<VersionList>('list_object_versions', place, { prefix, delimiter: '/', ...from });
  const { versions, delete_markers, folders, next_key_marker, next_version_id_marker } = page;
  const hidden = delete_markers.map((marker) => ({ ...marker, marker: marker.version_id }));
  const latest = [...versions, ...hidden].filter(({ is_latest }) => is_latest);
  const next =
    next_key_marker === undefined
      ? undefined
      : { key_marker: next_key_marker, version_id_marker: next_version_id_marker };
  return { folders, objects: latest.sort(byKey), next };
}

const byKey = (one: ListedObject, other: ListedObject) => (one.object_path < other.object_path ? -1 : 1);

/** Every version and delete marker of one key, the newest first. */
export async function listVersions(place: Place, key: string): Promise<Version[]> {
  const found = await run<VersionList>('list_object_versions', place, { prefix: key, return_all: true });
  const all = [
    ...found.versions.map((version) => ({ ...version, is_marker: false })),
    ...found.delete_markers.map((marker) => ({ ...marker, is_marker: true })),
  ];
  return all
    .filter(({ object_path }) => object_path === key)
    .sort(
      (one, other) =>
        Number(other.is_latest) - Number(one.is_latest) ||
        other.last_modified.localeCompare(one.last_modified),
    );
}

/** All that S3 keeps about an object. */
export const headObject = (place: Place, key: string, version_id?: string) =>
  run<Values>('head_object', place, { object_path: key, version_id });

/** What the answer's members are called. */
export const describeHead = () => describeOperation('head_object');

/** The operation that makes a link to an object, to open with this input. */
export const SHARING = 'get_object_signed_url';

/** The object as a file of this page's server, to look at or to download. */
export const openObject = async (place: Place, key: string, version_id?: string): Promise<FileObject> =>
  (await run<{ file: FileObject }>('get_object', place, { object_path: key, version_id })).file;

/** Uploads by a presigned request, straight through. */
export const uploadObject = (
  { connection, bucket, region }: Place,
  key: string,
  file: File,
  options: UploadOptions,
) =>
  sendFile(
    'create_upload_url',
    connection,
    { bucket_name: bucket, region, object_path: key, mime_type: typeOf(file), content_length: file.size },
    file,
    options,
  );

export interface Deletion {
  deleted_count: number;
  errors: { object_path: string; message?: string }[];
}

export const deleteObjects = (place: Place, keys: readonly string[]) =>
  run<Deletion>('delete_multiple_objects', place, { object_keys: keys });

/** Takes a delete marker away: what it hid is there again. */
export const undoDelete = (place: Place, key: string, marker: string) =>
  run<Values>('delete_object', place, { object_path: key, version_id: marker });

/** Makes an old version the current one, by a copy of it: nothing is lost. */
export const restoreVersion = (place: Place, key: string, version: string) =>
  run<Values>('copy_object', place, {
    source_bucket_name: place.bucket,
    source_object_path: key,
    source_version_id: version,
    object_path: key,
  });
