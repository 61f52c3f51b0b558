import { evaluate, requestContext } from '../../src/permissions/index.ts';
import { DEFAULT_ACCOUNT_ID } from '../auth/identity.ts';
import { globalKeys } from '../authorization/global-keys.ts';
import type { SandboxIdentityProvider } from './options.ts';
import type { Role } from './principals.ts';
import type { QueryCall, QueryResult } from './query-call.ts';
import { QueryError } from './query-error.ts';
import { newSession, readSessionRequest, sessionSeconds } from './role-session.ts';
import { describeSession, issueCredentials } from './sessions.ts';
import { readWebToken } from './web-token.ts';
import type { WebToken } from './web-token.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html: called without a signature. */
export function assumeRoleWithWebIdentity(call: QueryCall): QueryResult {
  const { parameters, surroundings, now } = call;
  const wanted = readSessionRequest(parameters);
  const token = readWebToken(
    parameters.required('WebIdentityToken'),
    surroundings.identities.identityProviders,
    now,
  );
  const role = surroundings.identities.roles.get(wanted.arn);
  if (role === undefined || !isAllowed(call, role, token, wanted.name)) {
    throw new QueryError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  const provider = providerArn(token.provider);
  const session = newSession(role, wanted, call, provider);
  return {
    Credentials: issueCredentials(call, session, sessionSeconds(parameters, role)),
    SubjectFromWebIdentityToken: token.subject,
    AssumedRoleUser: describeSession(session),
    Provider: provider,
    Audience: token.audience,
  };
}

/** Trust policies ask about tokens under the provider's name: `accounts.example.com:sub`. */
function isAllowed(call: QueryCall, role: Role, token: WebToken, sessionName: string): boolean {
  const name = hostOf(token.provider);
  const claims = Object.entries(token.claims).map(([claim, value]) => [`${name}:${claim}`, value]);
  const keys = {
    ...globalKeys(call),
    ...Object.fromEntries(claims),
    [`${name}:aud`]: token.audience,
    'sts:RoleSessionName': sessionName,
    'aws:PrincipalType': undefined,
  };
  const request = {
    requester: { kind: 'web_identity' as const, provider: providerArn(token.provider) },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: role.arn,
    resourceAccount: role.account.id,
    context: requestContext(keys),
  };
  const resource = { name: 'trust policy', policy: role.trust.policy };
  return evaluate(request, { resource }).decision === 'allowed';
}

function providerArn({ account = DEFAULT_ACCOUNT_ID, url }: SandboxIdentityProvider): string {
  return `arn:aws:iam::${account}:oidc-provider/${hostOf({ url })}`;
}

function hostOf({ url }: Pick<SandboxIdentityProvider, 'url'>): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
