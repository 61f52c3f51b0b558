import type { XmlValue } from '../xml.ts';
import { entityArn } from './directory.ts';
import { trustPolicy } from './documents.ts';
import { permit } from './permit.ts';
import type { Role } from './principals.ts';
import type { QueryHandler } from './query-call.ts';
import { QueryError } from './query-error.ts';
import { entityName } from './user-actions.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const createRole: QueryHandler = (call) => {
  const { parameters, identity, surroundings, now } = call;
  const { account } = identity;
  const name = entityName(call, 'RoleName');
  permit(call, entityArn(account, 'role', name));
  if (surroundings.identities.roleNamed(account, name) !== undefined) {
    throw new QueryError('EntityAlreadyExists', `Role with name ${name} already exists.`);
  }
  const role = surroundings.identities.addRole(
    {
      name,
      account: account.id,
      trust: parameters.required('AssumeRolePolicyDocument'),
      max_session_seconds: parameters.number('MaxSessionDuration', {
        least: 3600,
        most: 43_200,
        usual: 3600,
      }),
    },
    now,
  );
  return { Role: describeRole(role) };
};

const getRole: QueryHandler = (call) => {
  const name = entityName(call, 'RoleName');
  permit(call, entityArn(call.identity.account, 'role', name));
  const role = call.surroundings.identities.roleNamed(call.identity.account, name);
  if (role === undefined) throw new QueryError('NoSuchEntity', `The role with name ${name} cannot be found.`);
  return { Role: describeRole(role) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
const updateAssumeRolePolicy: QueryHandler = (call) => {
  const name = entityName(call, 'RoleName');
  permit(call, entityArn(call.identity.account, 'role', name));
  const role = call.surroundings.identities.roleNamed(call.identity.account, name);
  if (role === undefined) throw new QueryError('NoSuchEntity', `The role with name ${name} cannot be found.`);
  role.trust = trustPolicy(call.parameters.required('PolicyDocument'));
  return undefined;
};

export const ROLE_ACTIONS: Readonly<Record<string, QueryHandler>> = {
  CreateRole: createRole,
  GetRole: getRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
};

function describeRole({ name, id, arn, created, trust, maximumSession }: Role): XmlValue {
  return {
    Path: '/',
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: created.toISOString(),
    AssumeRolePolicyDocument: encodeURIComponent(trust.document),
    MaxSessionDuration: maximumSession,
  };
}
