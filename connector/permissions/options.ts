import type { JsonSchema, PermissionRow } from '../../src/index.ts';
import { snakeCase } from '../shared/codes.ts';

/**
 * What an input uses beyond naming its bucket and its key, as words: the names of the members that are given. The
 * word for `VersionId` in a list is `version_id`, as it is for the member of that name.
 */
export type Options = ReadonlySet<string>;

/** What is asked for beyond the plain call: options, actions, or `all`. */
export type Include = readonly string[] | 'all';

/** Whether a row is asked for by its action, or with all others. */
export const isIncluded = ({ action }: Pick<PermissionRow, 'action'>, include: Include = []): boolean =>
  [include].flat().some((word) => word === 'all' || word === action);

interface Condition {
  required?: readonly string[];
  properties?: Readonly<Record<string, JsonSchema>>;
  contains?: JsonSchema;
  not?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
}

const optionOf = (member: string) => snakeCase(member);

/** Whether a row's condition holds for inputs that use exactly these options. */
export function holds(condition: JsonSchema, options: Options): boolean {
  const { required = [], properties = {}, contains, not, anyOf, allOf } = condition as Condition;
  // What is said of a member's value is taken to be true of a member that is given; but a list is looked into.
  const inLists = Object.values(properties).filter((member) => 'contains' in member);
  return (
    required.every((member) => options.has(optionOf(member))) &&
    (contains === undefined || holds(contains, options)) &&
    (not === undefined || !holds(not, options)) &&
    (anyOf === undefined || anyOf.some((branch) => holds(branch, options))) &&
    [...(allOf ?? []), ...inLists].every((branch) => holds(branch, options))
  );
}

/** The options that a row's condition speaks of, in the order in which it does. */
export function optionsOf({ when }: Pick<PermissionRow, 'when'>): string[] {
  return when === undefined ? [] : [...new Set(mentioned(when))];
}

function mentioned(condition: JsonSchema): string[] {
  const { required = [], properties = {}, contains, not, anyOf = [], allOf = [] } = condition as Condition;
  const inside = [...Object.values(properties), contains, not, ...anyOf, ...allOf];
  return [
    ...required.map(optionOf),
    ...inside.flatMap((branch) => (branch === undefined ? [] : mentioned(branch))),
  ];
}

/** The texts that a row's condition asks of options, where it is not content with any; a flag is given or not. */
export function valuesOf({ when = {} }: Pick<PermissionRow, 'when'>): Record<string, string> {
  const { properties = {}, anyOf = [], allOf = [] } = when as Condition;
  const own = Object.entries(properties).flatMap(([member, { const: value }]) =>
    typeof value === 'string' ? [[optionOf(member), value]] : [],
  );
  const inside = [...anyOf, ...allOf].map((branch) => valuesOf({ when: branch }));
  return Object.assign({}, Object.fromEntries(own), ...inside) as Record<string, string>;
}

/**
 * The sets of options that each bring a row, none of them with an option to spare: `[['kms_key_id'], ['encryption']]`
 * for either, `[['return_acl', 'version_id']]` for both together, `[[]]` for a row that plain inputs need.
 */
export function variantsOf(row: Pick<PermissionRow, 'when'>): string[][] {
  const { when } = row;
  if (when === undefined) return [[]];
  const bringing = subsetsOf(optionsOf(row)).filter((options) => holds(when, new Set(options)));
  return bringing.filter((options) => !bringing.some((other) => isPart(other, options)));
}

/** The options that take a row away again from inputs that would need it. */
export function excludedBy(row: Pick<PermissionRow, 'when'>): string[] {
  const { when } = row;
  if (when === undefined) return [];
  const variants = variantsOf(row);
  const takesAway = (option: string) =>
    variants.some((options) => !holds(when, new Set([...options, option])));
  return optionsOf(row).filter(takesAway);
}

/** Whether an input that uses some of these options, or none, can need the row. */
export const canApply = (row: Pick<PermissionRow, 'when'>, given: Options): boolean =>
  variantsOf(row).some((options) => options.every((option) => given.has(option)));

/** Whether a plain call needs a permission for certain; what tells of others may do without any. */
export const needsSomething = (rows: readonly PermissionRow[]): boolean =>
  rows.some((row) => row.if_data === undefined && canApply(row, new Set()));

const isPart = (one: readonly string[], other: readonly string[]) =>
  one.length < other.length && one.every((option) => other.includes(option));

/** All subsets, the small ones first. */
function subsetsOf(items: readonly string[]): string[][] {
  const subsets = items.reduce<string[][]>(
    (found, item) => [...found, ...found.map((subset) => [...subset, item])],
    [[]],
  );
  return subsets.sort((one, other) => one.length - other.length);
}
