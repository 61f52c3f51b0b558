import type { AccessRequest, PolicySet } from '../access.ts';
import { and, or, type Truth } from '../matching/truth.ts';
import type { PolicyKind } from '../policy.ts';
import { GRANTED, allowsByName, allowsOf, type Finding } from './findings.ts';

/** Whether everything that has to allow a request does. */
export interface Grant {
  truth: Truth;
  /** What it rests on, or what leaves it open; what decides stands first. */
  findings: readonly Finding[];
  missing: readonly (readonly PolicyKind[])[];
}

/** Somebody without an account has what the resource's policy gives to them or to everyone. */
export function grantToOutsider(request: AccessRequest, { resource }: PolicySet): Grant {
  const granted = allowsByName(request, resource, ['itself', 'everyone']);
  return { truth: granted.truth, findings: [granted], missing: [[kindOfResourcePolicy(resource)]] };
}

/**
 * In one account the identity policies or the resource's policy must allow. What the resource's policy gives to the
 * user or session itself, or to everyone, no boundary or session policy takes away by leaving it out; what it gives to
 * the role, they do. Naming the account gives nothing to its users: it leaves it to their identity policies.
 */
export function grantWithinAccount(request: AccessRequest, policies: PolicySet): Grant {
  const direct = allowsByName(request, policies.resource, ['itself', 'everyone']);
  const { control, boundary, session } = limitsOf(request, policies);
  const held = heldWithinAccount(request, policies);
  const limited = and(held.truth, boundary.truth, session.truth);
  const truth = and(control.truth, or(direct.truth, limited));
  const grounds = limited === 'yes' ? held.findings : [direct, ...held.findings, boundary, session];
  const missing = missingOf([
    [control.truth, ['service_control']],
    [or(direct.truth, held.truth), held.missing],
    [or(direct.truth, boundary.truth), ['permissions_boundary']],
    [or(direct.truth, session.truth), ['session']],
  ]);
  return { truth, findings: [...grounds, control], missing };
}

/** What the requester's account, or the requester's role by name, gives: boundaries and session policies limit it. */
function heldWithinAccount(request: AccessRequest, policies: PolicySet) {
  const { resource } = policies;
  const kind = kindOfResourcePolicy(resource);
  const identity = identityOf(request, policies);
  const issuer = allowsByName(request, resource, ['issuer']);
  const anyOfBoth: readonly PolicyKind[] = ['identity', kind];
  if (request.needsResourcePolicy !== true && kind !== 'trust') {
    return { truth: or(identity.truth, issuer.truth), findings: [identity, issuer], missing: anyOfBoth };
  }
  const account = allowsByName(request, resource, ['account']);
  return {
    truth: or(issuer.truth, and(account.truth, identity.truth)),
    findings: [issuer, account, identity],
    missing: account.truth === 'no' ? [kind] : anyOfBoth,
  };
}

/** Across accounts both sides must allow: the requester's account as a whole, and the resource's policy. */
export function grantAcrossAccounts(request: AccessRequest, policies: PolicySet): Grant {
  const { control, boundary, session } = limitsOf(request, policies);
  const identity = identityOf(request, policies);
  const { resource } = policies;
  const resourceSide = allowsByName(request, resource, ['itself', 'everyone', 'issuer', 'account']);
  const findings = [identity, resourceSide, control, boundary, session];
  const missing = missingOf([
    [control.truth, ['service_control']],
    [identity.truth, ['identity']],
    [boundary.truth, ['permissions_boundary']],
    [session.truth, ['session']],
    [resourceSide.truth, [kindOfResourcePolicy(resource)]],
  ]);
  return { truth: and(...findings.map(({ truth }) => truth)), findings, missing };
}

const identityOf = (request: AccessRequest, { identity = [] }: PolicySet): Finding =>
  request.requester.kind === 'root' ? GRANTED : allowsOf(request, identity);

/** What bounds a requester's permissions; every level of service control policies has to allow. */
function limitsOf(request: AccessRequest, policies: PolicySet) {
  const { permissionsBoundary, session = [], serviceControl = [] } = policies;
  const levels = serviceControl.map((level) => allowsOf(request, level));
  const open = levels.find(({ truth }) => truth === 'no') ?? levels.find(({ truth }) => truth === 'unknown');
  // Federation gives a session no permissions unless session policies are passed.
  const sessionNeeded = session.length > 0 || request.requester.kind === 'federated_user';
  return {
    control: open ?? GRANTED,
    boundary: permissionsBoundary === undefined ? GRANTED : allowsOf(request, [permissionsBoundary]),
    session: sessionNeeded ? allowsOf(request, session) : GRANTED,
  };
}

const kindOfResourcePolicy = (resource: PolicySet['resource']): PolicyKind =>
  resource?.policy.kind ?? 'resource';

const missingOf = (needs: readonly (readonly [Truth, readonly PolicyKind[]])[]) =>
  needs.filter(([truth]) => truth === 'no').map(([, kinds]) => kinds);
