import { assumeRole } from './assume-role.ts';
import { principalArn, principalId } from './principals.ts';
import type { QueryHandler } from './query-call.ts';
import { QueryError } from './query-error.ts';
import { issueCredentials } from './sessions.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: nobody needs permission for it. */
const getCallerIdentity: QueryHandler = ({ identity: { principal } }) => ({
  UserId: principalId(principal),
  Account: principal.account.id,
  Arn: principalArn(principal),
});

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const getSessionToken: QueryHandler = (call) => {
  const { identity, parameters } = call;
  if (identity.sessionToken !== undefined) {
    throw new QueryError('AccessDenied', 'Cannot call GetSessionToken with session credentials');
  }
  // A root user's session lasts an hour at most, whatever it asks for.
  const root = identity.principal.kind === 'root';
  const asked = parameters.number('DurationSeconds', { least: 900, most: 129_600, usual: 43_200 });
  const seconds = root ? Math.min(asked, 3600) : asked;
  return { Credentials: issueCredentials(call, identity.principal, seconds) };
};

/** The APIs of STS that are called with a signature. */
export const STS_ACTIONS: Readonly<Record<string, QueryHandler>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
  GetSessionToken: getSessionToken,
};
