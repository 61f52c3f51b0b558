import { parsePolicy } from '../../src/permissions/index.ts';
import type { ContextValues, PolicySet, Requester } from '../../src/permissions/index.ts';
import type { Parameters } from './parameters.ts';
import type { IamUser, Role } from './principals.ts';
import type { SignedCall } from './query-call.ts';
import { QueryError } from './query-error.ts';

/** What a call of SimulatePrincipalPolicy asks, as far as all of its decisions share it, and each of them. */
export interface Simulation {
  requester: Requester;
  policies: PolicySet;
  values: ContextValues;
  resourceAccount: string;
  pairs: readonly { action: string; resource: string }[];
}

const ENTITY = /^arn:[\w-]+:iam::\d{12}:(user|role|group)\/[\w+=,.@/-]+$/;
const ACTION = /^[a-z0-9-]+:[A-Za-z0-9*?]+$/;
const TYPES = /^(string|numeric|boolean|ip|binary|date)(List)?$/;

/**
 * The user or role whose policies decide; there are no groups here, and none of another account.
 * @throws QueryError `InvalidInput` for what is no user, role or group, such as a session; `NoSuchEntity`
 */
export function sourceOf({ parameters, surroundings, identity }: SignedCall): IamUser | Role {
  const arn = parameters.required('PolicySourceArn');
  if (!ENTITY.test(arn))
    throw invalid(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const { users, roles } = surroundings.identities;
  const entity = users.get(arn) ?? roles.get(arn);
  if (entity !== undefined && entity.account.id === identity.account.id) return entity;
  const [, kind = 'user', name = arn] = /:(user|role|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  throw new QueryError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`);
}

/** @throws QueryError `InvalidInput`, ConnectorError `policy_invalid` */
export function readSimulation({ parameters }: SignedCall, entity: IamUser | Role): Simulation {
  const { account, arn, policies, boundary } = entity;
  const resourcePolicy = parameters.optional('ResourcePolicy');
  const caller = parameters.optional('CallerArn');
  if (resourcePolicy !== undefined && entity.kind === 'role' && caller === undefined)
    throw invalid('CallerArn must be given with a ResourcePolicy when PolicySourceArn is no user.');
  const further = parameters.texts('PolicyInputList').map((text, index) => ({
    name: `PolicyInputList.${index + 1}`,
    policy: parsePolicy(text, 'identity'),
  }));
  return {
    requester: { kind: 'user', arn: caller ?? arn, account: account.id, canonicalUser: account.canonicalId },
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
    pairs: pairsOf(parameters),
  };
}

function pairsOf(parameters: Parameters): Simulation['pairs'] {
  const actions = parameters.texts('ActionNames');
  const resources = parameters.texts('ResourceArns');
  if (actions.length === 0) throw invalid('ActionNames must not be empty.');
  const malformed =
    actions.find((action) => !ACTION.test(action) || action.length > 128) ??
    resources.find((resource) => resource !== '*' && !resource.startsWith('arn:'));
  if (malformed !== undefined) throw invalid(`Invalid Input: ${malformed} is no action, or no resource.`);
  const asked = resources.length === 0 ? ['*'] : resources;
  return actions.flatMap((action) => asked.map((resource) => ({ action, resource })));
}

function contextEntries(parameters: Parameters): ContextValues {
  const entries = parameters.structures('ContextEntries').map((entry) => {
    const type = entry.optional('ContextKeyType') ?? 'string';
    if (!TYPES.test(type)) throw invalid(`Invalid Input: ${type} is no type of a context key.`);
    return [entry.required('ContextKeyName'), entry.texts('ContextKeyValues')] as const;
  });
  return Object.fromEntries(entries);
}

const invalid = (message: string) => new QueryError('InvalidInput', message);
