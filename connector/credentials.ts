import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { callTo } from './called.ts';
import type { S3Connection } from './connection.ts';
import { closedToTheEnvironment } from './environment.ts';

type Handler = S3ClientConfig['requestHandler'];

/**
 * How the client signs for this connection. Temporary credentials are fetched on the first call, kept, and renewed
 * shortly before they expire.
 */
export async function credentialsOf(
  connection: S3Connection,
  region: string,
  requestHandler: Handler,
): Promise<Partial<S3ClientConfig>> {
  switch (connection.type) {
    case 'access_key':
      return { credentials: keysOf(connection) };
    case 'anonymous':
      return {
        credentials: { accessKeyId: '', secretAccessKey: '' },
        signer: { sign: async (request) => request },
      };
    case 'ambient': {
      const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
      return { credentials: fromNodeProviderChain({ clientConfig: { region } }) };
    }
    case 'assume_role': {
      const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
      const clientConfig = accountSettings('sts', connection, region, requestHandler);
      const params = { ...roleOf(connection), ExternalId: connection.external_id };
      const provide = fromTemporaryCredentials({
        masterCredentials: keysOf(connection),
        params,
        clientConfig,
      });
      return { credentials: (given) => callTo(accountAddress('sts', connection), () => provide(given)) };
    }
    case 'web_identity': {
      const { fromWebToken } = await import('@aws-sdk/credential-providers');
      const { RoleArn, RoleSessionName, DurationSeconds } = roleOf(connection);
      const provide = fromWebToken({
        roleArn: RoleArn,
        roleSessionName: RoleSessionName,
        durationSeconds: DurationSeconds,
        webIdentityToken: connection.web_identity_token as string,
        clientConfig: accountSettings('sts', connection, region, requestHandler),
      });
      return { credentials: (given) => callTo(accountAddress('sts', connection), () => provide(given)) };
    }
  }
}

const keysOf = ({ access_key, secret_key, session_token }: S3Connection) => ({
  accessKeyId: access_key as string,
  secretAccessKey: secret_key as string,
  ...(session_token === undefined ? {} : { sessionToken: session_token }),
});

const roleOf = ({ role_arn, session_name, duration_seconds }: S3Connection) => ({
  RoleArn: role_arn as string,
  RoleSessionName: session_name as string,
  DurationSeconds: duration_seconds as number,
});

/**
 * How to reach STS or IAM: in the same region, and on the custom endpoint when there is one, since such servers carry
 * their own. What is signed with keys of another server never goes to AWS, unless the connection says so.
 */
export function accountSettings(
  api: 'sts' | 'iam',
  connection: S3Connection,
  region: string,
  requestHandler: Handler,
) {
  const endpoint = accountEndpoint(api, connection);
  return {
    region,
    requestHandler: requestHandler as never,
    ...closedToTheEnvironment,
    useFipsEndpoint: connection.use_fips ?? false,
    useDualstackEndpoint: connection.use_dual_stack ?? false,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

const accountEndpoint = (api: 'sts' | 'iam', connection: S3Connection): string | undefined =>
  connection[`${api}_endpoint`] ?? connection.endpoint;

/** Where STS or IAM is, in words for an error: its endpoint, or its name where AWS has it. */
export const accountAddress = (api: 'sts' | 'iam', connection: S3Connection): string =>
  accountEndpoint(api, connection) ?? api.toUpperCase();
