import { defineOperation } from '../../define.ts';
import { locationConstraint } from '../../shared/buckets.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'create_bucket',
  title: 'Create Bucket',
  description: 'Creates an empty bucket in a region.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html',
  effect: 'write',
  idempotent: false,
  permissions: [
    { action: 's3:CreateBucket', resource: 'bucket' },
    {
      action: 's3:PutBucketObjectLockConfiguration',
      resource: 'bucket',
      when: { properties: { object_lock_enabled: { const: true } }, required: ['object_lock_enabled'] },
      because: 'object lock is switched on with the bucket',
    },
    {
      action: 's3:PutBucketVersioning',
      resource: 'bucket',
      when: { properties: { object_lock_enabled: { const: true } }, required: ['object_lock_enabled'] },
      because: 'object lock switches versioning on',
    },
    {
      action: 's3:PutBucketOwnershipControls',
      resource: 'bucket',
      when: { required: ['object_ownership'] },
      because: 'the object ownership is set with the bucket',
    },
  ],
  command: 'CreateBucket',
  request: (input, { region }) => ({
    Bucket: input.bucket_name,
    CreateBucketConfiguration: locationConstraint(region),
    ObjectLockEnabledForBucket: input.object_lock_enabled,
    ObjectOwnership: input.object_ownership,
  }),
  output: (_, input, { region, location }) => ({
    bucket_name: input.bucket_name,
    region,
    location: location(input.bucket_name, ''),
  }),
});
