import { defineOperation } from '../../define.ts';
import { isoDate } from '../../shared/dates.ts';
import { ownerOf } from '../../shared/owner.ts';
import { listVersions } from '../../shared/version-list.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'list_object_versions',
  title: 'List Object Versions',
  description: 'Lists all versions of objects, the deleted ones and the markers that hide them included.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html',
  effect: 'read',
  idempotent: true,
  permissions: [{ action: 's3:ListBucketVersions', resource: 'bucket', at: { prefix: 'prefix' } }],
  perform: async ({ client }, input) => {
    const { versions, markers, folders, next } = await listVersions(client, input);
    const identity = (version: (typeof markers)[number]) => ({
      object_path: version.Key,
      version_id: version.VersionId,
      is_latest: version.IsLatest,
      last_modified: isoDate(version.LastModified),
      owner: ownerOf(version.Owner),
    });
    return {
      versions: versions.map((version) => ({
        ...identity(version),
        size: version.Size,
        etag: version.ETag,
        storage_class: version.StorageClass,
      })),
      delete_markers: markers.map(identity),
      folders,
      count: versions.length + markers.length,
      is_truncated: next !== undefined,
      next_key_marker: next?.key,
      next_version_id_marker: next?.version,
    };
  },
});
