import { evaluate, parsePolicy, requestContext } from '../../src/permissions/index.ts';
import type { ContextValues, Evaluation, PolicySet, Requester } from '../../src/permissions/index.ts';
import type { XmlValue } from '../xml.ts';
import { permit } from './permit.ts';
import type { IamUser, Role } from './principals.ts';
import type { QueryHandler, SignedCall } from './query-call.ts';
import { QueryError } from './query-error.ts';

const DECISIONS = { allow: 'allowed', explicit_deny: 'explicitDeny' };

/** What every simulation of a call shares. */
interface Simulation {
  requester: Requester;
  policies: PolicySet;
  values: ContextValues;
  resourceAccount: string;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy: QueryHandler = (call) => {
  const { parameters } = call;
  const entity = sourceEntity(call);
  permit(call, entity.arn);
  const simulation = simulationOf(call, entity);
  const actions = parameters.texts('ActionNames');
  if (actions.length === 0) throw new QueryError('InvalidInput', 'ActionNames must not be empty.');
  const resources = parameters.texts('ResourceArns');
  const pairs = actions.flatMap((action) =>
    (resources.length === 0 ? ['*'] : resources).map((resource) => ({ action, resource })),
  );
  return {
    EvaluationResults: { member: pairs.map((pair) => simulate(simulation, pair)) },
    IsTruncated: false,
  };
};

function sourceEntity({ parameters, surroundings }: SignedCall): IamUser | Role {
  const arn = parameters.required('PolicySourceArn');
  const { users, roles } = surroundings.identities;
  const entity = users.get(arn) ?? roles.get(arn);
  if (entity !== undefined) return entity;
  throw new QueryError('NoSuchEntity', `${arn} cannot be found.`);
}

function simulationOf({ parameters }: SignedCall, entity: IamUser | Role): Simulation {
  const { account, arn, policies, boundary } = entity;
  const resourcePolicy = parameters.optional('ResourcePolicy');
  const further = parameters.texts('PolicyInputList').map((text, index) => ({
    name: `PolicyInputList.${index + 1}`,
    policy: parsePolicy(text, 'identity'),
  }));
  return {
    requester: { kind: 'user', arn, account: account.id, canonicalUser: account.canonicalId },
    policies: {
      identity: [...policies.values(), ...further],
      permissionsBoundary: boundary,
      resource:
        resourcePolicy === undefined
          ? undefined
          : { name: 'ResourcePolicy', policy: parsePolicy(resourcePolicy, 'resource') },
    },
    values: contextEntries(parameters),
    resourceAccount: /(\d{12})/.exec(parameters.optional('ResourceOwner') ?? '')?.[1] ?? account.id,
  };
}

function contextEntries(parameters: SignedCall['parameters']): ContextValues {
  const entries = parameters
    .structures('ContextEntries')
    .map((entry) => [entry.required('ContextKeyName'), entry.texts('ContextKeyValues')] as const);
  return Object.fromEntries(entries);
}

/** A key that is not given counts as absent for the decision, and is told as missing if it could matter. */
function simulate(
  { requester, policies, values, resourceAccount }: Simulation,
  { action, resource }: { action: string; resource: string },
): XmlValue {
  const request = { requester, action, resource, resourceAccount };
  const { reason, statement } = evaluate({ ...request, context: requestContext(values) }, policies);
  const open = evaluate({ ...request, context: requestContext(values, { others: 'unknown' }) }, policies);
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decisionOf(reason),
    MatchedStatements: {
      member:
        statement === undefined ? [] : [{ SourcePolicyId: statement.policy, SourcePolicyType: 'IAM Policy' }],
    },
    MissingContextValues: { member: missingKeys(open) },
  };
}

function decisionOf(reason: Evaluation['reason']): string {
  return reason in DECISIONS ? DECISIONS[reason as keyof typeof DECISIONS] : 'implicitDeny';
}

function missingKeys({ decision, unknownKeys }: Evaluation): string[] {
  return decision === 'unknown' ? [...unknownKeys] : [];
}
