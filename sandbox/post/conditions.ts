import { S3Error } from '../errors.ts';
import { conditionText } from './policy.ts';
import type { Condition, PostPolicy } from './policy.ts';

/** Fields that no policy has to mention, beside those that begin with `x-ignore-`. */
const UNMENTIONED: ReadonlySet<string> = new Set([
  'x-amz-signature',
  'signature',
  'awsaccesskeyid',
  'file',
  'policy',
]);

/**
 * Refuses a form that does not meet its policy, or says more than the policy speaks of.
 * @throws S3Error `AccessDenied`, "Invalid according to Policy"
 */
export function checkPolicy(policy: PostPolicy, fields: ReadonlyMap<string, string>, now: Date): void {
  if (policy.expiration <= now) throw refused('Policy expired.');
  for (const condition of policy.conditions) {
    if (!isMet(condition, fields)) throw refused(`Policy Condition failed: ${conditionText(condition)}`);
  }
  const mentioned = new Set(
    policy.conditions.map((one) => (one.kind === 'content-length-range' ? '' : one.field)),
  );
  const extra = [...fields.keys()].filter(
    (name) => !mentioned.has(name) && !UNMENTIONED.has(name) && !name.startsWith('x-ignore-'),
  );
  // The bucket is in the address; a policy that does not name it allows all of the signer's.
  const unspoken = extra.filter((name) => name !== 'bucket');
  if (unspoken.length > 0) throw refused(`Extra input fields: ${unspoken.join(', ')}`);
}

/** The sizes that every `content-length-range` allows, in bytes. */
export function allowedSizes(policy: PostPolicy | undefined): { minimum: number; maximum: number } {
  const ranges = (policy?.conditions ?? []).filter((one) => one.kind === 'content-length-range');
  return {
    minimum: Math.max(0, ...ranges.map(({ minimum }) => minimum)),
    maximum: Math.min(Infinity, ...ranges.map(({ maximum }) => maximum)),
  };
}

function isMet(condition: Condition, fields: ReadonlyMap<string, string>): boolean {
  if (condition.kind === 'content-length-range') return true;
  const { field, value } = condition;
  const sent = fields.get(field);
  if (condition.kind === 'eq') return sent === value;
  if (sent === undefined) return value === '';
  // A list of content types must all begin so.
  const values = field === 'content-type' ? sent.split(',').map((one) => one.trim()) : [sent];
  return values.every((one) => one.startsWith(value));
}

function refused(reason: string): S3Error {
  return new S3Error('AccessDenied', { message: `Invalid according to Policy: ${reason}` });
}
