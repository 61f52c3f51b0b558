import { parsePolicy } from '../../src/permissions/index.ts';
import type { NamedPolicy, PolicyKind } from '../../src/permissions/index.ts';
import type { PolicyDocument } from './options.ts';
import type { InlinePolicy, Role } from './principals.ts';

/** What makes a user an administrator: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html */
export const ADMINISTRATOR_ACCESS: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** @throws ConnectorError `policy_invalid` */
export function inlinePolicies(
  documents: Readonly<Record<string, PolicyDocument>>,
): Map<string, InlinePolicy> {
  return new Map(
    Object.entries(documents).map(([name, document]) => [name, inlinePolicy(name, textOf(document))]),
  );
}

/** @throws ConnectorError `policy_invalid` */
export function inlinePolicy(name: string, document: string): InlinePolicy {
  return { name, document, policy: parsePolicy(document, 'identity') };
}

/** @throws ConnectorError `policy_invalid` */
export function managedPolicy(
  document: PolicyDocument | undefined,
  kind: PolicyKind,
): NamedPolicy | undefined {
  return document === undefined ? undefined : { name: kind, policy: parsePolicy(textOf(document), kind) };
}

/**
 * The service control policies of each account.
 * @throws ConnectorError `policy_invalid`
 */
export function serviceControl(
  documents: Readonly<Record<string, readonly PolicyDocument[]>>,
): Map<string, readonly NamedPolicy[]> {
  const read = (document: PolicyDocument) => ({
    name: 'service_control',
    policy: parsePolicy(textOf(document), 'service_control'),
  });
  return new Map(Object.entries(documents).map(([account, policies]) => [account, policies.map(read)]));
}

/** @throws ConnectorError `policy_invalid` */
export function trustPolicy(document: PolicyDocument): Role['trust'] {
  return { document: textOf(document), policy: parsePolicy(textOf(document), 'trust') };
}

function textOf(document: PolicyDocument): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}
