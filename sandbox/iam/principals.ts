import type { NamedPolicy, Policy, PolicySet, Requester } from '../../src/permissions/index.ts';
import type { Account, Identity } from '../auth/identity.ts';

/** A policy that belongs to one user or role, with the text it was given as. */
export interface InlinePolicy extends NamedPolicy {
  document: string;
}

/** What users and roles have in common. */
interface Entity {
  account: Account;
  name: string;
  /** IAM's own identifier, `AIDA...` or `AROA...`. */
  id: string;
  arn: string;
  created: Date;
  policies: Map<string, InlinePolicy>;
  boundary?: NamedPolicy;
  /** The organization's, for everybody in the account. */
  serviceControl?: readonly NamedPolicy[];
  tags: Readonly<Record<string, string>>;
}

export interface IamUser extends Entity {
  kind: 'user';
}

export interface Role extends Entity {
  kind: 'role';
  trust: { document: string; policy: Policy };
  /** The longest session, in seconds. */
  maximumSession: number;
}

/** A role as somebody has assumed it. */
export interface RoleSession {
  kind: 'role_session';
  account: Account;
  role: Role;
  name: string;
  arn: string;
  /** What was passed when the role was assumed; the session can do no more than these allow. */
  policies: readonly NamedPolicy[];
  tags: Readonly<Record<string, string>>;
  issued: Date;
  /** The identity provider, if it was one that vouched for the session. */
  provider?: string;
}

/** The account itself: nothing of its own account is denied to it but by a resource's policy, and its organization. */
export interface RootUser {
  kind: 'root';
  account: Account;
  serviceControl?: readonly NamedPolicy[];
}

/** Who acts. */
export type Principal = RootUser | IamUser | RoleSession;

/** The principal in the forms that policies name it by. */
export function requesterOf(identity: Identity): Requester {
  if (identity === undefined) return { kind: 'anonymous' };
  const { principal } = identity;
  const { id: account, canonicalId: canonicalUser } = principal.account;
  if (principal.kind === 'root') return { kind: 'root', account, canonicalUser };
  const named = { arn: principal.arn, account, canonicalUser };
  if (principal.kind === 'user') return { kind: 'user', ...named };
  return { kind: 'role_session', ...named, issuer: principal.role.arn };
}

/** The policies that a principal brings with it; the resource's own are not among them. */
export function policiesOf(identity: Identity): PolicySet {
  const principal = identity?.principal;
  if (principal === undefined) return {};
  if (principal.kind === 'root') return levelOf(principal);
  const entity = principal.kind === 'user' ? principal : principal.role;
  return {
    identity: [...entity.policies.values()],
    permissionsBoundary: entity.boundary,
    session: principal.kind === 'role_session' ? principal.policies : undefined,
    ...levelOf(entity),
  };
}

/** An account without service control policies is limited by none. */
const levelOf = ({ serviceControl }: Pick<Entity, 'serviceControl'>): PolicySet =>
  serviceControl === undefined ? {} : { serviceControl: [serviceControl] };

/** As messages and `GetCallerIdentity` name the principal. */
export function principalArn(principal: Principal): string {
  return principal.kind === 'root' ? `arn:aws:iam::${principal.account.id}:root` : principal.arn;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
export function principalId(principal: Principal): string {
  if (principal.kind === 'root') return principal.account.id;
  return principal.kind === 'user' ? principal.id : `${principal.role.id}:${principal.name}`;
}
