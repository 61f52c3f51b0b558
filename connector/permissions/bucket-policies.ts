import type { Operation } from '../../src/index.ts';
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
