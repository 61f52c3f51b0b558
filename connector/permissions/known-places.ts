import { suggestion } from '../../src/index.ts';
import { bucketNameProblem } from '../bucket-name.ts';
import { fail } from '../errors.ts';
import type { Place } from './resources.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, and those that only AWS's SDKs name. */
const PARTITIONS = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-eusc',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
];

/**
 * Refuses a place that is nowhere: what policies say of it would be true and of no use.
 * @throws ConnectorError `partition_unknown`, `account_invalid`
 */
export function checkPlace({ partition, account }: Partial<Place>): void {
  if (partition !== undefined && !PARTITIONS.includes(partition))
    throw fail('partition_unknown', { partition, suggestion: suggestion(partition, PARTITIONS) });
  if (account !== undefined && !/^\d{12}$/.test(account)) throw fail('account_invalid', { account });
}

/**
 * Refuses what cannot be a bucket, even one from before 2018, nor with `*` and `?` several of them.
 * @throws ConnectorError `policy_scope_invalid`
 */
export function checkScopeBucket(bucket: string): void {
  const [problem, fix] = bucketNameProblem(bucket.replace(/[*?]/g, 'any'), 'existing', true) ?? [];
  if (problem !== undefined) throw fail('policy_scope_invalid', { bucket, problem, fix });
}
