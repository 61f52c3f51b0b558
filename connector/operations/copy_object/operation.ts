import { defineOperation } from '../../define.ts';
import { copyPermissions, copyRequest, quotedEtag } from '../../shared/copy.ts';
import { checksumOf } from '../../shared/checksum.ts';
import { isoDate } from '../../shared/dates.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'copy_object',
  title: 'Copy Object',
  description: 'Copies an object of up to 5 GB, or a version of it, within a bucket or to another one.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html',
  effect: 'write',
  idempotent: true,
  permissions: copyPermissions,
  command: 'CopyObject',
  request: copyRequest,
  output: ({ CopyObjectResult: copy, VersionId, CopySourceVersionId }, input, { location }) => ({
    bucket_name: input.bucket_name,
    object_path: input.object_path,
    etag: quotedEtag(copy?.ETag),
    last_modified: isoDate(copy?.LastModified),
    version_id: VersionId,
    copied_version_id: CopySourceVersionId,
    checksum: checksumOf(copy ?? {}),
    location: location(input.bucket_name, input.object_path),
  }),
});
