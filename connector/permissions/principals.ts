import { UNKNOWN, type ContextValues, type Requester } from '../../src/permissions/index.ts';
import { fail } from '../errors.ts';
import type { PrincipalElement } from './statements.ts';

/** Who calls, as policies know them, and what that says about the context of the call. */
export interface Caller {
  requester: Requester;
  keys: ContextValues;
}

const ARN = /^arn:[\w-]+:(iam|sts)::(\d{12}):(root|user|role|assumed-role|federated-user)(?:\/(.+))?$/;
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/**
 * Reads who calls: the ARN of a user, role, session or root user, a service, or `anonymous`.
 * A session's ARN does not tell the path of its role: where the role has one, give the role's ARN.
 * @throws ConnectorError `principal_unknown`
 */
export function callerOf(principal: string): Caller {
  if (principal === 'anonymous' || principal === '*') {
    return { requester: { kind: 'anonymous' }, keys: { ...nobody, 'aws:PrincipalType': 'Anonymous' } };
  }
  if (SERVICE.test(principal)) {
    const keys = { ...nobody, 'aws:PrincipalIsAWSService': true, 'aws:PrincipalServiceName': principal };
    return { requester: { kind: 'service', service: principal }, keys };
  }
  const [, , account = '', kind = '', name = ''] = ARN.exec(principal) ?? [];
  const requester = requesterOf(principal, kind, account, name);
  if (requester === undefined) throw fail('principal_unknown', { principal });
  return { requester, keys: keysOf(requester, account, name) };
}

function requesterOf(arn: string, kind: string, account: string, name: string): Requester | undefined {
  if (kind === 'root') return { kind, account };
  if (name === '') return undefined;
  if (kind === 'user') return { kind, arn, account };
  const [first = ''] = name.split('/');
  const role = (path: string) => arn.replace(/:sts:.*/, `:iam::${account}:role/${path}`);
  if (kind === 'assumed-role') return { kind: 'role_session', arn, account, issuer: role(first) };
  if (kind === 'federated-user') return { kind: 'federated_user', arn, account, issuer: '' };
  // A role itself calls nothing: its sessions do, each under a name of its own.
  const session = arn.replace(/:iam:.*/, `:sts::${account}:assumed-role/${name.split('/').at(-1)}/`);
  return kind === 'role' ? { kind: 'role_session', arn: session, account, issuer: arn } : undefined;
}

/**
 * What a principal says about the context of its calls.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
function keysOf(requester: Requester, account: string, name: string): ContextValues {
  const types = {
    user: 'User',
    role_session: 'AssumedRole',
    federated_user: 'FederatedUser',
    root: 'Account',
  };
  const arn = 'issuer' in requester && requester.kind === 'role_session' ? requester.issuer : undefined;
  return {
    'aws:PrincipalArn': arn ?? ('arn' in requester ? requester.arn : UNKNOWN),
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': types[requester.kind as keyof typeof types],
    'aws:username': requester.kind === 'user' ? name.split('/').at(-1) : undefined,
    'aws:PrincipalIsAWSService': false,
    'aws:PrincipalServiceName': undefined,
    'kms:CallerAccount': account,
  };
}

/** Who belongs to no account has none of these. */
const nobody: ContextValues = {
  'aws:PrincipalArn': undefined,
  'aws:PrincipalAccount': undefined,
  'aws:username': undefined,
  'aws:PrincipalIsAWSService': false,
  'aws:PrincipalServiceName': undefined,
  'aws:PrincipalOrgID': undefined,
};

/**
 * A principal as a `Principal` element says it: users, roles and accounts under `AWS`, services under `Service`.
 * @throws ConnectorError `policy_needs_principal` without one
 */
export function principalElement(given: string | readonly string[] = []): PrincipalElement {
  const names = [given].flat() as string[];
  if (names.length === 0) throw fail('policy_needs_principal');
  if (names.includes('*')) return '*';
  const services = names.filter((name) => SERVICE.test(name));
  const others = names.filter((name) => !SERVICE.test(name));
  const value = (some: readonly string[]) => (some.length === 1 ? (some[0] ?? '') : some);
  return {
    ...(others.length === 0 ? {} : { AWS: value(others) }),
    ...(services.length === 0 ? {} : { Service: value(services) }),
  };
}
