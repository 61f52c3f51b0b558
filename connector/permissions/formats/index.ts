import type { GeneratedPolicy } from '../policy.ts';
import { cdk } from './cdk.ts';
import { cloudFormation } from './cloudformation.ts';
import { json } from './json.ts';
import { terraform } from './terraform.ts';

/** How a policy can be written down. */
export const POLICY_FORMATS = ['json', 'terraform', 'cloudformation', 'cdk'] as const;
export type PolicyFormat = (typeof POLICY_FORMATS)[number];

type Printable = Pick<GeneratedPolicy, 'kind' | 'document'>;

const PRINTERS: Readonly<Record<PolicyFormat, (policy: Printable) => string>> = {
  json: ({ document }) => json(document),
  terraform,
  cloudformation: cloudFormation,
  cdk,
};

/** A policy as a document to paste (`json`), or as a piece of infrastructure code. Ends with a line break. */
export const printPolicy = (policy: Printable, format: PolicyFormat): string => PRINTERS[format](policy);
