import type { AccessRequest, NamedPolicy, PolicySet, StatementReference } from './access.ts';
import { applicablePolicies } from './evaluate.ts';
import { allowsByName, allowsOf, deniesOf, type Finding } from './evaluation/findings.ts';
import type { PolicyKind } from './policy.ts';

/** One of the questions that a decision goes through. */
export interface TracedStage {
  /** `explicit_deny` is asked of all policies together; the others are about one kind of policy, and what it allows. */
  stage: 'explicit_deny' | PolicyKind;
  /** `silent`: no statement fits; `absent`: no policy of this kind takes part; `unknown`: it depends on the context. */
  outcome: 'denies' | 'allows' | 'silent' | 'absent' | 'unknown';
  /** The statement that fits, or the first that might. */
  statement?: StatementReference;
}

/**
 * What each kind of policy says to a request, in the order in which AWS asks them. `evaluate` tells what follows from
 * it: not every kind is needed for every requester.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function trace(asked: AccessRequest, policies: PolicySet): TracedStage[] {
  const request = { ...asked, action: asked.action.toLowerCase() };
  const applicable = applicablePolicies(request, policies);
  const { identity = [], resource, permissionsBoundary, session = [], serviceControl = [] } = applicable;
  const about = (stage: PolicyKind, attached: readonly NamedPolicy[]): TracedStage =>
    attached.length === 0 ? { stage, outcome: 'absent' } : stageOf(stage, allowsOf(request, attached));
  return [
    stageOf('explicit_deny', deniesOf(request, applicable), 'denies'),
    serviceControlStage(request, serviceControl),
    resourceStage(request, resource),
    about('identity', identity),
    about('permissions_boundary', permissionsBoundary === undefined ? [] : [permissionsBoundary]),
    about('session', session),
  ];
}

/** Every level of the organization has to allow: the first that does not is the one to look at. */
function serviceControlStage(request: AccessRequest, levels: NonNullable<PolicySet['serviceControl']>) {
  const stage = 'service_control' as const;
  const findings = levels.map((level) => allowsOf(request, level));
  const open = (['no', 'unknown'] as const).flatMap((truth) => findings.filter((one) => one.truth === truth));
  const decisive = open[0] ?? findings.at(-1);
  return decisive === undefined ? { stage, outcome: 'absent' as const } : stageOf(stage, decisive);
}

/** In its own account a policy that names the account gives nothing: it leaves that to identity policies. */
function resourceStage(request: AccessRequest, resource: PolicySet['resource']): TracedStage {
  const { requester, resourceAccount } = request;
  if (resource === undefined) return { stage: 'resource', outcome: 'absent' };
  const isOwn = 'account' in requester && requester.account === resourceAccount;
  const namings = ['itself', 'everyone', 'issuer', ...(isOwn ? [] : (['account'] as const))] as const;
  return stageOf('resource', allowsByName(request, resource, namings));
}

const stageOf = (
  stage: TracedStage['stage'],
  { truth, statement }: Finding,
  fits: 'allows' | 'denies' = 'allows',
): TracedStage => ({
  stage,
  outcome: truth === 'yes' ? fits : truth === 'no' ? 'silent' : 'unknown',
  ...(statement === undefined ? {} : { statement }),
});
