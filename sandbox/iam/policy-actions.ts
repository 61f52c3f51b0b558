import { entityArn } from './directory.ts';
import { inlinePolicy } from './documents.ts';
import { permit } from './permit.ts';
import type { IamUser, Role } from './principals.ts';
import type { QueryHandler, SignedCall } from './query-call.ts';
import { QueryError } from './query-error.ts';
import { entityName } from './user-actions.ts';

/** Sizes of all inline policies together, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAXIMUM_SIZE = { user: 2048, role: 10_240 };

type Kind = 'user' | 'role';

/** The four calls about the inline policies of users, or of roles. */
function inlinePolicyActions(kind: Kind, Kind: 'User' | 'Role'): Record<string, QueryHandler> {
  return {
    [`Put${Kind}Policy`]: (call) => {
      const entity = permittedEntity(call, kind);
      const name = call.parameters.required('PolicyName');
      const policy = inlinePolicy(name, call.parameters.required('PolicyDocument'));
      const all = new Map([...entity.policies, [name, policy]]);
      const size = [...all.values()].reduce((sum, { document }) => sum + sizeOf(document), 0);
      if (size > MAXIMUM_SIZE[kind]) {
        const message = `Maximum policy size of ${MAXIMUM_SIZE[kind]} bytes exceeded for ${kind} ${entity.name}`;
        throw new QueryError('LimitExceeded', message);
      }
      entity.policies.set(name, policy);
      return undefined;
    },
    [`Get${Kind}Policy`]: (call) => {
      const entity = permittedEntity(call, kind);
      const { name, document } = policyOf(call, entity);
      return {
        [`${Kind}Name`]: entity.name,
        PolicyName: name,
        PolicyDocument: encodeURIComponent(document),
      };
    },
    [`Delete${Kind}Policy`]: (call) => {
      const entity = permittedEntity(call, kind);
      entity.policies.delete(policyOf(call, entity).name);
      return undefined;
    },
    [`List${Kind}Policies`]: (call) => ({
      PolicyNames: { member: [...permittedEntity(call, kind).policies.keys()].sort() },
      IsTruncated: false,
    }),
  };
}

export const POLICY_ACTIONS: Readonly<Record<string, QueryHandler>> = {
  ...inlinePolicyActions('user', 'User'),
  ...inlinePolicyActions('role', 'Role'),
};

function permittedEntity(call: SignedCall, kind: Kind): IamUser | Role {
  const { account } = call.identity;
  const name = entityName(call, kind === 'user' ? 'UserName' : 'RoleName');
  permit(call, entityArn(account, kind, name));
  const { identities } = call.surroundings;
  const entity = kind === 'user' ? identities.userNamed(account, name) : identities.roleNamed(account, name);
  if (entity !== undefined) return entity;
  throw new QueryError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`);
}

function policyOf({ parameters }: SignedCall, { kind, policies }: IamUser | Role) {
  const policyName = parameters.required('PolicyName');
  const policy = policies.get(policyName);
  if (policy !== undefined) return policy;
  throw new QueryError('NoSuchEntity', `The ${kind} policy with name ${policyName} cannot be found.`);
}

function sizeOf(document: string): number {
  return document.replaceAll(/\s/g, '').length;
}
