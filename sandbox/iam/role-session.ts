import { parsePolicy } from '../../src/permissions/index.ts';
import type { NamedPolicy } from '../../src/permissions/index.ts';
import type { Parameters } from './parameters.ts';
import type { Role, RoleSession } from './principals.ts';
import type { QueryCall } from './query-call.ts';
import { QueryError } from './query-error.ts';

/** What a request to assume a role asks for, whoever vouches for the caller. */
export interface SessionRequest {
  arn: string;
  name: string;
  policies: readonly NamedPolicy[];
  tags: Readonly<Record<string, string>>;
}

/** @throws QueryError `ValidationError`, ConnectorError `policy_invalid` */
export function readSessionRequest(parameters: Parameters): SessionRequest {
  const arn = parameters.required('RoleArn');
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(arn)) {
    throw new QueryError('ValidationError', `${arn} is invalid`);
  }
  const name = parameters.required('RoleSessionName');
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new QueryError(
      'ValidationError',
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  if (parameters.structures('PolicyArns').length > 0) {
    throw new QueryError('ValidationError', 'This server has no managed policies.');
  }
  const text = parameters.optional('Policy');
  const policies =
    text === undefined ? [] : [{ name: 'session policy', policy: parsePolicy(text, 'session') }];
  const tags = parameters
    .structures('Tags')
    .map((tag) => [tag.required('Key'), tag.optional('Value') ?? ''] as const);
  return { arn, name, policies, tags: Object.fromEntries(tags) };
}

/** How long the session lasts: as long as was asked for, and as the role allows. */
export function sessionSeconds(parameters: Parameters, role: Role, chained = false): number {
  const asked = parameters.number('DurationSeconds', { least: 900, most: 43_200, usual: 3600 });
  if (chained && asked > 3600) {
    throw new QueryError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (asked <= role.maximumSession) return asked;
  throw new QueryError(
    'ValidationError',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
}

export function newSession(
  role: Role,
  { name, policies, tags }: SessionRequest,
  { now }: QueryCall,
  provider?: string,
): RoleSession {
  return {
    kind: 'role_session',
    account: role.account,
    role,
    name,
    arn: `arn:aws:sts::${role.account.id}:assumed-role/${role.name}/${name}`,
    policies,
    tags,
    issued: now,
    provider,
  };
}
