import type { AccessRequest, Evaluation, PolicySet } from './access.ts';
import { allowed, deniedByStatement, deniedForWant, undecided } from './evaluation/answers.ts';
import { grantAcrossAccounts, grantToOutsider, grantWithinAccount } from './evaluation/grants.ts';
import { deniesOf } from './evaluation/findings.ts';

/**
 * Decides whether a set of policies allows a request, as AWS does: an explicit deny anywhere is final; then service
 * control policies, identity or resource policy, permissions boundary and session policies must allow, in the
 * combination that the requester and the two accounts call for. What depends on a context key that is not known is
 * `unknown`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function evaluate(asked: AccessRequest, policies: PolicySet): Evaluation {
  const request = { ...asked, action: asked.action.toLowerCase() };
  const applicable = applicablePolicies(request, policies);
  const denies = deniesOf(request, applicable);
  if (denies.truth === 'yes') return deniedByStatement(denies);
  const grant = grantOf(request, applicable);
  if (grant.truth === 'no') return deniedForWant(grant.missing);
  if (denies.truth === 'unknown' || grant.truth === 'unknown') {
    return undecided([denies, ...grant.findings], request.context);
  }
  return allowed(grant.findings);
}

/** Nothing but the resource's own policy binds who belongs to no account; a root user has no policies itself. */
export function applicablePolicies({ requester }: AccessRequest, policies: PolicySet): PolicySet {
  if (!('account' in requester)) return { resource: policies.resource };
  const { resource, serviceControl } = policies;
  return requester.kind === 'root' ? { resource, serviceControl } : policies;
}

function grantOf(request: AccessRequest, policies: PolicySet) {
  const { requester, resourceAccount } = request;
  if (!('account' in requester)) return grantToOutsider(request, policies);
  const own = requester.account === resourceAccount;
  return own ? grantWithinAccount(request, policies) : grantAcrossAccounts(request, policies);
}
