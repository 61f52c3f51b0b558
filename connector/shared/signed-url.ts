import { mimeTypeOf, type Context } from '../../src/index.ts';
import type { S3 } from '../client.ts';
import type { RequestOf, ResponseOf } from '../commands.ts';
import { fail } from '../errors.ts';
import { fileNameOf } from './keys.ts';

/** What signing needs of a run. */
type Signing = Pick<Context<S3>, 'client' | 'clock'>;

interface Wanted {
  /** How long the URL is to work. */
  seconds: number;
  mime_type?: string;
  /** Headers, in lower case, that must be sent exactly as signed. */
  headers?: readonly string[];
}

/** A file object whose URL is a presigned GET of an object itself: no byte moves. */
export async function signedFile(
  { client, clock }: Signing,
  request: RequestOf<'GetObject'>,
  { seconds, mime_type, headers }: Wanted,
) {
  const expires = Math.floor(clock().getTime() / 1000) + seconds;
  const key = request.Key as string;
  const url = await client.presign('GetObject', request, seconds, headers);
  const name = fileNameOf(key);
  return { name, url, mime_type: mime_type ?? mimeTypeOf(name), expires };
}

const REFERENCE_SECONDS = 3600;

/** A file object for an object that was just looked at, which lives an hour, or as long as the credentials. */
export async function referenceTo(
  { ContentType }: Pick<ResponseOf<'HeadObject'>, 'ContentType'>,
  { Bucket, Key, VersionId, ExpectedBucketOwner, RequestPayer }: RequestOf<'HeadObject'>,
  context: Context<S3>,
) {
  const seconds = await secondsAtMost(REFERENCE_SECONDS, context);
  // Conditions held when the object was looked at; signed, they would have to be sent with the URL.
  const request = { Bucket, Key, VersionId, ExpectedBucketOwner, RequestPayer };
  return signedFile(context, request, { seconds, mime_type: ContentType });
}

/** As many seconds as are wanted, or as the credentials still live. */
export async function secondsAtMost(wanted: number, signing: Signing): Promise<number> {
  return Math.max(1, Math.min(wanted, await longestExpiry(signing)));
}

/** @throws ConnectorError `expiry_too_long` when the credentials expire before a URL is to */
export async function refuseToOutlive(context: Context<S3>, seconds: number): Promise<void> {
  const remaining = await longestExpiry(context);
  if (seconds > remaining) throw fail('expiry_too_long', { remaining: Math.max(0, remaining) });
}

/** Seconds that the credentials live, and with them every URL that they sign; Infinity when they do not expire. */
async function longestExpiry({ client, clock }: Signing): Promise<number> {
  const end = await client.credentialsExpire();
  return end === undefined ? Infinity : Math.floor((end.getTime() - clock().getTime()) / 1000);
}
