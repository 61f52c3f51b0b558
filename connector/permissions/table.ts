import type { PermissionRow } from '../../src/index.ts';
import { obeysBucketPolicy } from './bucket-policies.ts';
import { excludedBy, valuesOf, variantsOf } from './options.ts';
import { allOperations, rowsOf } from './setting.ts';

/** A row of the permission table, as people and documents read it. */
export interface TableRow {
  action: string;
  /** The kind of resource the action is on; `*` for an action that is on none. */
  resource: string;
  /** Whether every input needs it. */
  always: boolean;
  /** The options of the input that bring it, as alternatives of one or more that go together; none where all do. */
  with: readonly (readonly string[])[];
  /** The options of the input that make another action take its place. */
  without: readonly string[];
  /** By option: the value that it must have for that, where any will not do. */
  values?: Readonly<Record<string, string>>;
  /** What only the stored data can tell, in words: "the source has tags". */
  if_data?: string;
  /** The part of the input that the resource is named by, when it is not the usual one: `source`. */
  of?: 'source';
  /** Why it is needed, where that is not plain. */
  because?: string;
}

/** What one operation needs. */
export interface TableEntry {
  operation: string;
  title: string;
  effect: 'read' | 'write' | 'delete';
  /** Whether a bucket policy can grant it, keys of KMS aside. */
  in_bucket_policies: boolean;
  rows: readonly TableRow[];
}

/** The permission table: of each operation the actions it needs, on what, when, and why. */
export function table(): TableEntry[] {
  return allOperations.map((operation) => ({
    operation: operation.name,
    title: operation.title,
    effect: operation.effect,
    in_bucket_policies: rowsOf(operation).every(
      ({ resource }) => resource === 'kms_key' || obeysBucketPolicy(operation, resource),
    ),
    rows: rowsOf(operation).map(tableRow),
  }));
}

export function tableRow(row: PermissionRow): TableRow {
  const variants = variantsOf(row);
  const values = valuesOf(row);
  return {
    action: row.action,
    resource: row.resource,
    always: row.when === undefined && row.if_data === undefined,
    with: variants.filter((options) => options.length > 0),
    without: excludedBy(row),
    ...(Object.keys(values).length === 0 ? {} : { values }),
    ...(row.if_data === undefined ? {} : { if_data: row.if_data }),
    ...(isOfSource(row) ? { of: 'source' as const } : {}),
    ...(row.because === undefined ? {} : { because: row.because }),
  };
}

/** Whether the row is about the source of a copy. */
export const isOfSource = ({ at = {} }: Pick<PermissionRow, 'at'>): boolean =>
  Object.values(at).some((member) => member.startsWith('source_'));
