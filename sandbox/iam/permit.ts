import { evaluate, requestContext } from '../../src/permissions/index.ts';
import { globalKeys } from '../authorization/global-keys.ts';
import { denialMessage } from '../authorization/wording.ts';
import { policiesOf, principalArn, requesterOf } from './principals.ts';
import type { SignedCall } from './query-call.ts';
import { QueryError } from './query-error.ts';

/**
 * Decides whether the caller may call an API of IAM on a user or role of its account.
 * @throws QueryError `AccessDenied`
 */
export function permit(call: SignedCall, resource: string): void {
  const { identity } = call;
  const action = `iam:${call.action}`;
  const request = {
    requester: requesterOf(identity),
    action,
    resource,
    resourceAccount: identity.account.id,
    context: requestContext({ ...globalKeys(call), 'aws:ResourceAccount': identity.account.id }),
  };
  const evaluation = evaluate(request, policiesOf(identity));
  if (evaluation.decision === 'allowed') return;
  const refused = {
    principal: principalArn(identity.principal),
    action,
    resource: `on resource: ${resource}`,
  };
  throw new QueryError('AccessDenied', denialMessage(refused, evaluation));
}
