import type { Operation, Requirement } from '../../src/index.ts';
import { bucketsOf, obeysBucketPolicy } from './bucket-policies.ts';
import { grantOfRequirement, type Grant } from './grants.ts';
import { principalElement } from './principals.ts';
import { roleOfSession, type Place } from './resources.ts';
import { documentOf, statementsOf, type PolicyDocument, type PrincipalElement } from './statements.ts';

/** What to attach so that a call is allowed: either one is enough within an account, across accounts both are needed. */
export interface Pasted {
  /** For the user or the role, in IAM. */
  identity_policy?: PolicyDocument;
  /** For the bucket, under Permissions in S3; not for what is on no bucket. */
  bucket_policy?: PolicyDocument;
  /** Of a call on several buckets, such as a copy between two: by its name, what is for each. */
  bucket_policies?: Readonly<Record<string, PolicyDocument>>;
}

/** Stands where whoever pastes it must write who calls. */
const SOMEBODY = 'arn:aws:iam::ACCOUNT:user/NAME';

/** The statements that allow these requirements of an operation, in both forms. */
export function statementsToPaste(
  operation: Operation,
  requirements: readonly Requirement[],
  place: Place,
  principal: string | undefined,
): Pasted {
  const grants = requirements.map((requirement) => grantOfRequirement(requirement, place));
  const ofBuckets = grants.filter(({ kind }) => obeysBucketPolicy(operation, kind));
  return {
    ...(grants.length === 0 ? {} : { identity_policy: documentOf(statementsOf(grants)) }),
    ...forBuckets(ofBuckets, principalElement(principal === undefined ? SOMEBODY : whomOf(principal))),
  };
}

function forBuckets(grants: readonly Grant[], whom: PrincipalElement): Pasted {
  const documents = bucketsOf(grants).map((name): [string, PolicyDocument] => {
    const own = grants.filter(({ bucket }) => bucket === name);
    return [name, documentOf(statementsOf(own, whom))];
  });
  const [first, ...others] = documents;
  if (first === undefined) return {};
  return others.length === 0
    ? { bucket_policy: first[1] }
    : { bucket_policies: Object.fromEntries(documents) };
}

/** A session ends; its role stays. */
function whomOf(principal: string): string {
  if (principal === 'anonymous') return '*';
  return roleOfSession(principal);
}
