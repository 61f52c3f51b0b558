import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { STSClient, STSClientConfig } from '@aws-sdk/client-sts';
import type { Auth } from '../src/index.ts';
import { bind, loadSdk, type ClientFor, type Purpose, type S3 } from './client.ts';
import type { S3Connection } from './connection.ts';
import { accountSettings, credentialsOf } from './credentials.ts';
import { closedToTheEnvironment } from './environment.ts';

export interface ClientOptions {
  /** Sends HTTP in the connector's place: a proxy, a custom CA, a stub. */
  requestHandler?: S3ClientConfig['requestHandler'];
  clock?: () => Date;
  /** How many clients to keep; the one unused for longest goes first. */
  cachedClients?: number;
}

/** Clients by connection and region; all of them share one pool of sockets. */
export interface Clients {
  open(auth: Auth, region: string, signal?: AbortSignal): S3;
  close(): void;
}

type Handler = NonNullable<S3ClientConfig['requestHandler']>;

/** The one place that builds clients. */
export function createClients(options: ClientOptions = {}): Clients {
  const cache = new Map<string, Promise<ClientFor[Purpose]>>();
  let sockets: Promise<Handler> | undefined;
  const handler = async () => options.requestHandler ?? (sockets ??= createSockets());

  const clientFor = <Wanted extends Purpose>(
    connection: S3Connection,
    region: string,
    purpose: Wanted,
  ): Promise<ClientFor[Wanted]> => {
    // The whole connection is the key, secrets included: two connections never share a client.
    const key = JSON.stringify([purpose, region, connection]);
    const client = cache.get(key) ?? create(connection, region, purpose);
    // Taken out and put back, a client stands last: the first is then the one unused for longest.
    cache.delete(key);
    cache.set(key, client);
    const oldest = cache.keys().next().value;
    if (cache.size > (options.cachedClients ?? 100) && oldest !== undefined) cache.delete(oldest);
    return client as Promise<ClientFor[Wanted]>;
  };
  const create = async (
    connection: S3Connection,
    region: string,
    purpose: Purpose,
  ): Promise<ClientFor[Purpose]> => {
    const requestHandler = await handler();
    if (purpose === 'send') {
      const credentials = await credentialsOf(connection, region, requestHandler);
      return createClient(connection, region, purpose, requestHandler, credentials);
    }
    // All sign with the same credentials: those of a role are fetched once.
    const { credentials } = (await clientFor(connection, region, 'send')).config;
    if (purpose === 'presign')
      return createClient(connection, region, purpose, requestHandler, { credentials });
    const settings = accountSettings(purpose, connection, region, requestHandler);
    return createAccountClient(purpose, { ...settings, credentials, logger: silent });
  };
  return {
    open: ({ connection }, region, signal) => {
      const named = connection as S3Connection;
      return bind((purpose) => clientFor(named, region, purpose), named, region, signal, options.clock);
    },
    close: () => {
      cache.clear();
      void sockets?.then((open) => (open as { destroy?: () => void }).destroy?.());
      sockets = undefined;
    },
  };
}

/** Keep-alive sockets for all clients: a client that is forgotten has nothing of its own to release. */
async function createSockets(): Promise<Handler> {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const agent = { keepAlive: true, maxSockets: 256 };
  return new NodeHttpHandler({
    connectionTimeout: 10_000,
    socketTimeout: 120_000,
    httpAgent: agent,
    httpsAgent: agent,
  });
}

/** The SDK would warn on the console, which belongs to the host. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

async function createClient(
  connection: S3Connection,
  region: string,
  purpose: 'send' | 'presign',
  requestHandler: Handler,
  credentials: Partial<S3ClientConfig>,
): Promise<S3Client> {
  const { S3Client } = await loadSdk('s3');
  const custom = connection.endpoint !== undefined;
  // Servers other than AWS may not know the SDK's default checksums, and a presigned URL must not carry them.
  const checksums = custom || purpose === 'presign' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED';
  return new S3Client({
    ...closedToTheEnvironment,
    ...credentials,
    requestHandler,
    logger: silent,
    region,
    ...(custom ? { endpoint: connection.endpoint as string } : {}),
    forcePathStyle: connection.force_path_style ?? custom,
    useFipsEndpoint: connection.use_fips ?? false,
    useDualstackEndpoint: connection.use_dual_stack ?? false,
    useArnRegion: true,
    disableS3ExpressSessionAuth: false,
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
  });
}

/** A client of STS, or of IAM. */
async function createAccountClient(
  api: 'sts' | 'iam',
  settings: STSClientConfig & IAMClientConfig,
): Promise<STSClient | IAMClient> {
  if (api === 'sts') return new (await loadSdk('sts')).STSClient(settings);
  return new (await loadSdk('iam')).IAMClient(settings);
}
