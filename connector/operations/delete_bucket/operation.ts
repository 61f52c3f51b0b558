import { defineOperation } from '../../define.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'delete_bucket',
  title: 'Delete Bucket',
  description: 'Deletes an empty bucket. One that holds anything, old versions included, is left as it is.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html',
  effect: 'delete',
  idempotent: false,
  permissions: [{ action: 's3:DeleteBucket', resource: 'bucket' }],
  command: 'DeleteBucket',
  request: (input) => ({ Bucket: input.bucket_name, ExpectedBucketOwner: input.expected_bucket_owner }),
  output: (_, input) => ({ bucket_name: input.bucket_name, success: true as const }),
});
