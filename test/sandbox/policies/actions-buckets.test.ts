import { expect, it } from 'vitest';
import { describeNeeds } from './needs.ts';
import type { Needs } from './needs.ts';
import { BUCKET, useLaboratory } from './laboratory.ts';

const laboratory = useLaboratory();

const Bucket = BUCKET;
const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };

/** What AWS's documentation says that each call needs: every one of these, and nothing else. */
const NEEDS: readonly Needs[] = [
  ['ListBuckets', (s3) => s3.listBuckets({}), ['s3:ListAllMyBuckets']],
  ['CreateBucket', (s3) => s3.createBucket({ Bucket: 'made-bucket' }), ['s3:CreateBucket']],
  [
    'CreateBucket with an ACL and ownership',
    (s3) => s3.createBucket({ Bucket: 'made-bucket', ACL: 'private', ObjectOwnership: 'ObjectWriter' }),
    ['s3:CreateBucket', 's3:PutBucketAcl', 's3:PutBucketOwnershipControls'],
  ],
  [
    'CreateBucket with object lock',
    (s3) => s3.createBucket({ Bucket: 'locked-bucket', ObjectLockEnabledForBucket: true }),
    ['s3:CreateBucket', 's3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'],
  ],
  ['DeleteBucket', (s3) => s3.deleteBucket({ Bucket }), ['s3:DeleteBucket']],
  ['HeadBucket', (s3) => s3.headBucket({ Bucket }), ['s3:ListBucket']],
  ['GetBucketLocation', (s3) => s3.getBucketLocation({ Bucket }), ['s3:GetBucketLocation']],
  ['ListObjects', (s3) => s3.listObjects({ Bucket }), ['s3:ListBucket']],
  ['ListObjectsV2', (s3) => s3.listObjectsV2({ Bucket }), ['s3:ListBucket']],
  ['ListObjectVersions', (s3) => s3.listObjectVersions({ Bucket }), ['s3:ListBucketVersions']],
  ['ListMultipartUploads', (s3) => s3.listMultipartUploads({ Bucket }), ['s3:ListBucketMultipartUploads']],

  [
    'GetBucketAccelerateConfiguration',
    (s3) => s3.getBucketAccelerateConfiguration({ Bucket }),
    ['s3:GetAccelerateConfiguration'],
  ],
  ['GetBucketAcl', (s3) => s3.getBucketAcl({ Bucket }), ['s3:GetBucketAcl']],
  ['PutBucketAcl', (s3) => s3.putBucketAcl({ Bucket, ACL: 'private' }), ['s3:PutBucketAcl']],
  ['GetBucketCors', (s3) => s3.getBucketCors({ Bucket }), ['s3:GetBucketCORS']],
  [
    'PutBucketCors',
    (s3) =>
      s3.putBucketCors({
        Bucket,
        CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] },
      }),
    ['s3:PutBucketCORS'],
  ],
  ['DeleteBucketCors', (s3) => s3.deleteBucketCors({ Bucket }), ['s3:PutBucketCORS']],
  ['GetBucketEncryption', (s3) => s3.getBucketEncryption({ Bucket }), ['s3:GetEncryptionConfiguration']],
  [
    'PutBucketEncryption',
    (s3) =>
      s3.putBucketEncryption({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }),
    ['s3:PutEncryptionConfiguration'],
  ],
  [
    'DeleteBucketEncryption',
    (s3) => s3.deleteBucketEncryption({ Bucket }),
    ['s3:PutEncryptionConfiguration'],
  ],
  [
    'GetBucketLifecycleConfiguration',
    (s3) => s3.getBucketLifecycleConfiguration({ Bucket }),
    ['s3:GetLifecycleConfiguration'],
  ],
  [
    'PutBucketLifecycleConfiguration',
    (s3) =>
      s3.putBucketLifecycleConfiguration({
        Bucket,
        LifecycleConfiguration: {
          Rules: [{ Status: 'Enabled', Filter: { Prefix: 'x' }, Expiration: { Days: 1 } }],
        },
      }),
    ['s3:PutLifecycleConfiguration'],
  ],
  ['DeleteBucketLifecycle', (s3) => s3.deleteBucketLifecycle({ Bucket }), ['s3:PutLifecycleConfiguration']],
  ['GetBucketLogging', (s3) => s3.getBucketLogging({ Bucket }), ['s3:GetBucketLogging']],
  [
    'GetBucketNotificationConfiguration',
    (s3) => s3.getBucketNotificationConfiguration({ Bucket }),
    ['s3:GetBucketNotification'],
  ],
  [
    'GetObjectLockConfiguration',
    (s3) => s3.getObjectLockConfiguration({ Bucket }),
    ['s3:GetBucketObjectLockConfiguration'],
  ],
  [
    'GetBucketOwnershipControls',
    (s3) => s3.getBucketOwnershipControls({ Bucket }),
    ['s3:GetBucketOwnershipControls'],
  ],
  ['GetBucketPolicy', (s3) => s3.getBucketPolicy({ Bucket }), ['s3:GetBucketPolicy']],
  ['DeleteBucketPolicy', (s3) => s3.deleteBucketPolicy({ Bucket }), ['s3:DeleteBucketPolicy']],
  ['GetBucketPolicyStatus', (s3) => s3.getBucketPolicyStatus({ Bucket }), ['s3:GetBucketPolicyStatus']],
  ['GetPublicAccessBlock', (s3) => s3.getPublicAccessBlock({ Bucket }), ['s3:GetBucketPublicAccessBlock']],
  [
    'PutPublicAccessBlock',
    (s3) => s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: {} }),
    ['s3:PutBucketPublicAccessBlock'],
  ],
  [
    'DeletePublicAccessBlock',
    (s3) => s3.deletePublicAccessBlock({ Bucket }),
    ['s3:PutBucketPublicAccessBlock'],
  ],
  ['GetBucketRequestPayment', (s3) => s3.getBucketRequestPayment({ Bucket }), ['s3:GetBucketRequestPayment']],
  ['GetBucketTagging', (s3) => s3.getBucketTagging({ Bucket }), ['s3:GetBucketTagging']],
  ['PutBucketTagging', (s3) => s3.putBucketTagging({ Bucket, Tagging }), ['s3:PutBucketTagging']],
  ['DeleteBucketTagging', (s3) => s3.deleteBucketTagging({ Bucket }), ['s3:PutBucketTagging']],
  ['GetBucketVersioning', (s3) => s3.getBucketVersioning({ Bucket }), ['s3:GetBucketVersioning']],
  [
    'PutBucketVersioning',
    (s3) => s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    ['s3:PutBucketVersioning'],
  ],
  ['GetBucketWebsite', (s3) => s3.getBucketWebsite({ Bucket }), ['s3:GetBucketWebsite']],
  [
    'PutBucketWebsite',
    (s3) => s3.putBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'i' } } }),
    ['s3:PutBucketWebsite'],
  ],
  ['DeleteBucketWebsite', (s3) => s3.deleteBucketWebsite({ Bucket }), ['s3:DeleteBucketWebsite']],
];

describeNeeds(laboratory, NEEDS);

it('a bucket that does not exist is told to everybody', async () => {
  await laboratory.enact('bob', {});
  const request = laboratory.outcome('bob', (s3) => s3.getBucketTagging({ Bucket: 'absent-bucket' }));
  expect(await request).toBe('NoSuchBucket');
});
