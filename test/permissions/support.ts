import {
  evaluate,
  parsePolicy,
  requestContext,
  type AccessRequest,
  type ContextValues,
  type Evaluation,
  type NamedPolicy,
  type PolicyKind,
  type PolicySet,
  type Requester,
} from '../../src/permissions/index.ts';

/** The account that owns the bucket, and another one. */
export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const CANONICAL = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

export const BOB_ARN = `arn:aws:iam::${ACCOUNT}:user/bob`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/deploy`;
export const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/monday`;
export const FEDERATED_ARN = `arn:aws:sts::${ACCOUNT}:federated-user/bob`;

export const bob: Requester = { kind: 'user', arn: BOB_ARN, account: ACCOUNT, canonicalUser: CANONICAL };
export const root: Requester = { kind: 'root', account: ACCOUNT, canonicalUser: CANONICAL };
export const session: Requester = {
  kind: 'role_session',
  arn: SESSION_ARN,
  account: ACCOUNT,
  issuer: ROLE_ARN,
};
export const federated: Requester = {
  kind: 'federated_user',
  arn: FEDERATED_ARN,
  account: ACCOUNT,
  issuer: BOB_ARN,
};
export const stranger: Requester = { kind: 'user', arn: `arn:aws:iam::${OTHER}:user/eve`, account: OTHER };
export const strangeSession: Requester = {
  kind: 'role_session',
  arn: `arn:aws:sts::${OTHER}:assumed-role/audit/app`,
  account: OTHER,
  issuer: `arn:aws:iam::${OTHER}:role/audit`,
};
export const strangeRoot: Requester = { kind: 'root', account: OTHER };
export const cloudfront: Requester = { kind: 'service', service: 'cloudfront.amazonaws.com' };
export const google: Requester = { kind: 'web_identity', provider: 'accounts.google.com' };
export const anonymous: Requester = { kind: 'anonymous' };

/** A statement on everything in the bucket, until `more` says otherwise. */
const statement =
  (Effect: string) =>
  (Action: string | string[], more: object = {}) => ({
    Effect,
    Action,
    Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'],
    ...more,
  });
export const allow = statement('Allow');
export const deny = statement('Deny');

/** The same with another list of actions or resources: `NotAction`, `NotResource`. */
export const without = (given: object, ...names: string[]): object =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));

export const policyOf = (kind: PolicyKind, statements: object | object[], version?: string): NamedPolicy => ({
  name: kind,
  policy: parsePolicy({ Version: version ?? '2012-10-17', Statement: statements }, kind),
});

/** What each kind of policy says; a list stands for the statements of one policy. */
export interface Policies {
  identity?: object | object[];
  resource?: object | object[];
  boundary?: object | object[];
  session?: object | object[];
  /** One policy for each level. */
  control?: (object | object[])[];
}

export function policySet({ identity, resource, boundary, session, control }: Policies): PolicySet {
  return {
    identity: identity && [policyOf('identity', identity)],
    resource: resource && policyOf('resource', resource),
    permissionsBoundary: boundary && policyOf('permissions_boundary', boundary),
    session: session && [policyOf('session', session)],
    serviceControl: control?.map((level) => [policyOf('service_control', level)]),
  };
}

/** A request for `s3:GetObject` on `bucket/key` by bob, but for what is given. */
export function requestOf(
  given: Partial<Omit<AccessRequest, 'context'>> & { context?: ContextValues } = {},
): AccessRequest {
  return {
    requester: bob,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket/key',
    resourceAccount: ACCOUNT,
    ...given,
    context: requestContext(given.context),
  };
}

export const decide = (policies: Policies, given: Parameters<typeof requestOf>[0] = {}): Evaluation =>
  evaluate(requestOf(given), policySet(policies));

/** In a word: `allowed`, `denied (why)` or `unknown`. */
export function inShort({ decision, reason, kind }: Evaluation): string {
  if (decision !== 'denied') return decision;
  return reason === 'explicit_deny' ? `denied by ${kind}` : `denied for want of ${kind}`;
}
