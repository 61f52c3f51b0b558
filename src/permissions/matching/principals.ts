import type { Requester } from '../access.ts';
import type { NamedPrincipal, Principals } from '../policy.ts';
import type { Truth } from './truth.ts';

/**
 * How a Principal element names a requester: as itself, as one of all, by the role or user that issued its session,
 * by its account, or not at all.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Naming = 'itself' | 'everyone' | 'issuer' | 'account' | 'none';

/** The strongest first. */
const STRENGTH: readonly Naming[] = ['itself', 'everyone', 'issuer', 'account'];

/** The strongest way in which one of the values names the requester. */
export function namingOf(values: readonly NamedPrincipal[], requester: Requester): Naming {
  const found = new Set(values.map((value) => namingBy(value, requester)));
  return STRENGTH.find((naming) => found.has(naming)) ?? 'none';
}

function namingBy({ type, value }: NamedPrincipal, requester: Requester): Naming {
  switch (type) {
    case '*':
      return 'everyone';
    case 'Service':
      return requester.kind === 'service' && requester.service === value ? 'itself' : 'none';
    case 'Federated':
      return requester.kind === 'web_identity' && requester.provider === value ? 'itself' : 'none';
    case 'CanonicalUser':
      return 'canonicalUser' in requester && requester.canonicalUser === value
        ? accountOf(requester)
        : 'none';
    case 'AWS':
      return namingByArn(value, requester);
  }
}

function namingByArn(value: string, requester: Requester): Naming {
  if (requester.kind === 'service' || requester.kind === 'web_identity') return 'none';
  if (value === '*') return 'everyone';
  if ('arn' in requester && requester.arn === value) return 'itself';
  if ('issuer' in requester && requester.issuer === value) return 'issuer';
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1];
  return 'account' in requester && requester.account === account ? accountOf(requester) : 'none';
}

/** An account stands for its root user, and delegates to the account's administrators what others may do. */
const accountOf = (requester: Requester): Naming => (requester.kind === 'root' ? 'itself' : 'account');

/**
 * Whether a NotPrincipal element leaves the requester out. A user must be named itself, and a session both itself and
 * by its role; the account alone leaves out no more than its root user. Where the account is not named as well, AWS
 * "might deny access to the entire account". Nobody with a permissions boundary is left out, whoever is named.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isLeftOut({ values }: Principals, requester: Requester, hasBoundary: boolean): Truth {
  if (hasBoundary) return 'no';
  const found = new Set(values.map((value) => namingBy(value, requester)));
  if (found.has('everyone')) return 'yes';
  if (!found.has('itself') || ('issuer' in requester && !found.has('issuer'))) return 'no';
  return 'arn' in requester && !found.has('account') ? 'unknown' : 'yes';
}
