import { policy } from '../permissions/policy.ts';
import { TARGET_WORDS, type MadePolicy, type PolicyTemplate, type Target } from './template.ts';

type Parameters = Target & { principal: string; prefix?: string };

const WORDS = {
  ...TARGET_WORDS,
  principal: 'the other account (12 digits), or the ARN of its user or role',
  prefix: 'what keys begin with; every key when left out',
} as const;
const EXAMPLE = { bucket: 'media', principal: 'arn:aws:iam::444455556666:role/reader', prefix: 'shared/' };

/** Across accounts both sides must allow: the bucket's policy, and an identity policy of the other account. */
function bothSides(
  operations: readonly string[],
  { bucket, principal, prefix, partition }: Parameters,
): MadePolicy {
  const calls = operations.map((operation) => ({ operation, scope: { bucket, prefix } }));
  return {
    document: policy({ calls, kind: 'bucket', principal, partition }).document,
    identity_document: policy({ calls, kind: 'identity', partition }).document,
  };
}

export const crossAccountRead: PolicyTemplate<Parameters> = {
  name: 'cross_account_read',
  title: 'Cross-account read',
  attach: 'bucket',
  explanation:
    'Another account may list and read. Both sides must allow it: this policy on the bucket, and the identity policy on the user or role there. If objects are encrypted with a KMS key, its key policy must allow kms:Decrypt to the other account as well; the key aws/s3 cannot be shared.',
  documentation:
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html',
  parameters: WORDS,
  example: EXAMPLE,
  make: (parameters) => bothSides(['list_bucket_objects', 'get_object'], parameters),
};

export const crossAccountWrite: PolicyTemplate<Parameters> = {
  name: 'cross_account_write',
  title: 'Cross-account write',
  attach: 'bucket',
  explanation:
    'Another account may upload. With Object Ownership "bucket owner enforced", as new buckets have it, what it uploads belongs to the bucket\'s owner; otherwise it would belong to the uploader, and the owner could not read it. If the bucket encrypts with a KMS key, its key policy must allow kms:GenerateDataKey to the other account as well, and for uploads in parts kms:Decrypt.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  parameters: WORDS,
  example: { ...EXAMPLE, principal: 'arn:aws:iam::444455556666:role/writer' },
  make: (parameters) => ({
    ...bothSides(['put_object_text', 'put_object_file'], parameters),
    settings: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
  }),
};
