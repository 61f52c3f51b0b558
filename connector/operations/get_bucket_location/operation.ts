import { defineOperation } from '../../define.ts';
import { regionOfConstraint } from '../../shared/buckets.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'get_bucket_location',
  title: 'Get Bucket Location',
  description: 'Tells the region that a bucket is in.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html',
  effect: 'read',
  idempotent: true,
  permissions: [{ action: 's3:GetBucketLocation', resource: 'bucket' }],
  command: 'GetBucketLocation',
  request: (input) => ({ Bucket: input.bucket_name, ExpectedBucketOwner: input.expected_bucket_owner }),
  output: ({ LocationConstraint }) => ({ result: regionOfConstraint(LocationConstraint) }),
});
