import type { Statement } from '../../../src/permissions/index.ts';
import { allOperations, rowsOf } from '../setting.ts';
import { overlaps } from '../vague.ts';

const rows = allOperations.flatMap(rowsOf);

/** The actions of the table, each once. */
const actions = [...new Set(rows.map(({ action }) => action))];

/** The actions of the table that an `Action` of a policy matches. */
export const actionsMatching = (pattern: string): string[] =>
  actions.filter((action) => overlaps(pattern.toLowerCase(), action.toLowerCase()));

/** The kinds of resources that operations use an action on. */
export const kindsOf = (action: string): Set<string> =>
  new Set(rows.filter((row) => row.action === action).map(({ resource }) => resource));

/** Whether a statement is about an action on buckets or objects. */
export function touchesBuckets({ actions }: Statement): boolean {
  if (actions.negated) return true;
  const kinds = actions.values.flatMap(actionsMatching).flatMap((action) => [...kindsOf(action)]);
  // An action that operations do not use may be on anything.
  return kinds.length === 0 || kinds.includes('bucket') || kinds.includes('object');
}
