import type { RequestContext } from './matching/context.ts';
import type { Policy, PolicyKind } from './policy.ts';

/** Who makes a request, with the forms that a `Principal` element can name it by. */
export type Requester =
  | {
      kind: 'user';
      /** For example `arn:aws:iam::123456789012:user/bob`. */
      arn: string;
      account: string;
      canonicalUser?: string;
    }
  | {
      /** A role's session, or the session of a federated user (`GetFederationToken`). */
      kind: 'role_session' | 'federated_user';
      /** For example `arn:aws:sts::123456789012:assumed-role/deploy/session`. */
      arn: string;
      account: string;
      /** The ARN of the role, or of the user who federated: whose identity policies and boundary apply. */
      issuer: string;
      canonicalUser?: string;
    }
  | { kind: 'root'; account: string; canonicalUser?: string }
  | {
      kind: 'service';
      /** For example `cloudfront.amazonaws.com`. */
      service: string;
    }
  | {
      /** Someone whom an identity provider vouches for, before a role is assumed. */
      kind: 'web_identity';
      /** As in `{"Federated": ...}`: a domain, or the provider's ARN. */
      provider: string;
    }
  | { kind: 'anonymous' };

/** One action on one resource. */
export interface AccessRequest {
  requester: Requester;
  /** For example `s3:GetObject`; case does not count. */
  action: string;
  /** An ARN, or `*` for an action that has no resource. */
  resource: string;
  /** The account that owns the resource. */
  resourceAccount: string;
  context: RequestContext;
  /**
   * For resources whose own policy must allow, whatever identity policies say: KMS keys. Roles are known by the
   * kind of their policy, `trust`.
   */
  needsResourcePolicy?: boolean;
}

/** A policy and what to call it in explanations. */
export interface NamedPolicy {
  name: string;
  policy: Policy;
}

/** Everything that takes part in a decision. What is left out is not attached. */
export interface PolicySet {
  /** Of the user (its groups' too) or of the role. */
  identity?: readonly NamedPolicy[];
  /** The resource's own, or a role's trust policy. */
  resource?: NamedPolicy;
  permissionsBoundary?: NamedPolicy;
  /** All that were passed when the session was created; together they are one limit. */
  session?: readonly NamedPolicy[];
  /** Those of the requester's account: a list for each level, from the organization's root down to the account. */
  serviceControl?: readonly (readonly NamedPolicy[])[];
}

/** Where a statement stands. */
export interface StatementReference {
  kind: PolicyKind;
  policy: string;
  index: number;
  sid?: string;
}

export interface Evaluation {
  decision: 'allowed' | 'denied' | 'unknown';
  /** `root_user` is allowed without any policy. */
  reason: 'allow' | 'root_user' | 'explicit_deny' | 'no_allow' | 'context_unknown';
  /** The kind of policy that denies, allows, or has no statement that allows. */
  kind?: PolicyKind;
  /** The statement that decided, or on which the decision hangs. */
  statement?: StatementReference;
  /** What would have to allow as well: all of the list, and of each entry one of the kinds. */
  missing: readonly (readonly PolicyKind[])[];
  /** The context keys that must be known for a decision, as the policies write them. */
  unknownKeys: readonly string[];
}
