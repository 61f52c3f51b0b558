import type { ErrorSchema } from '@rjsf/utils';
import type { Problem, Values } from '../api/types.ts';

/** Problems as the form wants them: a tree by field, texts at `__errors`. */
export function errorTree(problems: readonly Problem[]): ErrorSchema {
  const tree: ErrorSchema = {};
  for (const { field, message, fix } of problems) {
    let node = tree as Record<string, unknown>;
    for (const step of field.split('/').filter((part) => part !== '')) {
      node = (node[step] ??= {}) as Record<string, unknown>;
    }
    node.__errors = [...((node.__errors as string[] | undefined) ?? []), `${message} ${fix}`];
  }
  return tree;
}

/** Before the first attempt to run, nobody is told that fields are empty which they have not come to yet. */
export function timely(problems: readonly Problem[], input: Values, attempted: boolean): Problem[] {
  if (attempted) return [...problems];
  return problems.filter(({ field }) => input[field.split('/')[0] ?? ''] !== undefined);
}
