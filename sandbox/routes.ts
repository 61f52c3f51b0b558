import type { Context, Handler } from './context.ts';
import { S3Error } from './errors.ts';
import { deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets.ts';
import { createBucket } from './operations/create-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { listObjects, listObjectsV2 } from './operations/list-objects.ts';
import { putObject } from './operations/put-object.ts';

type Level = 'service' | 'bucket' | 'object';

/** What tells one API from another: method, level, and the query parameters (or header) it needs. */
interface Route {
  method: string;
  level: Level;
  /** Parameters that must all be there; `list-type=2` wants that value. */
  query: readonly string[];
  header?: string;
  name: string;
  /** Undefined for APIs that this server knows and does not have. */
  handler?: Handler;
}

/**
 * S3's APIs in the order in which they are tried, the more specific first:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const ROUTES: readonly Route[] = [
  on('GET', 'service', '', 'ListBuckets', listBuckets),

  on('PUT', 'bucket', '', 'CreateBucket', createBucket),
  on('HEAD', 'bucket', '', 'HeadBucket', headBucket),
  on('DELETE', 'bucket', '', 'DeleteBucket', deleteBucket),
  on('GET', 'bucket', 'location', 'GetBucketLocation', getBucketLocation),
  on('GET', 'bucket', 'list-type=2', 'ListObjectsV2', listObjectsV2),
  on('GET', 'bucket', '', 'ListObjects', listObjects),

  on('PUT', 'object', '', 'PutObject', putObject),
  on('GET', 'object', '', 'GetObject', getObject),
  on('HEAD', 'object', '', 'HeadObject', headObject),
  on('DELETE', 'object', '', 'DeleteObject', deleteObject),
];

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

function on(
  method: string,
  level: Level,
  query: string,
  name: string,
  handler?: Handler,
  header?: string,
): Route {
  return { method, level, query: query === '' ? [] : query.split('&'), header, name, handler };
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
