import type { JsonWebKey } from 'node:crypto';

/** An IAM policy: JSON, or what it parses to. */
export type PolicyDocument = string | object;

/** A further access key that a sandbox knows, and the user it belongs to. */
export interface SandboxUser {
  access_key: string;
  secret_key: string;
  /** Makes the credentials temporary: the token must come with every request. */
  session_token?: string;
  /** When a session token stops working. */
  expires?: Date;
  /** Default: the access key. Two keys of one name in one account belong to one user. */
  name?: string;
  /** Twelve digits. Default: the administrator's account. */
  account?: string;
  /** Inline policies by name. Without them the user is an administrator of its account; `{}` may do nothing. */
  policies?: Readonly<Record<string, PolicyDocument>>;
  permissions_boundary?: PolicyDocument;
  tags?: Readonly<Record<string, string>>;
  /** Makes this a key of the account's root user, who has no policies. */
  root?: boolean;
}

export interface SandboxRole {
  name: string;
  /** Twelve digits. Default: the administrator's account. */
  account?: string;
  /** Who may assume it. */
  trust: PolicyDocument;
  /** Inline policies by name. */
  policies?: Readonly<Record<string, PolicyDocument>>;
  permissions_boundary?: PolicyDocument;
  tags?: Readonly<Record<string, string>>;
  /** The longest session, 3,600 (the default) to 43,200 seconds. */
  max_session_seconds?: number;
}

/** An OpenID Connect provider that `AssumeRoleWithWebIdentity` believes. */
export interface SandboxIdentityProvider {
  /** The tokens' `iss`, for example `https://token.actions.githubusercontent.com`. */
  url: string;
  /** Which `aud` (or `azp`) tokens may have. */
  audiences: readonly string[];
  /** What verifies tokens, as the provider's JWKS gives it: RSA keys for RS256, P-256 keys for ES256. */
  keys: readonly JsonWebKey[];
  /** Twelve digits. Default: the administrator's account. */
  account?: string;
}

/** A KMS key that objects can be encrypted with. */
export interface SandboxKmsKey {
  /** The key's id, the last part of its ARN. */
  id: string;
  /** Default: the sandbox's. */
  region?: string;
  /** Twelve digits. Default: the administrator's account. */
  account?: string;
  /** The key policy. Default: what KMS gives new keys, which leaves it to the account's identity policies. */
  policy?: PolicyDocument;
  /** Without `alias/`. */
  aliases?: readonly string[];
  /** Default: true. */
  enabled?: boolean;
}

/** Somebody who can sign. */
export interface SandboxIdentity {
  name: string;
  /** Twelve digits. */
  account: string;
  /** What ACLs call the account. */
  canonical_id: string;
  arn: string;
  access_key: string;
  secret_key: string;
  session_token?: string;
}
