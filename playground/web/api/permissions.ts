import { get, post, put } from './client.ts';
import type {
  CheckResult,
  GeneratedPolicy,
  PolicyExplanation,
  PolicyRequest,
  TableEntry,
} from './permission-types.ts';
import type { Values } from './types.ts';

export const permissionTable = async (): Promise<TableEntry[]> =>
  (await get<{ operations: TableEntry[] }>('permissions')).operations;

export const makePolicy = (request: PolicyRequest, signal: AbortSignal) =>
  post<GeneratedPolicy>('permissions/policy', request, signal);

/** @param document the policy as it was written: what is wrong in it is told by its place */
export const explainPolicy = (document: string, signal: AbortSignal) =>
  post<PolicyExplanation>('permissions/explain', { document }, signal);

export const checkCall = (operation: string, input: Values, policy: string, signal: AbortSignal) =>
  post<CheckResult>('permissions/check', { operation, input, identityPolicies: [policy] }, signal);

/** A policy as JSON has it. */
export interface PolicyDocument {
  Version: string;
  Statement: Values[];
}

/** The sandbox's limited user, and what it may do. */
export interface LimitedUser {
  connection: string;
  user: string;
  document: PolicyDocument;
}

export const limitedUser = () => get<LimitedUser>('sandbox/policy');

export const attachPolicy = (document: PolicyDocument) => put<Values>('sandbox/policy', { document });

/** Adds statements to what the limited user may do already. Sids must differ within a policy, so the new ones go. */
export async function addToPolicy(document: PolicyDocument): Promise<void> {
  const { document: present } = await limitedUser();
  const added = document.Statement.map((statement) => ({ ...statement, Sid: undefined }));
  await attachPolicy({ ...present, Statement: [...present.Statement, ...added] });
}
