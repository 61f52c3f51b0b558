import { defineOperation } from '../../define.ts';
import { leavesEncryption, putOutput, putPermissions, putRequest, usesKms } from '../../shared/put.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'put_object_file',
  title: 'Put Object (File)',
  description: 'Stores a file of any size in a bucket as an object; large files go in parts.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html',
  effect: 'write',
  idempotent: true,
  permissions: [
    ...putPermissions,
    {
      action: 's3:AbortMultipartUpload',
      resource: 'object',
      if_data: 'the file goes in parts, and the upload fails',
      because: 'parts that are not removed go on costing storage',
    },
    {
      action: 'kms:Decrypt',
      resource: 'kms_key',
      when: usesKms,
      if_data: 'the file goes in parts',
      because: 'S3 reads the encrypted parts to put them together',
    },
    {
      action: 'kms:Decrypt',
      resource: 'kms_key',
      at: { key_id: '' },
      when: leavesEncryption,
      if_data: 'the file goes in parts, and the bucket encrypts with a KMS key',
      because: 'S3 reads the encrypted parts to put them together',
    },
  ],
  perform: async ({ client, files, progress }, input) => {
    const { stream, size } = await files.open(input.file);
    const { mime_type = input.file.mime_type, part_size, concurrency } = input;
    const response = await client.upload(putRequest({ ...input, mime_type }), {
      body: stream,
      name: input.file.name,
      size,
      part_size,
      concurrency,
      progress,
    });
    return putOutput(response, input, response.size, client);
  },
});
