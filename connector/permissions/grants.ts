import type { Operation, PermissionRow, Requirement } from '../../src/index.ts';
import { fail } from '../errors.ts';
import { canApply, isIncluded, type Include, type Options } from './options.ts';
import { checkScopeBucket } from './known-places.ts';
import { literal, patternOf, type Place } from './resources.ts';
import { rowsOf } from './setting.ts';
import { isOfSource } from './table.ts';

/** One action to be allowed, on what a `Resource` element says. */
export interface Grant {
  action: string;
  /** The kind of resource. */
  kind: string;
  resource: string;
  /** The bucket that it is on, or in. */
  bucket?: string;
  /** Of listings: what `s3:prefix` has to be like; everything when left out. */
  prefix?: string;
}

/** A part of S3 that operations are to work on, where no single input is meant. */
export interface Scope {
  bucket?: string;
  /** What keys begin with; every key when left out. */
  prefix?: string;
  /** Where copies read from, when not in the same place. */
  source?: { bucket: string; prefix?: string };
  /** Id or ARN of the key for encryption; any key when left out. */
  kms_key?: string;
  /**
   * What inputs may use beyond the plain call: options (`acl`, `tags`, `version_id` ...), actions (`kms:Decrypt`),
   * or `all`.
   */
  include?: Include;
}

/** The grant for a requirement: exactly what one input names. */
export function grantOfRequirement(requirement: Requirement, place: Place): Grant {
  const { action, resource: kind, parts, members } = requirement;
  const prefix = members.prefix === undefined ? '' : (parts.prefix ?? '');
  return {
    action,
    kind,
    resource: patternOf(requirement, place),
    ...(parts.bucket === undefined ? {} : { bucket: parts.bucket }),
    ...(prefix === '' ? {} : { prefix: literal(prefix) }),
  };
}

/** The rows of an operation that plain calls need and those that `include` adds, and the rows that are left. */
export function splitRows(operation: Operation, include: Scope['include'] = []) {
  const rows = rowsOf(operation);
  const options: Options = new Set([include].flat());
  const isTaken = (row: PermissionRow) =>
    isIncluded(row, include) || (row.if_data === undefined && canApply(row, options));
  return { taken: rows.filter(isTaken), left: rows.filter((row) => !isTaken(row)) };
}

/**
 * The grant for a row on a whole scope.
 * @throws ConnectorError `policy_scope_missing` when the row is on a bucket, and the scope names none;
 *   `policy_scope_invalid` when that can be no bucket
 */
export function grantOfRow(operation: Operation, row: PermissionRow, scope: Scope, place: Place): Grant {
  const { bucket, prefix = '' } = (isOfSource(row) ? scope.source : undefined) ?? scope;
  const isOnBucket = row.resource === 'bucket' || row.resource === 'object';
  if (isOnBucket && bucket === undefined)
    throw fail('policy_scope_missing', { operation: operation.name, action: row.action });
  if (isOnBucket && bucket !== undefined) checkScopeBucket(bucket);
  const parts = { bucket: bucket ?? '', key: prefix, key_id: scope.kms_key ?? '' };
  const resource = patternOf({ resource: row.resource, parts }, place);
  const isListing = row.at?.prefix !== undefined && prefix !== '';
  return {
    action: row.action,
    kind: row.resource,
    resource: row.resource === 'object' ? `${resource}*` : resource,
    ...(isOnBucket ? { bucket } : {}),
    ...(isListing ? { prefix: `${literal(prefix)}*` } : {}),
  };
}
