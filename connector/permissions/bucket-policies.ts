import type { Operation } from '../../src/index.ts';
import { fail } from '../errors.ts';
import type { Grant } from './grants.ts';
import { rowsOf } from './schemas.ts';

/**
 * Whether a bucket's policy has a say in what an operation does to a resource of this kind: in the bucket and what
 * is in it, not in other resources, nor in whether the bucket comes into being.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function obeysBucketPolicy(operation: Operation, kind: string): boolean {
  const isOfBucket = kind === 'bucket' || kind === 'object';
  return isOfBucket && !rowsOf(operation).some(({ action }) => action === 's3:CreateBucket');
}

/** The buckets that grants are on, or in. */
export const bucketsOf = (grants: readonly Grant[]): string[] => [
  ...new Set(grants.flatMap(({ bucket }) => bucket ?? [])),
];

/**
 * The bucket whose policy these grants are for: the only one, or the one that is chosen of several. S3 refuses a
 * bucket policy that names another bucket than its own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
 * @throws ConnectorError `bucket_policy_of_one`
 */
export function bucketOfPolicy(grants: readonly Grant[], chosen: string | undefined): string | undefined {
  const buckets = bucketsOf(grants);
  const bucket = chosen ?? (buckets.length === 1 ? buckets[0] : undefined);
  const isOne = bucket !== undefined && buckets.includes(bucket) && !/[*?]/.test(bucket);
  if (isOne || buckets.length === 0) return bucket;
  throw fail('bucket_policy_of_one', { buckets: buckets.map((name) => `"${name}"`).join(', ') });
}

/** What has to be allowed elsewhere than in this bucket's policy, bucket by bucket. */
export const notesOnOthers = (grants: readonly Grant[], bucket: string | undefined): string[] =>
  bucketsOf(grants)
    .filter((other) => other !== bucket)
    .map((other) => {
      const own = grants.filter((grant) => grant.bucket === other);
      const needed = [...new Set(own.map(({ action, resource }) => `${action} on ${resource}`))];
      return `Bucket "${other}" has a policy of its own, which must allow ${needed.join(', ')}; within its account an identity policy can allow that instead.`;
    });
