import type { S3Client } from '@aws-sdk/client-s3';
import type { CommandName, RequestOf, ResponseOf } from './commands.ts';
import type { S3Connection } from './connection.ts';
import { fail } from './errors.ts';
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

type Sdk = typeof import('@aws-sdk/client-s3');

/** What a client is for: the SDK's settings for sending do not fit signing for others. */
export type Purpose = 'send' | 'presign';

/** The SDK takes a tenth of a second to load: not before the first call. */
let sdk: Promise<Sdk> | undefined;
export const loadSdk = () => (sdk ??= import('@aws-sdk/client-s3'));

/**
 * Binds clients to one run.
 * @param clientFor gives the client that sends, or the one that signs for others
 */
export function bind(
  clientFor: (purpose: Purpose) => Promise<S3Client>,
  connection: S3Connection,
  region: string,
  signal: AbortSignal | undefined,
  clock: (() => Date) | undefined,
): S3 {
  const commandOf = async (name: CommandName, request: unknown) => {
    const modules = (await loadSdk()) as unknown as Record<string, new (request: unknown) => never>;
    const Command = modules[`${name}Command`] as new (request: unknown) => never;
    return new Command(given(request as object));
  };
  return {
    region,
    async send(command, request) {
      const client = await clientFor('send');
      return client.send(await commandOf(command, request), { abortSignal: signal }) as never;
    },
    async presign(command, request, seconds, headers = []) {
      if (connection.type === 'anonymous') throw fail('anonymous_cannot_sign');
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

/** A request without the members that say nothing: the SDK would look at each in a dozen places. */
const given = (request: object) =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
