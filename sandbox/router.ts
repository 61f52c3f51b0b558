import type { Context, Handler } from './context.ts';
import { S3Error } from './errors.ts';
import { ROUTES } from './routes.ts';
import type { Level, Route } from './routes.ts';

/**
 * Query parameters that make a request something else than the plain operation on the resource.
 * One that no route takes is refused, never passed over.
 */
const SUBRESOURCES: ReadonlySet<string> = new Set(
  (
    'abac accelerate acl analytics append attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle ' +
    'location logging metadataConfiguration metadataInventoryTable metadataJournalTable metadataTable metrics notification object-lock ' +
    'ownershipControls partNumber policy policyStatus publicAccessBlock renameObject replication requestPayment restore retention ' +
    'select select-type session tagging torrent uploadId uploads versioning versions website'
  ).split(' '),
);

/**
 * Finds the API a request calls.
 * @throws S3Error `NotImplemented` for a subresource without a handler, `MethodNotAllowed` for another method
 */
export function route(context: Context): { name: string; handler: Handler } {
  const { method } = context.request;
  const level = levelOf(context);
  const candidates = ROUTES.filter((candidate) => candidate.level === level && candidate.method === method);
  const found = candidates.find((candidate) => takes(candidate, context));
  if (found === undefined || unclaimed(found, context).length > 0)
    throw refusal(candidates.length > 0, context);
  if (found.handler === undefined) throw notImplemented(found.name);
  return { name: found.name, handler: found.handler };
}

function levelOf({ request: { address } }: Context): Level {
  if (address.bucket === undefined) return 'service';
  return address.key === undefined ? 'bucket' : 'object';
}

function takes({ query, header }: Route, context: Context): boolean {
  if (header !== undefined && context.header(header) === undefined) return false;
  return query.every((condition) => {
    const [name = '', value] = condition.split('=');
    const sent = context.query(name);
    return value === undefined ? sent !== undefined : sent === value;
  });
}

/** Subresources in the query that the route does not ask for; reading one part of an object is a plain read. */
function unclaimed({ name, query }: Route, context: Context): string[] {
  const claimed = name === 'GetObject' || name === 'HeadObject' ? [...query, 'partNumber'] : query;
  const sent = context.request.parameters.map((parameter) => parameter.name);
  return sent.filter((parameter) => SUBRESOURCES.has(parameter) && !claimed.includes(parameter));
}

function refusal(methodKnown: boolean, context: Context): S3Error {
  const sent = context.request.parameters.find(({ name }) => SUBRESOURCES.has(name));
  if (sent !== undefined) return notImplemented(sent.name);
  const { method } = context.request;
  return methodKnown
    ? notImplemented(method)
    : new S3Error('MethodNotAllowed', { fields: { Method: method, ResourceType: 'SERVICE' } });
}

function notImplemented(what: string): S3Error {
  return new S3Error('NotImplemented', { message: `This server does not implement ${what}.` });
}
