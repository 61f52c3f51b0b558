import { evaluate, requestContext } from '../../src/permissions/index.ts';
import type { Evaluation } from '../../src/permissions/index.ts';
import type { XmlValue } from '../xml.ts';
import { permit } from './permit.ts';
import type { QueryHandler } from './query-call.ts';
import { pageOf } from './simulation-page.ts';
import { sourceOf, readSimulation, type Simulation } from './simulation.ts';

const DECISIONS = { allow: 'allowed', explicit_deny: 'explicitDeny' };

/**
 * Decides by the policies of a user or role, as they are now: every action on every resource.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulatePrincipalPolicy: QueryHandler = (call) => {
  permit(call, call.parameters.required('PolicySourceArn'));
  const simulation = readSimulation(call, sourceOf(call));
  const { page, marker } = pageOf(call.parameters, simulation.pairs);
  return {
    EvaluationResults: { member: page.map((pair) => simulate(simulation, pair)) },
    IsTruncated: marker !== undefined,
    Marker: marker,
  };
};

/** A key that is not given counts as absent for the decision, and is told as missing if it could matter. */
function simulate(
  { requester, policies, values, resourceAccount }: Simulation,
  { action, resource }: { action: string; resource: string },
): XmlValue {
  const request = { requester, action, resource, resourceAccount, context: requestContext(values) };
  const { reason, statement } = evaluate(request, policies);
  const unsure = { ...request, context: requestContext(values, { others: 'unknown' }) };
  const { permissionsBoundary: boundary } = policies;
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decisionOf(reason),
    MatchedStatements: {
      member:
        statement === undefined ? [] : [{ SourcePolicyId: statement.policy, SourcePolicyType: 'IAM Policy' }],
    },
    MissingContextValues: { member: missingKeys(evaluate(unsure, policies)) },
    PermissionsBoundaryDecisionDetail:
      boundary === undefined
        ? undefined
        : {
            AllowedByPermissionsBoundary: evaluate(request, { identity: [boundary] }).decision === 'allowed',
          },
  };
}

function decisionOf(reason: Evaluation['reason']): string {
  return reason in DECISIONS ? DECISIONS[reason as keyof typeof DECISIONS] : 'implicitDeny';
}

function missingKeys({ decision, unknownKeys }: Evaluation): string[] {
  return decision === 'unknown' ? [...unknownKeys] : [];
}
