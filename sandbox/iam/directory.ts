import { createHash } from 'node:crypto';
import type { NamedPolicy } from '../../src/permissions/index.ts';
import { DEFAULT_ACCOUNT_ID, accountOf } from '../auth/identity.ts';
import type { Account, User } from '../auth/identity.ts';
import type {
  PolicyDocument,
  SandboxIdentity,
  SandboxIdentityProvider,
  SandboxRole,
  SandboxUser,
} from './options.ts';
import {
  ADMINISTRATOR_ACCESS,
  inlinePolicies,
  managedPolicy,
  serviceControl,
  trustPolicy,
} from './documents.ts';
import { principalArn } from './principals.ts';
import type { IamUser, Principal, Role } from './principals.ts';

/** What a sandbox is started with. */
export interface IdentityOptions {
  users: readonly SandboxUser[];
  roles: readonly SandboxRole[];
  identityProviders: readonly SandboxIdentityProvider[];
  /** By account. */
  serviceControlPolicies: Readonly<Record<string, readonly PolicyDocument[]>>;
  now: Date;
}

/** Every account's users, roles and access keys. */
export class IdentityDirectory {
  /** Who can sign, by access key. */
  readonly keys = new Map<string, User>();
  /** By ARN. */
  readonly users = new Map<string, IamUser>();
  /** By ARN. */
  readonly roles = new Map<string, Role>();
  readonly #options: IdentityOptions;
  readonly #serviceControl: ReadonlyMap<string, readonly NamedPolicy[]>;

  constructor(options: IdentityOptions) {
    this.#options = options;
    this.#serviceControl = serviceControl(options.serviceControlPolicies);
    this.reset();
  }

  get identityProviders(): readonly SandboxIdentityProvider[] {
    return this.#options.identityProviders;
  }

  /** Makes everything as it was at the start: users and keys made since then are gone, and all sessions. */
  reset(): void {
    for (const known of [this.keys, this.users, this.roles]) known.clear();
    const { users, roles, now } = this.#options;
    for (const user of users) this.#addKey(user, this.#principal(user, now));
    for (const role of roles) this.addRole(role, now);
  }

  /** The account with that canonical id, if any principal belongs to it. */
  accountOfCanonicalId(canonicalId: string): Account | undefined {
    const known = [...this.keys.values(), ...this.users.values(), ...this.roles.values()];
    return known.map(({ account }) => account).find((account) => account.canonicalId === canonicalId);
  }

  /** Everybody who can sign, as the sandbox's owner is told. */
  list(): SandboxIdentity[] {
    return [...this.keys.values()].map(
      ({ name, account, accessKey, secretKey, sessionToken, principal }) => ({
        name,
        account: account.id,
        canonical_id: account.canonicalId,
        arn: principalArn(principal),
        access_key: accessKey,
        secret_key: secretKey,
        session_token: sessionToken,
      }),
    );
  }

  userNamed(account: Account, name: string): IamUser | undefined {
    return this.users.get(entityArn(account, 'user', name));
  }

  roleNamed(account: Account, name: string): Role | undefined {
    return this.roles.get(entityArn(account, 'role', name));
  }

  /** Adds a user without access keys; without `policies` it is an administrator. */
  addUser(user: Omit<SandboxUser, 'access_key' | 'secret_key'> & { name: string }, now: Date): IamUser {
    const account = accountOf(user.account ?? DEFAULT_ACCOUNT_ID);
    const arn = entityArn(account, 'user', user.name);
    const added: IamUser = {
      kind: 'user',
      account,
      name: user.name,
      id: entityId('AIDA', arn),
      arn,
      created: now,
      policies: inlinePolicies(user.policies ?? { AdministratorAccess: ADMINISTRATOR_ACCESS }),
      boundary: managedPolicy(user.permissions_boundary, 'permissions_boundary'),
      serviceControl: this.#serviceControl.get(account.id),
      tags: user.tags ?? {},
    };
    this.users.set(arn, added);
    return added;
  }

  addRole(role: SandboxRole, now: Date): Role {
    const account = accountOf(role.account ?? DEFAULT_ACCOUNT_ID);
    const arn = entityArn(account, 'role', role.name);
    const added: Role = {
      kind: 'role',
      account,
      name: role.name,
      id: entityId('AROA', arn),
      arn,
      created: now,
      policies: inlinePolicies(role.policies ?? {}),
      boundary: managedPolicy(role.permissions_boundary, 'permissions_boundary'),
      serviceControl: this.#serviceControl.get(account.id),
      tags: role.tags ?? {},
      trust: trustPolicy(role.trust),
      maximumSession: role.max_session_seconds ?? 3600,
    };
    this.roles.set(arn, added);
    return added;
  }

  /** A second key of the same name is the same user's. */
  #principal(user: SandboxUser, now: Date): Principal {
    const account = accountOf(user.account ?? DEFAULT_ACCOUNT_ID);
    if (user.root === true)
      return { kind: 'root', account, serviceControl: this.#serviceControl.get(account.id) };
    const name = user.name ?? user.access_key;
    return this.userNamed(account, name) ?? this.addUser({ ...user, name }, now);
  }

  #addKey(user: SandboxUser, principal: Principal): void {
    this.keys.set(user.access_key, {
      name: principal.kind === 'user' ? principal.name : 'root',
      account: principal.account,
      accessKey: user.access_key,
      secretKey: user.secret_key,
      sessionToken: user.session_token,
      expires: user.expires,
      principal,
    });
  }
}

export function entityArn(account: Account, kind: 'user' | 'role', name: string): string {
  return `arn:aws:iam::${account.id}:${kind}/${name}`;
}

/** IAM's identifiers have 21 characters; ours are derived, so that they are the same at every start. */
function entityId(prefix: string, arn: string): string {
  const digits = createHash('sha256').update(arn).digest('hex').toUpperCase();
  return prefix + digits.slice(0, 17);
}
