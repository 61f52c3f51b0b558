import type { Condition, Policy, Statement } from '../../src/permissions/index.ts';

/**
 * Keys whose fixed value keeps a statement for everybody from being public:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const NARROWING: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/** Whether a bucket policy counts as public to Block Public Access: each statement is taken for public until it is not. */
export function isPublicPolicy(policy: Policy): boolean {
  return policy.statements.some(isPublicStatement);
}

function isPublicStatement({ effect, principals, conditions }: Statement): boolean {
  if (effect !== 'Allow' || principals === undefined) return false;
  const everybody = principals.negated || principals.values.some(({ value }) => value === '*');
  return everybody && !conditions.some(narrows);
}

/** A condition narrows a statement when it wants one of several fixed values. */
function narrows({ operator, key, values }: Condition): boolean {
  const name = operator.toLowerCase().replace(/^for(?:any|all)values:/, '');
  if (!NARROWING.has(key.toLowerCase()) || name.includes('not') || name.endsWith('ifexists')) return false;
  if (operator.toLowerCase().startsWith('forallvalues:')) return false;
  return key.toLowerCase() === 'aws:sourceip' ? values.every(isNarrowRange) : values.every(isFixed);
}

/** `/0` to `/7` of IPv4 and `/0` to `/31` of IPv6 are the whole world to S3. */
function isNarrowRange(value: string): boolean {
  const [address = '', prefix] = value.split('/');
  const least = address.includes(':') ? 32 : 8;
  return prefix === undefined || Number(prefix) >= least;
}

function isFixed(value: string): boolean {
  return !/[*?]|\$\{/.test(value);
}
