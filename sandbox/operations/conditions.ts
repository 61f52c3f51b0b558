import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { ObjectVersion } from '../store/types.ts';

/**
 * The conditions of a read, in S3's precedence: a true If-Match hides If-Unmodified-Since,
 * a false If-None-Match answers 304 whatever If-Modified-Since says.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function checkReadConditions(
  context: Context,
  object: ObjectVersion,
  headers: Record<string, string>,
): void {
  const [match, noneMatch] = [context.header('if-match'), context.header('if-none-match')];
  const [modified, unmodified] = [context.header('if-modified-since'), context.header('if-unmodified-since')];
  if (match !== undefined && !matches(match, object)) throw failed('If-Match');
  if (match === undefined && unmodified !== undefined && modifiedSince(object, unmodified))
    throw failed('If-Unmodified-Since');
  if (noneMatch !== undefined && matches(noneMatch, object)) throw new S3Error('NotModified', { headers });
  if (noneMatch === undefined && modified !== undefined && !modifiedSince(object, modified, context.now)) {
    throw new S3Error('NotModified', { headers });
  }
}

/** The same for the source of a copy, where every failure is a 412. */
export function checkCopyConditions(context: Context, source: ObjectVersion): void {
  const header = (name: string) => context.header(`x-amz-copy-source-${name}`);
  const [match, noneMatch] = [header('if-match'), header('if-none-match')];
  const [modified, unmodified] = [header('if-modified-since'), header('if-unmodified-since')];
  if (match !== undefined && !matches(match, source)) throw failed('x-amz-copy-source-If-Match');
  if (match === undefined && unmodified !== undefined && modifiedSince(source, unmodified))
    throw failed('x-amz-copy-source-If-Unmodified-Since');
  if (noneMatch !== undefined && matches(noneMatch, source)) throw failed('x-amz-copy-source-If-None-Match');
  if (noneMatch === undefined && modified !== undefined && !modifiedSince(source, modified, context.now)) {
    throw failed('x-amz-copy-source-If-Modified-Since');
  }
}

/** The conditions of a write, on the current object; asked again when the content has arrived. */
export function checkWriteConditions(context: Context, current: ObjectVersion | undefined): void {
  const [match, noneMatch] = [context.header('if-match'), context.header('if-none-match')];
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new S3Error('NotImplemented', {
      fields: {
        Header: 'If-None-Match',
        additionalMessage: "We don't accept the provided value of If-None-Match header for this API",
      },
    });
  }
  if (noneMatch !== undefined && current !== undefined) throw failed('If-None-Match');
  if (match === undefined) return;
  if (current === undefined) throw new S3Error('NoSuchKey', { fields: { Key: context.key } });
  if (!matches(match, current)) throw failed('If-Match');
}

/** Whether a list of entity tags names the object's. */
export function matches(tags: string, object: ObjectVersion): boolean {
  const candidates = tags.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
  return candidates.some((candidate) => candidate === '*' || candidate === object.etag);
}

export function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', { fields: { Condition: condition } });
}

/**
 * HTTP dates have whole seconds. A date that cannot be read is no condition,
 * and for If-Modified-Since (which passes `now`) neither is one that lies ahead.
 */
function modifiedSince(object: ObjectVersion, text: string, now?: Date): boolean {
  const since = Date.parse(text);
  if (Number.isNaN(since)) return now !== undefined;
  if (now !== undefined && since > now.getTime()) return true;
  return Math.floor(Date.parse(object.lastModified) / 1000) * 1000 > since;
}
