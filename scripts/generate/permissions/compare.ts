import { policy, table, type TableRow } from '../../../connector/permissions/index.ts';

/** A row of Tray's table. */
export interface DocumentedRow {
  /** The operation's title there. */
  operation: string;
  permissions: readonly string[];
  resource: string;
}

export interface Comparison {
  operation: string;
  documented: readonly string[];
  /** What plain calls need. */
  always: readonly string[];
  /** Documented, and needed by some calls only: the rows that say by which. */
  sometimes: readonly TableRow[];
  /** Documented, and never used. */
  never: readonly string[];
  /** Needed by some calls, and not documented. */
  missing: readonly TableRow[];
}

/** A documented row beside the rows of the table. Tray's titles are our names but for spaces and capitals. */
export function compareWithDocumented({ operation: title, permissions }: DocumentedRow): Comparison {
  const operation = title.toLowerCase().replaceAll(' ', '_');
  const rows = table().find((entry) => entry.operation === operation)?.rows ?? [];
  const used = new Set(rows.map(({ action }) => action));
  const { document } = policy({ kind: 'identity', calls: [{ operation, scope: { bucket: 'BUCKET' } }] });
  const always = document.Statement.flatMap(({ Action }) => Action);
  return {
    operation,
    documented: permissions,
    always,
    sometimes: rows.filter(({ action }) => permissions.includes(action) && !always.includes(action)),
    never: permissions.filter((action) => !used.has(action)),
    missing: rows.filter(({ action }) => !permissions.includes(action)),
  };
}
