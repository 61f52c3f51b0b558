import {
  parsePolicy,
  type ContextValues,
  type NamedPolicy,
  type Policy,
  type PolicyKind,
  type PolicySet,
} from '../../src/permissions/index.ts';
import { givenContext } from './context.ts';
import { checkPlace } from './known-places.ts';
import { callerOf, type Caller } from './principals.ts';

/** A policy document: JSON, or what JSON.parse gives; with a name to call it by, if it has one. */
export type PolicySource = string | object | { name: string; document: string | object };

/** The policies that decide about calls, and what is known of who makes them. */
export interface GivenPolicies {
  /** Those of the user and its groups, or of the role. */
  identityPolicies?: readonly PolicySource[];
  /** The bucket's own. */
  bucketPolicy?: PolicySource;
  permissionsBoundary?: PolicySource;
  /** What was passed when the session was created. */
  sessionPolicy?: PolicySource;
  /** A list for each level of the organization, or one list for a single level. */
  serviceControlPolicies?: readonly PolicySource[] | readonly (readonly PolicySource[])[];
  /**
   * Who calls: the ARN of a user, a role, a session or a root user, a service, or `anonymous`. Left out: any user
   * or role; where that makes a difference, the answer is `unknown`.
   */
  principal?: string;
  /** The account that owns the bucket, 12 digits. Left out: the caller's. */
  account?: string;
  /** What is known of the context of calls, by context key: `{'aws:SourceIp': '203.0.113.7'}`. */
  context?: ContextValues;
}

/** The same, read and ready. */
export interface ReadyPolicies {
  set: PolicySet;
  caller?: Caller;
  account?: string;
  keys: ContextValues;
  /** The keys as they are asked for. */
  context: ReturnType<typeof givenContext>;
}

/**
 * Reads the policies. Documents given as objects are read once for all calls.
 * @throws ConnectorError `policy_invalid`, `principal_unknown`, `account_invalid`
 */
export function readyPolicies(given: GivenPolicies): ReadyPolicies {
  checkPlace({ account: given.account });
  const caller = given.principal === undefined ? undefined : callerOf(given.principal);
  const keys = { ...caller?.keys, ...given.context };
  const own = caller !== undefined && 'account' in caller.requester ? caller.requester.account : undefined;
  return { set: setOf(given), caller, account: given.account ?? own, keys, context: givenContext(keys) };
}

function setOf(given: GivenPolicies): PolicySet {
  const { identityPolicies = [], bucketPolicy, permissionsBoundary, sessionPolicy } = given;
  const one = (source: PolicySource | undefined, kind: PolicyKind, name: string) =>
    source === undefined ? undefined : named(source, kind, name);
  const session = one(sessionPolicy, 'session', 'session policy');
  return {
    identity: identityPolicies.map((source, index) =>
      named(
        source,
        'identity',
        identityPolicies.length === 1 ? 'identity policy' : `identity policy ${index + 1}`,
      ),
    ),
    resource: one(bucketPolicy, 'resource', 'bucket policy'),
    permissionsBoundary: one(permissionsBoundary, 'permissions_boundary', 'permissions boundary'),
    ...(session === undefined ? {} : { session: [session] }),
    serviceControl: levelsOf(given.serviceControlPolicies ?? []),
  };
}

function levelsOf(given: NonNullable<GivenPolicies['serviceControlPolicies']>): NamedPolicy[][] {
  const levels = given.every(Array.isArray) ? (given as readonly (readonly PolicySource[])[]) : [given];
  return levels.map((level) =>
    level.map((source, index) => named(source, 'service_control', `service control policy ${index + 1}`)),
  );
}

const parsed = new WeakMap<object, Map<PolicyKind, Policy>>();

function named(source: PolicySource, kind: PolicyKind, name: string): NamedPolicy {
  const wrapped = typeof source === 'object' && 'document' in source;
  const document = wrapped ? (source.document as string | object) : source;
  return {
    name: wrapped && 'name' in source ? String(source.name) : name,
    policy: parseOnce(document, kind),
  };
}

/** A document that is an object is read once; whoever changes a policy gives a new object. */
function parseOnce(document: string | object, kind: PolicyKind): Policy {
  if (typeof document === 'string') return parsePolicy(document, kind);
  const kinds = parsed.get(document) ?? new Map<PolicyKind, Policy>();
  parsed.set(document, kinds);
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const policy = parsePolicy(document, kind);
  kinds.set(kind, policy);
  return policy;
}
