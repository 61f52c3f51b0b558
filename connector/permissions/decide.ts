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

/** Decides one action of a call; the resource's own policy is that of the bucket, so it says nothing of others. */
export function decide(requirement: Requirement, call: Circumstance, policies: ReadyPolicies): Decision {
  const isBuckets = obeysBucketPolicy(call.operation, requirement.resource);
  const set = isBuckets ? policies.set : { ...policies.set, resource: undefined };
  const resource = decidingArnOf(requirement, call.place);
  const ask = (requester: Requester): Decision => {
    const own = 'account' in requester ? requester.account : undefined;
    // The list of buckets, and a new bucket, are the caller's own, whoever has the bucket that the policies are on.
    const account = isBuckets || requirement.resource === 'kms_key' ? (policies.account ?? own) : own;
    const context = contextOf(
      { ...call, place: { ...call.place, account }, requirement },
      ...policies.context,
    );
    const resourceAccount = account ?? ANYBODY.account;
    const request = { requester, action: requirement.action, resource, resourceAccount, context };
    return isVague(requirement, resource) ? decideVaguely(request, set) : evaluate(request, set);
  };
  if (policies.caller !== undefined) return ask(policies.caller.requester);
  const [first, ...others] = candidates(set, policies.account).map(ask);
  if (first === undefined) return ask({ kind: 'user', ...ANYBODY });
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
