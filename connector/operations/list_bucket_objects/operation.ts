import { defineOperation } from '../../define.ts';
import { isoDate } from '../../shared/dates.ts';
import { listObjects } from '../../shared/object-list.ts';
import { ownerOf } from '../../shared/owner.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'list_bucket_objects',
  title: 'List Bucket Objects',
  description:
    'Lists the objects in a bucket, one page or all of them; with a delimiter, one folder and the folders in it.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html',
  effect: 'read',
  idempotent: true,
  permissions: [{ action: 's3:ListBucket', resource: 'bucket', at: { prefix: 'prefix' } }],
  perform: async ({ client }, input) => {
    const { objects, folders, next } = await listObjects(client, input);
    return {
      objects: objects.map((object) => ({
        object_path: object.Key,
        size: object.Size,
        etag: object.ETag,
        last_modified: isoDate(object.LastModified),
        storage_class: object.StorageClass,
        owner: ownerOf(object.Owner),
      })),
      folders,
      count: objects.length,
      is_truncated: next !== undefined,
      continuation_token: next,
    };
  },
});
