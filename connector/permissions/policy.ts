import { parsePolicy } from '../../src/permissions/index.ts';
import { fail } from '../errors.ts';
import { notesOnAccessPoints } from './access-points.ts';
import { bucketOfPolicy, bucketsOf, notesOnOthers, obeysBucketPolicy } from './bucket-policies.ts';
import { readCalls, type Asked, type Call, type LeftOut } from './calls.ts';
import { principalElement } from './principals.ts';
import { sizesOf, smallerThan, type SizeCheck, type Smaller } from './sizes.ts';
import { documentOf, statementsOf, type PolicyDocument, type PolicyStatement } from './statements.ts';

export interface PolicyRequest {
  calls: readonly Call[];
  /** Attached to a user or a role, or to the bucket. */
  kind: 'identity' | 'bucket';
  /** For bucket policies: ARNs of users and roles, accounts (12 digits), services, or `*`. */
  principal?: string | readonly string[];
  /** For bucket policies of calls on several buckets, such as copies between two: the one whose policy is made. */
  bucket?: string;
  /** That of the input's region, or `aws`, unless given. */
  partition?: string;
  /** The account of the encryption key, 12 digits; any when left out. */
  account?: string;
}

export interface GeneratedPolicy {
  kind: 'identity' | 'bucket';
  document: PolicyDocument;
  /** The size beside each limit that can apply. */
  sizes: readonly SizeCheck[];
  /** Ways out, when it is too large. */
  smaller?: Smaller;
  /** What some inputs, or some data, need and was not included. */
  left_out: readonly LeftOut[];
  /** What to know before attaching it. */
  notes: readonly string[];
}

/**
 * The least privilege for a set of calls: what the table says, statements merged, always in the same order. With an
 * input it allows that one call; with a scope, the operation's plain calls in it and what `include` adds.
 * @throws ConnectorError `not_for_bucket_policies`, `bucket_policy_of_one`, `policy_needs_principal`,
 *   `policy_scope_missing`, `policy_scope_invalid`, `policy_option_unknown`, `partition_unknown`, `account_invalid`,
 *   `operation_unknown`, `input_invalid`, `policy_invalid`
 */
export function policy(request: PolicyRequest): GeneratedPolicy {
  const { calls, kind, partition, account } = request;
  const asked = readCalls(calls, { partition, account });
  const { statements, notes } = kind === 'bucket' ? forBucket(asked, request) : forIdentity(asked);
  const document = documentOf(statements);
  // A bucket's or a principal's name may be anything; the grammar tells whether it can stand in a policy.
  if (document.Statement.length > 0) parsePolicy(document, kind === 'bucket' ? 'resource' : 'identity');
  const smaller = smallerThan(document, kind);
  return {
    kind,
    document,
    sizes: sizesOf(document, kind),
    ...(smaller === undefined ? {} : { smaller }),
    left_out: asked.flatMap((each) => each.left_out),
    notes: [...notesOn(asked, kind, document), ...notes],
  };
}

interface Made {
  statements: readonly PolicyStatement[];
  notes: readonly string[];
}

const forIdentity = (asked: readonly Asked[]): Made => ({
  statements: statementsOf(asked.flatMap(({ grants }) => grants)),
  notes: [],
});

function forBucket(asked: readonly Asked[], { principal, bucket: chosen }: PolicyRequest): Made {
  const element = principalElement(principal);
  refuseWhatIsOnNoBucket(asked);
  const grants = asked.flatMap((each) => each.grants).filter(({ bucket }) => bucket !== undefined);
  const own = bucketOfPolicy(grants, chosen);
  return {
    statements: statementsOf(
      grants.filter(({ bucket }) => bucket === own),
      element,
    ),
    notes: notesOnOthers(grants, own),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html: a bucket policy is on its bucket and the objects in it. */
function refuseWhatIsOnNoBucket(asked: readonly Asked[]): void {
  for (const { operation, grants } of asked) {
    const beyond = grants.find(({ kind }) => kind !== 'kms_key' && !obeysBucketPolicy(operation, kind));
    const action = beyond?.action;
    if (action !== undefined) throw fail('not_for_bucket_policies', { operation: operation.name, action });
  }
}

function notesOn(asked: readonly Asked[], kind: PolicyRequest['kind'], document: PolicyDocument): string[] {
  const grants = asked.flatMap((each) => each.grants);
  const onKeys = grants.filter((grant) => grant.kind === 'kms_key');
  const listsUnderPrefix = grants.some(({ prefix }) => prefix !== undefined);
  const whole = grants.find(({ action, prefix }) => action === 's3:ListBucket' && prefix === undefined);
  const notes: [boolean, string][] = [
    [document.Statement.length === 0, 'These calls need no permission that such a policy could give.'],
    [
      onKeys.length > 0 && kind === 'bucket',
      `${[...new Set(onKeys.map(({ action }) => action))].join(' and ')} cannot stand in a bucket policy: the key's own policy, or an identity policy, must allow that.`,
    ],
    [
      onKeys.some(({ resource }) => resource.includes('*')) && kind === 'identity',
      'Any KMS key is allowed, since none is named by its id; name the key to allow no other.',
    ],
    [
      onKeys.length > 0,
      "The key's policy must leave access to IAM, as default key policies do, or name the caller.",
    ],
    [
      listsUnderPrefix && whole !== undefined,
      'A call without a prefix (such as head_bucket) needs s3:ListBucket without a condition, which lets the whole bucket be listed.',
    ],
  ];
  const applying = notes.filter(([applies]) => applies).map(([, note]) => note);
  return [...applying, ...notesOnAccessPoints(bucketsOf(grants))];
}
