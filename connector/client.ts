import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { Auth } from '../src/index.ts';
import type { CommandName, RequestOf, ResponseOf } from './commands.ts';
import type { S3Connection } from './connection.ts';
import { credentialsOf } from './credentials.ts';
import { closedToTheEnvironment } from './environment.ts';
import { locationOf } from './location.ts';
import { upload, type UploadOptions, type UploadResult } from './upload.ts';

/** S3 as an operation sees it, bound to one run: its connection, its region, its signal. */
export interface S3 {
  /** The region that the calls go to. */
  region: string;
  /** Makes one call. */
  send<Name extends CommandName>(command: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>>;
  /**
   * Signs a call for somebody else to make within `seconds`. Makes no call itself, but may fetch credentials.
   * @param headers that must then be sent exactly as signed, in lower case
   */
  presign<Name extends CommandName>(
    command: Name,
    request: RequestOf<Name>,
    seconds: number,
    headers?: readonly string[],
  ): Promise<string>;
  /** When the credentials themselves expire, if they do: a presigned URL does not outlive them. */
  credentialsExpire(): Promise<Date | undefined>;
  /** Stores a stream of any length, in one PUT or in parts; nothing stays behind on failure. */
  upload(request: RequestOf<'PutObject'>, options: UploadOptions): Promise<UploadResult>;
  /** The address of an object, without a signature. */
  location(bucket: string, key: string): string;
}

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

type Sdk = typeof import('@aws-sdk/client-s3');
type Handler = NonNullable<S3ClientConfig['requestHandler']>;
type Purpose = 'send' | 'presign';

/** The SDK takes a tenth of a second to load: not before the first call. */
let sdk: Promise<Sdk> | undefined;
const loadSdk = () => (sdk ??= import('@aws-sdk/client-s3'));

/** The one place that builds S3 clients. */
export function createClients(options: ClientOptions = {}): Clients {
  const cache = new Map<string, Promise<S3Client>>();
  let sockets: Promise<Handler> | undefined;
  const handler = async () => options.requestHandler ?? (sockets ??= createSockets());

  const clientFor = (connection: S3Connection, region: string, purpose: Purpose): Promise<S3Client> => {
    // The whole connection is the key, secrets included: two connections never share a client.
    const key = JSON.stringify([purpose, region, connection]);
    const client =
      cache.get(key) ??
      handler().then((requestHandler) => createClient(connection, region, purpose, requestHandler));
    // Taken out and put back, a client stands last: the first is then the one unused for longest.
    cache.delete(key);
    cache.set(key, client);
    const oldest = cache.keys().next().value;
    if (cache.size > (options.cachedClients ?? 100) && oldest !== undefined) cache.delete(oldest);
    return client;
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
  purpose: Purpose,
  requestHandler: Handler,
): Promise<S3Client> {
  const { S3Client } = await loadSdk();
  const custom = connection.endpoint !== undefined;
  // Servers other than AWS may not know the SDK's default checksums, and a presigned URL must not carry them.
  const checksums = custom || purpose === 'presign' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED';
  return new S3Client({
    ...closedToTheEnvironment,
    ...(await credentialsOf(connection, region, requestHandler)),
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

function bind(
  clientFor: (purpose: Purpose) => Promise<S3Client>,
  connection: S3Connection,
  region: string,
  signal: AbortSignal | undefined,
  clock: (() => Date) | undefined,
): S3 {
  const commandOf = async (name: CommandName, request: unknown) => {
    const modules = (await loadSdk()) as unknown as Record<string, new (request: unknown) => never>;
    const Command = modules[`${name}Command`] as new (request: unknown) => never;
    return new Command(request);
  };
  return {
    region,
    async send(command, request) {
      const client = await clientFor('send');
      return client.send(await commandOf(command, request), { abortSignal: signal }) as never;
    },
    async presign(command, request, seconds, headers = []) {
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      const signed = new Set(headers);
      return getSignedUrl(await clientFor('presign'), await commandOf(command, request), {
        expiresIn: seconds,
        signableHeaders: signed,
        unhoistableHeaders: signed,
        ...(clock ? { signingDate: clock() } : {}),
      });
    },
    async credentialsExpire() {
      return (await (await clientFor('presign')).config.credentials()).expiration;
    },
    async upload(request, options) {
      try {
        return await upload(
          await clientFor('send'),
          await loadSdk(),
          request,
          options,
          signal ?? new AbortController().signal,
        );
      } catch (error) {
        options.body.destroy();
        throw error;
      }
    },
    location: (bucket, key) => locationOf(connection, region, bucket, key),
  };
}
