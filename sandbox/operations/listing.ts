import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { invalidArgument } from '../errors.ts';
import type { KeyIndex } from '../store/key-index.ts';
import type { KeyRecord, ObjectVersion } from '../store/types.ts';
import { encodeListed } from '../uri.ts';

const MAXIMUM_PAGE = 1000;

/** What every listing of keys takes. */
export interface ListParameters {
  prefix: string;
  delimiter: string;
  maximum: number;
  /** Writes a name as the client wants it: as it is, or percent-encoded. */
  encode: (name: string) => string;
  encodingType?: string;
}

export function listParameters(context: Context, maximumName = 'max-keys'): ListParameters {
  const encodingType = context.query('encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  }
  return {
    prefix: context.query('prefix') ?? '',
    delimiter: context.query('delimiter') ?? '',
    maximum: pageSize(context, maximumName),
    encode: encodingType === 'url' ? encodeListed : (name) => name,
    encodingType,
  };
}

/** A page has at most 1,000 entries, whatever is asked for. */
export function pageSize(context: Context, name: string): number {
  const text = context.query(name);
  if (text === undefined || text === '') return MAXIMUM_PAGE;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
  }
  return Math.min(Number(text), MAXIMUM_PAGE);
}

/** One entry of a listing: a key, or the common prefix of several. */
export type Entry = { record: KeyRecord } | { commonPrefix: string };

/**
 * Walks keys after `after` in byte order; keys with the delimiter behind the prefix are one entry, and skipped by
 * binary search. `wanted` says which keys count at all.
 */
export function* listEntries(
  keys: KeyIndex,
  parameters: ListParameters,
  after: string,
  wanted: (record: KeyRecord) => boolean,
): Generator<Entry> {
  const { prefix, delimiter } = parameters;
  let position = Math.max(keys.position(prefix), after === '' ? 0 : startPosition(keys, parameters, after));
  for (let record = keys.at(position); record?.key.startsWith(prefix) === true; record = keys.at(position)) {
    position += 1;
    if (!wanted(record)) continue;
    const end = delimiter === '' ? -1 : record.key.indexOf(delimiter, prefix.length);
    if (end === -1) {
      yield { record };
      continue;
    }
    const commonPrefix = record.key.slice(0, end + delimiter.length);
    yield { commonPrefix };
    position = keys.positionAfterPrefix(commonPrefix);
  }
}

/** A marker that is a common prefix stands for every key below it. */
function startPosition(keys: KeyIndex, { prefix, delimiter }: ListParameters, after: string): number {
  const isCommonPrefix =
    delimiter !== '' &&
    after.startsWith(prefix) &&
    after.slice(prefix.length).indexOf(delimiter) === after.length - prefix.length - delimiter.length &&
    after.endsWith(delimiter) &&
    after.length > prefix.length;
  return isCommonPrefix ? keys.positionAfterPrefix(after) : keys.positionAfter(after);
}

export function entryName(entry: Entry): string {
  return 'record' in entry ? entry.record.key : entry.commonPrefix;
}

/** Takes one page, and tells whether more would follow. */
export function takePage<T>(entries: Iterable<T>, maximum: number): { page: T[]; truncated: boolean } {
  const page: T[] = [];
  if (maximum === 0) return { page, truncated: false };
  for (const entry of entries) {
    if (page.length === maximum) return { page, truncated: true };
    page.push(entry);
  }
  return { page, truncated: false };
}

/** Continuation tokens carry the last name of the page before, and a check that nobody made them up. */
export function encodeToken(name: string): string {
  return Buffer.from(`${check(name)}${name}`).toString('base64');
}

export function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  const name = text.slice(8);
  if (check(name) === text.slice(0, 8)) return name;
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}

function check(name: string): string {
  return createHash('sha256').update(`token ${name}`).digest('hex').slice(0, 8);
}

/** The part of `Contents` and `Version` entries that they share. */
export function objectEntry(object: ObjectVersion): Record<string, string | number | undefined> {
  return {
    LastModified: object.lastModified,
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: object.checksum.algorithm,
    ChecksumType: object.checksum.type,
    Size: object.size,
    StorageClass: object.storageClass,
  };
}
