import { get, getText, post } from './client.ts';
import type {
  CheckResult,
  GeneratedPolicy,
  PolicyExplanation,
  PolicyRequest,
  TableEntry,
  TightenedPolicy,
  TracedCall,
} from './permission-types.ts';
import type { Values } from './types.ts';

export const permissionTable = async (): Promise<TableEntry[]> =>
  (await get<{ operations: TableEntry[] }>('permissions')).operations;

export const makePolicy = (request: PolicyRequest, signal: AbortSignal) =>
  post<GeneratedPolicy>('permissions/policy', request, signal);

/** The same as a page to read: the policy, what to know about it, where to paste it. */
export const policyAsPage = async (request: PolicyRequest, signal: AbortSignal): Promise<string> =>
  (await post<{ markdown: string }>('permissions/page', request, signal)).markdown;

/** The documentation of operations' permissions, as a file of its own; of all of them when none is named. */
export const permissionDocs = (format: 'html' | 'markdown', operations: readonly string[]) =>
  getText(
    `permissions/docs?${new URLSearchParams({ format, ...(operations.length > 0 ? { operations: operations.join() } : {}) })}`,
  );

/** @param document the policy as it was written: what is wrong in it is told by its place */
export const explainPolicy = (document: string, signal: AbortSignal) =>
  post<PolicyExplanation>('permissions/explain', { document }, signal);

/** The least that still allows what a policy allows; with a scope, what it allows there. */
export const tightenPolicy = (
  document: string,
  scope: { bucket: string; prefix?: string } | undefined,
  signal: AbortSignal,
) => post<TightenedPolicy>('permissions/tightened', { document, scope }, signal);

/** Whether a policy of the caller's own allows a call. */
export const checkCall = (operation: string, input: Values, policy: object, signal: AbortSignal) =>
  post<CheckResult>('permissions/check', { operation, input, identityPolicies: [policy] }, signal);

/** Every kind of policy that can take part in a decision, as it was written. */
export interface PoliciesOfCall {
  identityPolicies?: readonly string[];
  bucketPolicy?: string;
  permissionsBoundary?: string;
  sessionPolicy?: string;
  serviceControlPolicies?: readonly string[];
  principal?: string;
}

export const traceCall = (operation: string, input: Values, policies: PoliciesOfCall, signal: AbortSignal) =>
  post<TracedCall>('permissions/trace', { operation, input, ...policies }, signal);
