import type { JsonSchema } from '../../connector/index.ts';
import { filledIn, type Lookup } from '../shared/lookup.ts';

/**
 * The lookup of one member of a form, its `{{{name}}}` placeholders filled in from what the form holds so far.
 * @param member a name, or a path such as `grants/0/grantee`
 * @returns undefined for a member that has none
 */
export function lookupOf(schema: JsonSchema, member: string, form: object): Lookup | undefined {
  const steps = member.split('/');
  const lookup = descend(schema, steps).find((node) => node.lookup !== undefined)?.lookup as
    | Lookup
    | undefined;
  return lookup && { ...lookup, input: filledIn(lookup, form) };
}

/** Every place of the schema that a path may mean: alternatives are all followed. */
function descend(schema: JsonSchema, [step, ...rest]: readonly string[]): JsonSchema[] {
  const alternatives = [schema.oneOf, schema.anyOf, schema.allOf].flatMap(
    (list) => (list ?? []) as JsonSchema[],
  );
  const nodes = [schema, ...alternatives.flatMap((node) => descend(node, []))];
  if (step === undefined) return nodes;
  return nodes.flatMap((node) => {
    const properties = node.properties as Record<string, JsonSchema> | undefined;
    const next = /^\d+$/.test(step)
      ? node.items
      : properties && Object.hasOwn(properties, step) && properties[step];
    return next ? descend(next as JsonSchema, rest) : [];
  });
}
