import { POLICY_ACTIONS } from './policy-actions.ts';
import type { QueryHandler } from './query-call.ts';
import { ROLE_ACTIONS } from './role-actions.ts';
import { simulatePrincipalPolicy } from './simulate.ts';
import { USER_ACTIONS } from './user-actions.ts';

/** The APIs of IAM: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
export const IAM_ACTIONS: Readonly<Record<string, QueryHandler>> = {
  ...POLICY_ACTIONS,
  ...ROLE_ACTIONS,
  ...USER_ACTIONS,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};
