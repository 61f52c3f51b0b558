import type { Answer, Context } from '../context.ts';
import type { ObjectVersion } from '../store/types.ts';
import { toXml } from '../xml.ts';

/** What the form asked to be answered: a redirection, 200, 201 with a document, or 204. */
export function postAnswer(
  context: Context,
  fields: ReadonlyMap<string, string>,
  { etag }: ObjectVersion,
  headers: Record<string, string | undefined>,
): Answer {
  const { virtualHost } = context.request.address;
  const bucket = virtualHost ? '' : `/${context.bucketName}`;
  const location = `http://${context.request.header('host')}${bucket}/${encodeURIComponent(context.key)}`;
  const told = { ...headers, etag: `"${etag}"`, location };
  const redirect = redirection(
    fields.get('success_action_redirect') ?? fields.get('redirect'),
    context,
    etag,
  );
  if (redirect !== undefined) return { status: 303, headers: { ...told, location: redirect } };
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers: told };
  if (status !== '201') return { status: 204, headers: told };
  const content = { Location: location, Bucket: context.bucketName, Key: context.key, ETag: `"${etag}"` };
  return { status: 201, headers: told, body: toXml('PostResponse', content) };
}

/** The page to go to, with what was stored in its query; an address that cannot be read is passed over. */
function redirection(
  address: string | undefined,
  { bucketName, key }: Context,
  etag: string,
): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  url.searchParams.append('bucket', bucketName);
  url.searchParams.append('key', key);
  url.searchParams.append('etag', `"${etag}"`);
  return url.toString();
}
