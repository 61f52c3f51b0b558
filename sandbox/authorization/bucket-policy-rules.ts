import { readPolicy } from '../../src/permissions/index.ts';
import type { Policy, PolicyProblem, Statement } from '../../src/permissions/index.ts';
import type { Target } from '../actions/needs.ts';
import { ACTIONS } from '../actions/table.ts';
import { S3Error } from '../errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
const MAXIMUM_POLICY_BYTES = 20 * 1024;

const ON_BUCKETS = namesOn('bucket');
const ON_OBJECTS = namesOn('object');

/**
 * Reads a policy as the policy of this bucket.
 * @throws S3Error `MalformedPolicy`, worded as S3 does
 */
export function checkBucketPolicy(text: string, bucket: string): Policy {
  if (Buffer.byteLength(text) > MAXIMUM_POLICY_BYTES)
    throw malformed('Policy exceeds the maximum allowed document size.');
  const reading = readPolicy(text, 'resource');
  if (reading.problems !== undefined) throw malformed(wordingOf(reading.problems));
  for (const statement of reading.policy.statements) checkStatement(statement, bucket);
  return reading.policy;
}

function checkStatement({ actions, resources }: Statement, bucket: string): void {
  if (!actions.values.every((action) => /^(?:\*|s3:.+)$/i.test(action)))
    throw malformed('Policy has invalid action');
  const names = (resources?.values ?? []).map((arn) => arn.replace(/^arn:[^:]*:s3:::/, ''));
  if (!names.every((name) => namesBucket(name, bucket))) throw malformed('Policy has invalid resource');
  if (actions.negated || resources?.negated === true) return;
  if (!actions.values.every((action) => applies(action, names))) {
    throw malformed('Action does not apply to any resource(s) in statement');
  }
}

/** Whether a resource is this bucket, or in it; both may be written with wildcards. */
function namesBucket(name: string, bucket: string): boolean {
  if (name.startsWith('arn:')) return false;
  const [head = ''] = name.split('/');
  const pattern = head.replaceAll(/[.*+?^${}()|[\]\\]/g, (character) =>
    character === '*' ? '.*' : character === '?' ? '.' : `\\${character}`,
  );
  return new RegExp(`^${pattern}$`).test(bucket);
}

/** An action on buckets wants the bucket among the resources, one on objects something in it. */
function applies(action: string, names: readonly string[]): boolean {
  const name = action.toLowerCase();
  if (ON_OBJECTS.has(name)) return names.some((resource) => /[/*]/.test(resource));
  if (ON_BUCKETS.has(name))
    return names.some((resource) => !resource.includes('/') || resource.startsWith('*'));
  return true;
}

function namesOn(target: Target): ReadonlySet<string> {
  const needs = Object.values(ACTIONS).flat();
  const names = needs
    .filter(({ on }) => on === target)
    .flatMap(({ action, versionAction }) => [action, versionAction ?? action]);
  return new Set(names.map((name) => name.toLowerCase()));
}

/** What S3 says of the first thing that is wrong. */
function wordingOf([problem]: readonly PolicyProblem[]): string | undefined {
  const { path = '', message = '' } = problem ?? {};
  if (path === '') return undefined;
  if (message.includes('Principal is missing')) return 'Missing required field Principal';
  if (message.startsWith('It has neither')) return `Missing required field ${message.split(' ')[3]}`;
  if (path.includes('Principal')) return 'Invalid principal in policy';
  if (path.includes('Condition')) return 'Policy has an invalid condition key';
  if (path.includes('Action')) return 'Policy has invalid action';
  if (path.includes('Resource')) return 'Policy has invalid resource';
  if (path.endsWith('Effect')) return 'Invalid effect in policy';
  return path === 'Statement' ? 'Missing required field Statement' : `Invalid policy syntax: ${message}`;
}

function malformed(message: string | undefined): S3Error {
  return new S3Error('MalformedPolicy', { message });
}
