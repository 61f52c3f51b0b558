import { fail } from './catalogue.ts';

/** A JSON Schema (draft 2020-12), as data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns the schema with every `$ref` replaced by what it points at, so that validation, type generation, the
 * manifest and the hosts all read one and the same thing. `$id`s are paths that mirror the folder tree; references
 * are relative to them. Keywords beside a `$ref` win over the referenced ones (a field may have a title of its own).
 */
export function inlineReferences(schema: JsonSchema, shared: readonly JsonSchema[]): JsonSchema {
  const byId = new Map([...shared, schema].map((document) => [String(document.$id), document]));
  const expand = (node: unknown, base: string): unknown => {
    if (Array.isArray(node)) return node.map((item) => expand(item, base));
    if (!isObject(node)) return node;
    if (typeof node.$ref !== 'string') return expandMembers(node, base);
    const { $ref, ...own } = node;
    const target = new URL($ref as string, `file://${base}`);
    const found = lookUp(byId.get(target.pathname), target.hash);
    return { ...(expand(found, target.pathname) as object), ...expandMembers(own, base) };
  };
  const expandMembers = (node: Record<string, unknown>, base: string) =>
    Object.fromEntries(
      Object.entries(node)
        .filter(([name]) => name !== '$defs')
        .map(([name, member]) => [name, expand(member, base)]),
    );
  return expand(schema, String(schema.$id)) as JsonSchema;
}

/** Follows a JSON pointer fragment such as `#/$defs/region`; undefined when it leads nowhere. */
function lookUp(document: JsonSchema | undefined, fragment: string): unknown {
  const steps = decodeURIComponent(fragment.replace(/^#/, '')).split('/').slice(1);
  const found = steps.reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), document);
  if (!isObject(found)) {
    const problem = `the schema reference "${fragment}" leads nowhere.`;
    throw fail('setup_invalid', { problem, fix: 'Correct the $ref, or add what it refers to.' });
  }
  return found;
}

/** The values of all top-level members whose schema says `"secret": true`, in the value given. */
export function secretsIn(schema: JsonSchema, value: unknown): string[] {
  if (!isObject(value) || !isObject(schema.properties)) return [];
  return Object.entries(schema.properties)
    .filter(([, member]) => isObject(member) && member.secret === true)
    .map(([name]) => value[name])
    .filter((secret): secret is string => typeof secret === 'string' && secret !== '');
}
