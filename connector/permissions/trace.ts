import { trace, type TracedStage } from '../../src/permissions/index.ts';
import { checkCall, readCheck, type CheckRequest, type CheckResult, type CheckedAction } from './check.ts';
import { decidingQuestion } from './decide.ts';
import { isIncluded } from './options.ts';
import { needsOf } from './required.ts';

/** One action of a call, with what each kind of policy says to it. */
export interface TracedAction extends CheckedAction {
  stages: readonly TracedStage[];
}

export interface TracedCall extends Omit<CheckResult, 'actions'> {
  actions: readonly TracedAction[];
}

/**
 * Decides about a call as `check` does, and tells for each action what every kind of policy says to it, in the order
 * in which AWS asks them. Makes no network call.
 * @throws ConnectorError `operation_unknown`, `input_invalid`, `policy_invalid`, `principal_unknown`
 */
export function traceCall(request: CheckRequest): TracedCall {
  const { call, policies } = readCheck(request);
  const { include } = request;
  const result = checkCall(call, policies, { withData: true, include });
  const circumstance = { ...call, input: call.input as Record<string, unknown>, given: policies.keys };
  const needs = needsOf(call.operation, call.input).filter(
    ({ row }) => row.if_data === undefined || isIncluded(row, include),
  );
  const stages = needs.map((requirement) => {
    const { request: asked, set } = decidingQuestion(requirement, circumstance, policies);
    return trace(asked, set);
  });
  return {
    ...result,
    actions: result.actions.map((action, index) => ({ ...action, stages: stages[index] ?? [] })),
  };
}
