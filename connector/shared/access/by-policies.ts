import { decide } from '../../permissions/decide.ts';
import { readyPolicies, type GivenPolicies, type PolicySource } from '../../permissions/given-policies.ts';
import { notesOn } from '../../permissions/notes.ts';
import type { Place } from '../../permissions/resources.ts';
import type { Judge } from './judge.ts';

/** Policies as an input gives them. */
export interface PoliciesInput {
  identity_policies?: readonly PolicySource[];
  bucket_policy?: PolicySource;
  permissions_boundary?: PolicySource;
  session_policy?: PolicySource;
  service_control_policies?: readonly PolicySource[];
  account?: string;
}

/** What is known of who calls, and of the calls. */
export interface CallerInput {
  principal?: string;
  context?: GivenPolicies['context'];
}

/**
 * Judges by the policies given; no call is made.
 * @throws ConnectorError `policy_invalid`, `principal_unknown`
 */
export function byPolicies(
  { account, ...given }: PoliciesInput,
  { principal, context }: CallerInput,
  { place, secure, now }: { place: Place; secure: boolean; now: () => Date },
): Judge {
  const policies = readyPolicies({
    identityPolicies: given.identity_policies,
    bucketPolicy: given.bucket_policy,
    permissionsBoundary: given.permissions_boundary,
    sessionPolicy: given.session_policy,
    serviceControlPolicies: given.service_control_policies,
    principal,
    account,
    context,
  });
  const at = { ...place, account: policies.account };
  return ({ operation, input }, { requirement }) => {
    const call = { operation, input, place: at, secure, now, given: policies.keys };
    const decision = decide(requirement, call, policies);
    return {
      decision: decision.decision,
      statement: decision.statement,
      explicit: decision.missing.length === 0,
      note: notesOn([{ requirement, decision }], at)[0],
    };
  };
}
