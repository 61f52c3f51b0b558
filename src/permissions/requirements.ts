import type { Operation, PermissionRow } from '../define.ts';
import type { Validator } from '../validator.ts';

/** One action on one resource that a call needs: a row of the table, with this input's own names filled in. */
export interface Requirement {
  action: string;
  /** The kind of resource, for example `object`. */
  resource: string;
  /** The resource's parts as the input gives them, for example `{bucket, key}`. */
  parts: Readonly<Record<string, string>>;
  /** Where in the input each part stands. */
  members: Readonly<Record<string, string>>;
  row: PermissionRow;
}

type MembersByKind = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What exactly this input needs: every row whose condition holds, once for every resource it names. */
export function requirementsOf(
  operation: Operation,
  input: unknown,
  membersByKind: MembersByKind,
  validator: Validator,
): Requirement[] {
  const rows = operation.permissions === 'none' ? [] : operation.permissions;
  return rows
    .filter((row) => row.when === undefined || validator.accepts(row.when, input))
    .flatMap((row) => requirementsOfRow(row, input, membersByKind[row.resource] ?? {}));
}

function requirementsOfRow(
  row: PermissionRow,
  input: unknown,
  usual: Readonly<Record<string, string>>,
): Requirement[] {
  const members = { ...usual, ...row.at };
  const values = Object.entries(members).map(
    ([part, member]) => [part, select(input, member.split('.'))] as const,
  );
  const count = Math.max(1, ...values.map(([, found]) => found.length));
  return Array.from({ length: count }, (_, index) => ({
    action: row.action,
    resource: row.resource,
    // A part that the input gives once (the bucket) belongs to every one of a list (the keys).
    parts: Object.fromEntries(values.map(([part, found]) => [part, found[index] ?? found[0] ?? ''])),
    members,
    row,
  }));
}

/** A step of a selector: a member, or each item of a list; `[Name]` those that have this member, `[!Name]` the others. */
const STEP = /^(\w+)(?:\[(!?)(\w*)\])?$/;

/** The texts at a selector such as `object_keys[].Key`; a plain text in the list counts as the member itself. */
function select(value: unknown, [step, ...rest]: string[]): string[] {
  if (typeof value === 'string') return [value];
  const [, name, without, having] = STEP.exec(step ?? '') ?? [];
  if (name === undefined || typeof value !== 'object' || value === null) return [];
  const member = (value as Record<string, unknown>)[name];
  if (having === undefined) return select(member, rest);
  if (!Array.isArray(member)) return [];
  const chosen =
    having === '' ? member : member.filter((item) => hasMember(item, having) === (without === ''));
  return chosen.flatMap((item) => select(item, rest));
}

const hasMember = (item: unknown, name: string) =>
  typeof item === 'object' && item !== null && (item as Record<string, unknown>)[name] !== undefined;
