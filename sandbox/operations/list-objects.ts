import type { Answer, Context } from '../context.ts';
import { invalidArgument } from '../errors.ts';
import type { ObjectVersion } from '../store/types.ts';
import { toXml } from '../xml.ts';
import type { XmlValue } from '../xml.ts';
import { restoreStatus } from './archive.ts';
import {
  decodeToken,
  encodeToken,
  entryName,
  listEntries,
  listParameters,
  objectEntry,
  takePage,
} from './listing.ts';
import type { Entry, ListParameters } from './listing.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export async function listObjectsV2(context: Context): Promise<Answer> {
  const parameters = listParameters(context);
  const token = context.query('continuation-token');
  const startAfter = context.query('start-after');
  if (token === '')
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', '');
  const after = token === undefined ? (startAfter ?? '') : decodeToken(token);
  const { page, truncated } = pageOf(context, parameters, after);
  const last = page.at(-1);
  const content = {
    ...common(context, parameters),
    KeyCount: page.length,
    IsTruncated: truncated,
    ContinuationToken: token,
    NextContinuationToken: truncated && last !== undefined ? encodeToken(entryName(last)) : undefined,
    StartAfter: startAfter === undefined ? undefined : parameters.encode(startAfter),
    ...entries(context, page, parameters, context.query('fetch-owner') === 'true'),
  };
  return { status: 200, body: toXml('ListBucketResult', content) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export async function listObjects(context: Context): Promise<Answer> {
  const parameters = listParameters(context);
  const marker = context.query('marker') ?? '';
  const { page, truncated } = pageOf(context, parameters, marker);
  const last = page.at(-1);
  // Without a delimiter the last key is the marker, and S3 does not repeat it.
  const named = truncated && last !== undefined && parameters.delimiter !== '';
  const content = {
    ...common(context, parameters),
    Marker: parameters.encode(marker),
    NextMarker: named ? parameters.encode(entryName(last)) : undefined,
    IsTruncated: truncated,
    ...entries(context, page, parameters, true),
  };
  return { status: 200, body: toXml('ListBucketResult', content) };
}

function pageOf(
  context: Context,
  parameters: ListParameters,
  after: string,
): { page: Entry[]; truncated: boolean } {
  const found = listEntries(
    context.bucket.keys,
    parameters,
    after,
    ({ versions }) => versions[0]?.deleteMarker === false,
  );
  return takePage(found, parameters.maximum);
}

function common(context: Context, parameters: ListParameters): { [name: string]: XmlValue } {
  return {
    Name: context.bucketName,
    Prefix: parameters.encode(parameters.prefix),
    Delimiter: parameters.delimiter === '' ? undefined : parameters.encode(parameters.delimiter),
    MaxKeys: parameters.maximum,
    EncodingType: parameters.encodingType,
  };
}

function entries(
  context: Context,
  page: Entry[],
  { encode }: ListParameters,
  withOwner: boolean,
): { [name: string]: XmlValue } {
  const contents: XmlValue[] = [];
  const prefixes: XmlValue[] = [];
  for (const entry of page) {
    if ('commonPrefix' in entry) {
      prefixes.push({ Prefix: encode(entry.commonPrefix) });
      continue;
    }
    const object = entry.record.versions[0] as ObjectVersion;
    const owner = withOwner ? { Owner: { ID: object.owner } } : {};
    contents.push({
      Key: encode(entry.record.key),
      ...objectEntry(object),
      ...owner,
      ...restoreStatus(context, object),
    });
  }
  return { Contents: contents, CommonPrefixes: prefixes };
}
