import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import type { ApiName, Apis, CommandName, RequestOf, ResponseOf } from './commands.ts';
import type { S3Connection } from './connection.ts';
import { fail } from './errors.ts';
import { callTo } from './called.ts';
import { accountAddress } from './credentials.ts';
import { endpointOf, locationOf } from './location.ts';
import { upload, type UploadOptions, type UploadResult } from './upload.ts';

/** What makes calls of one API. */
export interface Caller<Api extends ApiName> {
  /** Makes one call. */
  send<Name extends CommandName<Api>>(
    command: Name,
    request: RequestOf<Name, Api>,
  ): Promise<ResponseOf<Name, Api>>;
}

/** S3 as an operation sees it, bound to one run: its connection, its region, its signal. */
export interface S3 extends Caller<'s3'> {
  /** The region that the calls go to. */
  region: string;
  /** The address that they go to. */
  endpoint: string;
  /** Tells who signs: with the same credentials, under the same signal. */
  sts: Caller<'sts'>;
  /** Tells what those may do, likewise. */
  iam: Caller<'iam'>;
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

/** The client for each purpose: the SDK's settings for sending do not fit signing for others. */
export interface ClientFor {
  send: S3Client;
  presign: S3Client;
  sts: STSClient;
  iam: IAMClient;
}

export type Purpose = keyof ClientFor;

/** The SDK of S3 takes a tenth of a second to load: none is loaded before the first call of its API. */
const loaders: { [Api in ApiName]: () => Promise<Apis[Api]> } = {
  s3: () => import('@aws-sdk/client-s3'),
  sts: () => import('@aws-sdk/client-sts'),
  iam: () => import('@aws-sdk/client-iam'),
};
const loaded: { [Api in ApiName]?: Promise<Apis[Api]> } = {};
export const loadSdk = <Api extends ApiName>(api: Api): Promise<Apis[Api]> =>
  (loaded[api] ??= loaders[api]() as never);

/**
 * Binds clients to one run.
 * @param clientFor gives the client for a purpose
 */
export function bind(
  clientFor: <Wanted extends Purpose>(purpose: Wanted) => Promise<ClientFor[Wanted]>,
  connection: S3Connection,
  region: string,
  signal: AbortSignal | undefined,
  clock: (() => Date) | undefined,
): S3 {
  const callerOf = <Api extends ApiName>(api: Api): Caller<Api> => ({
    async send(command, request) {
      const client = (await clientFor(api === 's3' ? 'send' : api)) as S3Client;
      return client.send(await commandOf(api, command, request), { abortSignal: signal }) as never;
    },
  });
  const accountCallerOf = <Api extends 'sts' | 'iam'>(api: Api): Caller<Api> => {
    if (connection.type === 'anonymous') return NOBODY;
    const { send } = callerOf(api);
    return { send: (...call) => callTo(accountAddress(api, connection), () => send(...call)) };
  };
  return {
    ...callerOf('s3'),
    sts: accountCallerOf('sts'),
    iam: accountCallerOf('iam'),
    region,
    endpoint: endpointOf(connection, region),
    async presign(command, request, seconds, headers = []) {
      if (connection.type === 'anonymous') throw fail('anonymous_cannot_sign');
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      const signed = new Set(headers);
      return getSignedUrl(await clientFor('presign'), await commandOf('s3', command, request), {
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
          await loadSdk('s3'),
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

/** STS and IAM answer nobody who has not signed. */
const NOBODY = { send: () => Promise.reject(fail('anonymous_cannot_sign')) };

async function commandOf(api: ApiName, name: string, request: unknown): Promise<never> {
  const modules = (await loadSdk(api)) as unknown as Record<string, new (request: object) => never>;
  const Command = modules[`${name}Command`] as new (request: object) => never;
  return new Command(given(request as object));
}

/** A request without the members that say nothing: the SDK would look at each in a dozen places. */
const given = (request: object) =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
