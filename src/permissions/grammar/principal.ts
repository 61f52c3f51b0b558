import { suggestion } from '../../wording.ts';
import type { NamedPrincipal, PrincipalType, Principals } from '../policy.ts';
import { present, type Elements } from './elements.ts';
import { isObject, readTexts } from './lists.ts';
import type { Reading } from './report.ts';

/** The forms of each member of a Principal map, and how to write one. */
const FORMS: Readonly<Record<PrincipalType, { form: RegExp; fix: string }>> = {
  AWS: {
    form: /^(\*|\d{12}|arn:aws[a-z-]*:iam::(\d{12}|cloudfront):(root|(user|role)\/[^*?]+)|arn:aws[a-z-]*:sts::\d{12}:(assumed-role\/[^/*?]+\/|federated-user\/)[^/*?]+|A(ID|RO|GP|NP)A[A-Z0-9]{12,})$/,
    fix: 'Write an account (12 digits), the ARN of a user, a role or a session, or *; part of a name cannot be *.',
  },
  Service: {
    form: /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+$/,
    fix: 'Write the service principal, for example cloudfront.amazonaws.com.',
  },
  Federated: {
    form: /^(arn:aws[a-z-]*:iam::\d{12}:(saml|oidc)-provider\/[^*?]+|[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^*?]*)?)$/,
    fix: "Write the identity provider's ARN, or its domain, for example accounts.google.com.",
  },
  CanonicalUser: {
    form: /^[0-9a-f]{64,128}$/,
    fix: 'Write the canonical user ID: 64 hexadecimal digits.',
  },
};

/**
 * Reads `Principal` or `NotPrincipal`, which must be where nothing else says whom a policy is for, and only there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function readPrincipals(elements: Elements, path: string, reading: Reading): Principals | undefined {
  const found = present(elements, 'Principal', path, reading);
  if (found === undefined) {
    if (reading.hasPrincipals)
      reading.note(path, 'Principal is missing.', 'Add "Principal": {"AWS": "..."}.');
    return undefined;
  }
  if (!reading.hasPrincipals) {
    const message = 'Only policies of resources and trust policies have a Principal.';
    reading.note(`${path}.${found}`, message, 'Remove it, and attach the policy to whom it is for.');
    return undefined;
  }
  const negated = found === 'NotPrincipal';
  if (negated && (elements.Effect !== 'Deny' || reading.kind === 'trust')) {
    const message = 'NotPrincipal is only for Deny, and not for trust policies.';
    reading.note(`${path}.${found}`, message, 'Use Principal, with a condition on aws:PrincipalArn.');
  }
  return { negated, values: readValue(elements[found], `${path}.${found}`, reading) };
}

function readValue(value: unknown, path: string, reading: Reading): NamedPrincipal[] {
  if (value === '*') return [{ type: '*', value: '*' }];
  const members = isObject(value) ? Object.entries(value) : [];
  if (members.length === 0) {
    reading.note(path, 'It names nobody.', 'Write {"AWS": "..."}, or "*" for everyone.');
  }
  return members.flatMap(([type, names]) => readMember(type, names, `${path}.${type}`, reading));
}

function readMember(type: string, names: unknown, path: string, reading: Reading): NamedPrincipal[] {
  if (!isPrincipalType(type)) {
    const types = Object.keys(FORMS);
    const message = `"${type}" is no kind of principal.${suggestion(type, types)}`;
    reading.note(path, message, `Use ${types.join(', ')}.`);
    return [];
  }
  return readTexts(names, path, reading).map(({ text, path: place }) => {
    const { form, fix } = FORMS[type];
    if (!form.test(text)) reading.note(place, `"${text}" names no principal.`, fix);
    return { type, value: text };
  });
}

const isPrincipalType = (type: string): type is PrincipalType => Object.hasOwn(FORMS, type);
