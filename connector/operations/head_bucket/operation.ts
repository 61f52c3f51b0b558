import { defineOperation } from '../../define.ts';
import { unlessMissing } from '../../shared/missing.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'head_bucket',
  title: 'Head Bucket',
  description:
    'Tells whether a bucket exists and may be used, and its region. A bucket that may not be used is an error.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html',
  effect: 'read',
  idempotent: true,
  permissions: [{ action: 's3:ListBucket', resource: 'bucket' }],
  perform: async ({ client }, input) => {
    const request = { Bucket: input.bucket_name, ExpectedBucketOwner: input.expected_bucket_owner };
    const bucket = await client.send('HeadBucket', request).catch(unlessMissing);
    if ('missing' in bucket) return { exists: false };
    return { exists: true, region: bucket.BucketRegion, access_point_alias: bucket.AccessPointAlias };
  },
});
