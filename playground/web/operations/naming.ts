import type { ManifestOperation, Schema, Values } from '../api/types.ts';
import { shortKey, visibleKey } from '../lib/format.ts';

/** What an input names, member by member: the required ones, in their order. */
export function targetsOf({ input_schema }: ManifestOperation, input: Values): [string, string[]][] {
  const schema = input_schema as Schema;
  return (schema.required ?? []).flatMap((name) => {
    const value = input[name];
    if (value === undefined) return [];
    const values = (Array.isArray(value) ? value : [value]).map(textOf);
    return [[schema.properties?.[name]?.title ?? name, values] as [string, string[]]];
  });
}

const textOf = (value: unknown) =>
  visibleKey(typeof value === 'string' ? value : Object.values(value as Values).join(', version '));

/** What the button says: `Delete 3 objects from demo-media`. A long name is cut: the dialog has it in full. */
export function actionOf(operation: ManifestOperation, input: Values): string {
  const [verb] = operation.title.split(' ');
  const targets = targetsOf(operation, input);
  const last = targets.at(-1);
  if (last === undefined) return operation.title;
  const [title, values] = last;
  const things = title.toLowerCase().replace(/ keys$/, 's');
  const what = values.length === 1 ? shortKey(values[0] ?? '') : `${values.length} ${things}`;
  const [, place] = targets.length > 1 ? (targets[0] ?? []) : [];
  return [verb, what, place && `from ${place[0]}`].filter(Boolean).join(' ');
}
