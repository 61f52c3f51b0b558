import { evaluate, requestContext } from '../../src/permissions/index.ts';
import { globalKeys } from '../authorization/global-keys.ts';
import { policiesOf, principalArn, requesterOf } from './principals.ts';
import type { Role } from './principals.ts';
import type { QueryResult, SignedCall } from './query-call.ts';
import { QueryError } from './query-error.ts';
import { newSession, readSessionRequest, sessionSeconds } from './role-session.ts';
import type { SessionRequest } from './role-session.ts';
import { describeSession, issueCredentials } from './sessions.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(call: SignedCall): QueryResult {
  const wanted = readSessionRequest(call.parameters);
  const { principal } = call.identity;
  if (principal.kind === 'root') {
    throw new QueryError('AccessDenied', 'Roles may not be assumed by root accounts.');
  }
  const role = call.surroundings.identities.roles.get(wanted.arn);
  permit(call, wanted, role, 'sts:AssumeRole');
  if (Object.keys(wanted.tags).length > 0) permit(call, wanted, role, 'sts:TagSession');
  const seconds = sessionSeconds(call.parameters, role, principal.kind === 'role_session');
  const session = newSession(role, wanted, call);
  return {
    Credentials: issueCredentials(call, session, seconds),
    AssumedRoleUser: describeSession(session),
    PackedPolicySize: wanted.policies.length === 0 ? undefined : 1,
  };
}

/** A role that does not exist is refused like one that may not be assumed. */
function permit(
  call: SignedCall,
  wanted: SessionRequest,
  role: Role | undefined,
  action: string,
): asserts role is Role {
  if (role !== undefined && isAllowed(call, wanted, role, action)) return;
  const principal = principalArn(call.identity.principal);
  throw new QueryError(
    'AccessDenied',
    `User: ${principal} is not authorized to perform: ${action} on resource: ${wanted.arn}`,
  );
}

function isAllowed(
  call: SignedCall,
  { arn, name, tags }: SessionRequest,
  role: Role,
  action: string,
): boolean {
  const { identity, parameters } = call;
  const keys = {
    ...globalKeys(call),
    ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value])),
    'aws:TagKeys': Object.keys(tags),
    'sts:ExternalId': parameters.optional('ExternalId'),
    'sts:RoleSessionName': name,
    'sts:SourceIdentity': parameters.optional('SourceIdentity'),
  };
  const request = {
    requester: requesterOf(identity),
    action,
    resource: arn,
    resourceAccount: role.account.id,
    context: requestContext(keys),
  };
  const resource = { name: 'trust policy', policy: role.trust.policy };
  return evaluate(request, { ...policiesOf(identity), resource }).decision === 'allowed';
}
