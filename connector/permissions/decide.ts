import type { Requirement } from '../../src/index.ts';
import {
  evaluate,
  type AccessRequest,
  type Evaluation,
  type PolicySet,
  type Requester,
} from '../../src/permissions/index.ts';
import { obeysBucketPolicy } from './bucket-policies.ts';
import { contextOf, type Circumstance } from './context.ts';
import type { ReadyPolicies } from './given-policies.ts';
import { decidingArnOf, isVague } from './resources.ts';
import { bestCase, worstCase } from './vague.ts';

/** What the policies say to one action of a call. */
export interface Decision extends Evaluation {
  /** Why an answer is `unknown` although every context key it depends on is known. */
  depends_on?: 'principal' | 'resource';
}

/** One action of a call, decided. */
export interface Decided {
  requirement: Requirement;
  decision: Decision;
}

/** Somebody with an account and nothing that a policy could name. */
const ANYBODY = { account: '000000000000', arn: 'arn:aws:iam::000000000000:user/' };
const NOBODY: Requester = { kind: 'user', ...ANYBODY };

/** What is asked about one action, and of which policies. */
export interface Question {
  request: AccessRequest;
  set: PolicySet;
}

/** The question as a requester asks it. */
function questionOf(
  requirement: Requirement,
  call: Circumstance,
  policies: ReadyPolicies,
  requester: Requester,
): Question {
  const set = setFor(requirement, call, policies);
  const own = 'account' in requester ? requester.account : undefined;
  // The list of buckets, and a new bucket, are the caller's own, whoever has the bucket that the policies are on.
  const isBuckets = obeysBucketPolicy(call.operation, requirement.resource);
  const account = isBuckets || requirement.resource === 'kms_key' ? (policies.account ?? own) : own;
  const place = { ...call.place, account };
  const request = {
    requester,
    action: requirement.action,
    resource: decidingArnOf(requirement, call.place),
    resourceAccount: account ?? ANYBODY.account,
    context: contextOf({ ...call, place, requirement }, ...policies.context),
  };
  return { request, set };
}

/** The resource's own policy is that of the bucket, so it says nothing of others. */
const setFor = ({ resource }: Requirement, { operation }: Circumstance, { set }: ReadyPolicies): PolicySet =>
  obeysBucketPolicy(operation, resource) ? set : { ...set, resource: undefined };

/** The question whose answer `decide` gives; of those who could ask, the first asks, and of keys of KMS any will do. */
export function decidingQuestion(
  requirement: Requirement,
  call: Circumstance,
  policies: ReadyPolicies,
): Question {
  const [anybody = NOBODY] = candidates(setFor(requirement, call, policies), policies.account);
  const requester = policies.caller?.requester ?? anybody;
  const { request, set } = questionOf(requirement, call, policies, requester);
  return { request, set: isVague(requirement, request.resource) ? bestCase(set, request.resource) : set };
}

/** Decides one action of a call. */
export function decide(requirement: Requirement, call: Circumstance, policies: ReadyPolicies): Decision {
  const ask = (requester: Requester): Decision => {
    const { request, set } = questionOf(requirement, call, policies, requester);
    return isVague(requirement, request.resource) ? decideVaguely(request, set) : evaluate(request, set);
  };
  if (policies.caller !== undefined) return ask(policies.caller.requester);
  const [first, ...others] = candidates(setFor(requirement, call, policies), policies.account).map(ask);
  if (first === undefined) return ask(NOBODY);
  return others.every(({ decision }) => decision === first.decision) ? first : undecided('principal', first);
}

/** A key of which only a part is known: the answer holds if it is the same whatever the rest may be. */
function decideVaguely(request: AccessRequest, set: PolicySet): Decision {
  const [worstSet, bestSet] = [worstCase(set, request.resource), bestCase(set, request.resource)];
  const worst = evaluate(request, worstSet);
  if (worstSet === bestSet || worst.decision === 'allowed') return worst;
  const best = evaluate(request, bestSet);
  if (best.decision === 'denied') return best;
  return best.decision === 'allowed' ? undecided('resource', best) : best;
}

const undecided = (depends_on: 'principal' | 'resource', { statement, kind }: Evaluation): Decision => ({
  decision: 'unknown',
  reason: 'context_unknown',
  kind,
  statement,
  missing: [],
  unknownKeys: [],
  depends_on,
});

/** Who it could be, where nobody is named: anybody, and everyone whom the bucket policy names. */
function candidates({ resource }: PolicySet, account = ANYBODY.account): Requester[] {
  const anybody: Requester = { kind: 'user', account, arn: `arn:aws:iam::${account}:user/` };
  const named = (resource?.policy.statements ?? []).flatMap(({ principals }) => principals?.values ?? []);
  const values = [...new Set(named.filter(({ type }) => type === 'AWS').map(({ value }) => value))];
  return [anybody, ...values.flatMap((value) => requesterNamed(value) ?? [])];
}

function requesterNamed(value: string): Requester | undefined {
  const account = /(?:^|:)(\d{12})(?:$|:)/.exec(value)?.[1];
  if (account === undefined) return undefined;
  if (value.includes(':role/')) {
    return { kind: 'role_session', account, issuer: value, arn: value.replace(':role/', ':assumed-role/') };
  }
  const isUser = value.includes(':user/') || value.includes(':assumed-role/');
  return { kind: 'user', account, arn: isUser ? value : `arn:aws:iam::${account}:user/` };
}
