import type { XmlValue } from '../xml.ts';
import { entityArn } from './directory.ts';
import { permit } from './permit.ts';
import type { IamUser } from './principals.ts';
import type { QueryHandler, SignedCall } from './query-call.ts';
import { QueryError } from './query-error.ts';
import { newAccessKeyId, newSecret } from './sessions.ts';

/** https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const MAXIMUM_KEYS = 2;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html: a new user may do nothing. */
const createUser: QueryHandler = (call) => {
  const { parameters, identity, surroundings, now } = call;
  const { account } = identity;
  const name = entityName(call, 'UserName');
  permit(call, entityArn(account, 'user', name));
  if (surroundings.identities.userNamed(account, name) !== undefined) {
    throw new QueryError('EntityAlreadyExists', `User with name ${name} already exists.`);
  }
  const tags = Object.fromEntries(
    parameters.structures('Tags').map((tag) => [tag.required('Key'), tag.optional('Value') ?? '']),
  );
  const user = surroundings.identities.addUser({ name, account: account.id, policies: {}, tags }, now);
  return { User: describeUser(user) };
};

const getUser: QueryHandler = (call) => ({ User: describeUser(permittedUser(call)) });

const listUsers: QueryHandler = (call) => {
  permit(call, entityArn(call.identity.account, 'user', '*'));
  const users = [...call.surroundings.identities.users.values()];
  const own = users.filter(({ account }) => account.id === call.identity.account.id);
  return { Users: { member: own.map(describeUser) }, IsTruncated: false };
};

const deleteUser: QueryHandler = (call) => {
  const user = permittedUser(call);
  if (keysOf(call, user).length > 0 || user.policies.size > 0) {
    throw new QueryError(
      'LimitExceeded',
      'Cannot delete entity, must delete policies and access keys first.',
    );
  }
  call.surroundings.identities.users.delete(user.arn);
  return undefined;
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
const createAccessKey: QueryHandler = (call) => {
  const user = permittedUser(call);
  if (keysOf(call, user).length >= MAXIMUM_KEYS) {
    throw new QueryError('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${MAXIMUM_KEYS}`);
  }
  const { name, account } = user;
  const key = { accessKey: newAccessKeyId('AKIA'), secretKey: newSecret() };
  call.surroundings.identities.keys.set(key.accessKey, { ...key, name, account, principal: user });
  const described = { UserName: name, AccessKeyId: key.accessKey, Status: 'Active' };
  return {
    AccessKey: { ...described, SecretAccessKey: key.secretKey, CreateDate: call.now.toISOString() },
  };
};

const listAccessKeys: QueryHandler = (call) => {
  const user = permittedUser(call);
  const keys = keysOf(call, user).map((AccessKeyId) => ({
    UserName: user.name,
    AccessKeyId,
    Status: 'Active',
  }));
  return { AccessKeyMetadata: { member: keys }, IsTruncated: false };
};

const deleteAccessKey: QueryHandler = (call) => {
  const user = permittedUser(call);
  const accessKey = call.parameters.required('AccessKeyId');
  if (!keysOf(call, user).includes(accessKey)) {
    throw new QueryError('NoSuchEntity', `The Access Key with id ${accessKey} cannot be found.`);
  }
  call.surroundings.identities.keys.delete(accessKey);
  return undefined;
};

export const USER_ACTIONS: Readonly<Record<string, QueryHandler>> = {
  CreateAccessKey: createAccessKey,
  CreateUser: createUser,
  DeleteAccessKey: deleteAccessKey,
  DeleteUser: deleteUser,
  GetUser: getUser,
  ListAccessKeys: listAccessKeys,
  ListUsers: listUsers,
};

/** The user that a call names, or else the caller. */
function permittedUser(call: SignedCall): IamUser {
  const { identity, surroundings } = call;
  const { principal } = identity;
  const name = call.parameters.optional('UserName') ?? (principal.kind === 'user' ? principal.name : '');
  permit(call, entityArn(identity.account, 'user', name));
  const user = surroundings.identities.userNamed(identity.account, name);
  if (user !== undefined) return user;
  throw new QueryError('NoSuchEntity', `The user with name ${name} cannot be found.`);
}

function keysOf({ surroundings }: SignedCall, user: IamUser): string[] {
  const keys = [...surroundings.identities.keys.values()];
  return keys
    .filter(({ principal, sessionToken }) => principal === user && sessionToken === undefined)
    .map(({ accessKey }) => accessKey);
}

/** @throws QueryError `ValidationError` */
export function entityName({ parameters }: SignedCall, parameter: string): string {
  const name = parameters.required(parameter);
  if (/^[\w+=,.@-]{1,64}$/.test(name)) return name;
  throw new QueryError(
    'ValidationError',
    `The specified value for ${parameter.charAt(0).toLowerCase()}${parameter.slice(1)} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}

function describeUser({ name, id, arn, created, tags }: IamUser): XmlValue {
  const member = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    Path: '/',
    UserName: name,
    UserId: id,
    Arn: arn,
    CreateDate: created.toISOString(),
    Tags: member.length === 0 ? undefined : { member },
  };
}
