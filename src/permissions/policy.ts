/** What a policy is attached to, which decides the elements it may have and how it takes part in a decision. */
export type PolicyKind =
  | 'identity'
  | 'resource'
  | 'trust'
  | 'permissions_boundary'
  | 'session'
  | 'service_control';

/** What AWS calls the kinds, in the messages that say why access is denied too. */
export const KIND_WORDS: Readonly<Record<PolicyKind, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
  permissions_boundary: 'permissions boundary',
  session: 'session policy',
  service_control: 'service control policy',
};

export type PolicyVersion = '2008-10-17' | '2012-10-17';

/** A policy document in normal form: lists where IAM allows single values too, defaults filled in. */
export interface Policy {
  kind: PolicyKind;
  /** Policy variables are read only in 2012-10-17. */
  version: PolicyVersion;
  id?: string;
  statements: readonly Statement[];
}

export type Effect = 'Allow' | 'Deny';

export interface Statement {
  /** Its place in the document, from 0. */
  index: number;
  sid?: string;
  effect: Effect;
  /** Only in policies of resources and trust policies. */
  principals?: Principals;
  actions: Choice;
  /** Everywhere but in trust policies, which speak of the role they are attached to. */
  resources?: Choice;
  conditions: readonly Condition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Choice {
  /** Whether it is the form with `Not`, which means everything but these values. */
  negated: boolean;
  values: readonly string[];
}

/** `Principal` or `NotPrincipal`. */
export interface Principals {
  negated: boolean;
  values: readonly NamedPrincipal[];
}

export interface NamedPrincipal {
  /** The member of the Principal map; `*` for `"Principal": "*"`. */
  type: PrincipalType | '*';
  value: string;
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One key under one operator of a `Condition` element. */
export interface Condition {
  /** As in the document, for example `ForAllValues:StringNotEqualsIfExists`. */
  operator: string;
  key: string;
  values: readonly string[];
}
