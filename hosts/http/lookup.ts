import type { JsonSchema } from '../../connector/index.ts';

/** What a schema says about where a member's choices come from. */
export interface Lookup {
  operation: string;
  input: Readonly<Record<string, unknown>>;
}

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
  if (lookup === undefined) return undefined;
  const filled = Object.entries(lookup.input).map(([name, value]) => [name, fill(value, form)]);
  return { ...lookup, input: Object.fromEntries(filled.filter(([, value]) => value !== undefined)) };
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

/** A text that is one placeholder becomes the value itself; one with a gap that the form does not fill, nothing. */
function fill(template: unknown, form: object): unknown {
  if (typeof template !== 'string') return template;
  const valueOf = (name: string): unknown => {
    const value: unknown = Object.hasOwn(form, name) ? (form as Record<string, unknown>)[name] : undefined;
    return value === '' || value === null ? undefined : value;
  };
  const whole = PLACEHOLDER_ONLY.exec(template)?.[1];
  if (whole !== undefined) return valueOf(whole);
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name]) => name as string);
  if (names.some((name) => valueOf(name) === undefined)) return undefined;
  return template.replace(PLACEHOLDER, (_, name: string) => String(valueOf(name)));
}

const PLACEHOLDER = /\{\{\{(\w+)\}\}\}/g;
const PLACEHOLDER_ONLY = /^\{\{\{(\w+)\}\}\}$/;
