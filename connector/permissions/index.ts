/**
 * Permissions of S3's operations, as data and as functions that make no call: the table, least-privilege policies,
 * the check of a call against policies, and what a policy allows.
 */
export { type Call, type LeftOut } from './calls.ts';
export {
  check,
  type CheckedAction,
  type CheckRequest,
  type CheckResult,
  type MissingPermission,
} from './check.ts';
export { type GivenPolicies, type PolicySource } from './given-policies.ts';
export { type Scope } from './grants.ts';
export { policy, type GeneratedPolicy, type PolicyRequest } from './policy.ts';
export { required, type RequiredPermission } from './required.ts';
export { type Place } from './resources.ts';
export { type SizeCheck, type Smaller } from './sizes.ts';
export { type PolicyDocument, type PolicyStatement, type PrincipalElement } from './statements.ts';
export { table, type TableEntry, type TableRow } from './table.ts';
export { explain, type PolicyExplanation } from './explanation/index.ts';
export { type OperationCoverage } from './explanation/coverage.ts';
export { type Finding } from './explanation/findings.ts';
export { POLICY_FORMATS, printPolicy, type PolicyFormat } from './formats/index.ts';
export {
  roles,
  templates,
  type MadePolicy,
  type PolicyTemplate,
  type Role,
  type Target,
} from '../policies/index.ts';
