import { describe, expect, it } from 'vitest';
import { BOB_ARN, BUCKET, IN_BUCKET, OBJECTS, allow, deny, useLaboratory } from './laboratory.ts';
import type { Policies, Request, Who } from './laboratory.ts';
import { get, list, listBuckets, put } from './requests.ts';

const laboratory = useLaboratory();

const bobMayNot = (action: string, resource: string) =>
  `User: ${BOB_ARN} is not authorized to perform: ${action} on resource: "arn:aws:s3:::${BUCKET}${resource}"`;

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
describe('AccessDenied says who may not do what, and why', () => {
  it.each<[string, Who, Policies, Request, string]>([
    [
      'nothing allows',
      'bob',
      {},
      get(),
      `${bobMayNot('s3:GetObject', '/public/a.txt')} because no identity-based policy allows the s3:GetObject action`,
    ],
    [
      'nothing allows the listing',
      'bob',
      {},
      list(),
      `${bobMayNot('s3:ListBucket', '')} because no identity-based policy allows the s3:ListBucket action`,
    ],
    [
      'nothing allows the list of buckets',
      'bob',
      {},
      listBuckets,
      `User: ${BOB_ARN} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
    ],
    [
      'an identity policy denies',
      'bob',
      { identity: [allow('*'), deny('s3:PutObject')] },
      put(),
      `${bobMayNot('s3:PutObject', '/new.txt')} with an explicit deny in an identity-based policy`,
    ],
    [
      'the bucket policy denies',
      'bob',
      { identity: [allow('*')], bucket: [deny('s3:*', { Principal: '*', Resource: IN_BUCKET })] },
      get(),
      `${bobMayNot('s3:GetObject', '/public/a.txt')} with an explicit deny in a resource-based policy`,
    ],
    [
      'the administrator too',
      'administrator',
      { bucket: [deny('s3:GetObject', { Principal: '*', Resource: OBJECTS })] },
      get(),
      `User: arn:aws:iam::123456789012:user/administrator is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${BUCKET}/public/a.txt" with an explicit deny in a resource-based policy`,
    ],
    ['another account is told nothing', 'stranger', { identity: [allow('*')] }, get(), 'Access Denied'],
    ['nobody is told nothing', 'nobody', {}, get(), 'Access Denied'],
  ])('%s', async (_name, who, policies, request, message) => {
    await laboratory.enact(who, policies);
    await expect(request(laboratory.client(who))).rejects.toMatchObject({ name: 'AccessDenied', message });
  });
});
