import type { ContextValues } from '../../src/permissions/index.ts';
import type { Context } from '../context.ts';
import { principalId } from '../iam/principals.ts';
import type { Principal } from '../iam/principals.ts';

/**
 * What AWS says of every request:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function globalKeys({
  request,
  now,
  identity,
  authentication,
  surroundings,
}: Pick<Context, 'request' | 'now' | 'identity' | 'authentication' | 'surroundings'>): ContextValues {
  return {
    ...principalKeys(identity?.principal, identity?.sessionToken !== undefined),
    'aws:CurrentTime': now,
    'aws:EpochTime': Math.floor(now.getTime() / 1000),
    'aws:SecureTransport': request.tlsVersion !== undefined,
    'aws:SourceIp': request.remoteAddress.replace(/^::ffff:/, ''),
    'aws:UserAgent': request.header('user-agent'),
    'aws:Referer': request.header('referer'),
    'aws:RequestedRegion': authentication.region ?? surroundings.region,
    'aws:ViaAWSService': false,
  };
}

/** What it says of the caller; `temporary` for credentials with a session token. */
function principalKeys(principal: Principal | undefined, temporary: boolean): ContextValues {
  if (principal === undefined) return { 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' };
  return {
    'aws:PrincipalAccount': principal.account.id,
    'aws:PrincipalIsAWSService': false,
    'aws:userid': principalId(principal),
    'aws:MultiFactorAuthPresent': temporary ? false : undefined,
    ...ownKeys(principal),
  };
}

function ownKeys(principal: Principal): ContextValues {
  switch (principal.kind) {
    case 'root':
      return {
        'aws:PrincipalType': 'Account',
        'aws:PrincipalArn': `arn:aws:iam::${principal.account.id}:root`,
      };
    case 'user':
      return {
        ...tagKeys(principal.tags),
        'aws:PrincipalType': 'User',
        'aws:PrincipalArn': principal.arn,
        'aws:username': principal.name,
      };
    case 'role_session':
      return {
        ...tagKeys({ ...principal.role.tags, ...principal.tags }),
        'aws:PrincipalType': 'AssumedRole',
        'aws:PrincipalArn': principal.role.arn,
        'aws:TokenIssueTime': principal.issued,
        'aws:FederatedProvider': principal.provider,
      };
  }
}

function tagKeys(tags: Readonly<Record<string, string>>): ContextValues {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]));
}
