import { expect, it } from 'vitest';
import { check, policy, type CheckRequest } from '../../../../connector/permissions/index.ts';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource: string, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const [BUCKET, OBJECT] = [{ bucket_name: 'media' }, { bucket_name: 'media', object_path: 'a' }];
const BOB = 'arn:aws:iam::123456789012:user/bob';
const everything = document({ ...allow('s3:*', 'arn:aws:s3:::media*'), Principal: '*' });
const withTags = (absent: string) =>
  document(allow('s3:PutObject', '*', { Condition: { Null: { 's3:RequestObjectTagKeys': absent } } }));

/** What random policies and calls have brought to light. */
it.each<[string, Omit<CheckRequest, 'principal'> & { principal?: string }, string]>([
  [
    'tags that are not given are absent',
    { operation: 'put_object_text', input: OBJECT, identityPolicies: [withTags('false')] },
    'denied',
  ],
  [
    'tags that are given are there',
    {
      operation: 'put_object_text',
      input: { ...OBJECT, tags: { a: 'b' } },
      identityPolicies: [withTags('false'), document(allow('s3:PutObjectTagging', '*'))],
    },
    'allowed',
  ],
  [
    'naming every bucket allows listing them',
    {
      operation: 'list_buckets',
      input: {},
      identityPolicies: [document(allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*'))],
    },
    'allowed',
  ],
  [
    'a bucket policy does not decide about listing all buckets',
    { operation: 'list_buckets', input: {}, bucketPolicy: everything },
    'denied',
  ],
  [
    'a bucket that is yet to be made has no policy',
    { operation: 'create_bucket', input: BUCKET, bucketPolicy: everything },
    'denied',
  ],
  [
    'a new bucket is of the account of whoever makes it',
    {
      operation: 'create_bucket',
      input: BUCKET,
      account: '210987654321',
      identityPolicies: [document(allow('s3:CreateBucket', '*'))],
    },
    'allowed',
  ],
])('%s', (_, request, expected) => {
  expect(check({ principal: BOB, ...request }).decision).toBe(expected);
});

it('no bucket policy is made for what makes the bucket', () => {
  const calls = [{ operation: 'create_bucket', input: BUCKET }];
  expect(() => policy({ calls, kind: 'bucket', principal: BOB })).toThrow('s3:CreateBucket');
});
