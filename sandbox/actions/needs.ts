import type { Context } from '../context.ts';

/**
 * What an action is asked for: the account, the bucket or object that the request addresses, the object that a copy
 * reads, or the KMS key of a new object, of the addressed one, of a copy's source, or of a multipart upload.
 */
export type Target =
  | 'service'
  | 'bucket'
  | 'object'
  | 'source'
  | 'key of the new object'
  | 'key of the object'
  | 'key of the source'
  | 'key of the upload';

export type Condition = (context: Context) => boolean;

/** One permission that an API needs. */
export interface Need {
  action: string;
  /** What it is called where a version is named. */
  versionAction?: string;
  on: Target;
  /** Undefined: always. */
  when?: Condition;
}

export const service = (action: string): Need => ({ action, on: 'service' });

export const bucket = (action: string, when?: Condition): Need => ({ action, on: 'bucket', when });

export const object = (action: string, when?: Condition): Need => ({ action, on: 'object', when });

/** An action on objects that is another one, `s3:GetObject` to `s3:GetObjectVersion`, where a version is named. */
export const version = (action: string, versionAction: string, when?: Condition): Need => ({
  action,
  versionAction,
  on: 'object',
  when,
});

export const source = (action: string, versionAction: string, when?: Condition): Need => ({
  action,
  versionAction,
  on: 'source',
  when,
});

/** An action on the KMS key, of objects that are encrypted with one. */
export const key = (action: string, on: Extract<Target, `key of ${string}`>, when?: Condition): Need => ({
  action,
  on,
  when,
});

/** The request has one of these headers. */
export const has =
  (...names: string[]): Condition =>
  (context) =>
    names.some((name) => (context.header(name) ?? '') !== '');

/** The request sets an ACL. */
export const setsAcl: Condition = has(
  'x-amz-acl',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-write',
  'x-amz-grant-read-acp',
  'x-amz-grant-write-acp',
);

export const isTrue =
  (name: string): Condition =>
  (context) =>
    context.header(name)?.toLowerCase() === 'true';
