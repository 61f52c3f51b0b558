import type { Requirement } from '../../src/index.ts';
import type { Refusal } from './refusal.ts';

/** What the checklist depends on. */
export interface RefusedCall {
  refusal: Refusal;
  /** Every requirement, those that depend on the data as well. */
  needs: readonly Requirement[];
  anonymous: boolean;
  /** Whether the call went to a server that is not AWS's. */
  elsewhere: boolean;
  /** Whether the input asks for a public ACL. */
  publicAcl: boolean;
}

interface Item {
  text: string;
  /** The kind of policy that AWS's message would name. */
  policy?: RegExp;
  applies(call: RefusedCall): boolean;
}

/**
 * Where a refusal can come from, in the order in which to look.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
const ITEMS: readonly Item[] = [
  {
    text: 'Who calls: the credentials must be those of the user or role that you think they are.',
    applies: ({ anonymous, refusal }) => !anonymous && refusal.principal === undefined,
  },
  {
    text: 'IAM: an identity policy of the user or role must allow the action on this resource, and none may deny it.',
    policy: /^identity-based/,
    applies: ({ anonymous }) => !anonymous,
  },
  {
    text: 'Bucket policy: it must not deny the action; for another account or for everyone it must allow it.',
    policy: /^resource-based/,
    applies: ({ needs }) => needs.some(({ resource }) => resource === 'bucket' || resource === 'object'),
  },
  {
    text: 'KMS: the key policy must leave access to IAM or name the caller, and allow the kms actions listed.',
    applies: ({ needs }) => needs.some(({ resource }) => resource === 'kms_key'),
  },
  {
    text: "Limits of the caller: a permissions boundary, a session policy or the organization's policies must allow it as well.",
    policy: /^(permissions boundary|session|service control|resource control)/,
    applies: ({ anonymous, elsewhere }) => !anonymous && !elsewhere,
  },
  {
    text: 'VPC endpoint: where the call goes through one, its policy must allow the action and the bucket.',
    policy: /^VPC endpoint/i,
    applies: ({ elsewhere }) => !elsewhere,
  },
  {
    text: 'Block Public Access: of the bucket and of its account; while it is on, nothing is public.',
    applies: ({ anonymous, publicAcl }) => anonymous || publicAcl,
  },
];

/** The items that can apply to a refused call; where AWS names the kind of policy, that one alone. */
export function checklistFor(call: RefusedCall): string[] {
  const { policy } = call.refusal;
  const named = ITEMS.filter((item) => policy !== undefined && item.policy?.test(policy) === true);
  return (named.length > 0 ? named : ITEMS.filter((item) => item.applies(call))).map(({ text }) => text);
}
