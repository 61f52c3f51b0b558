import type { JsonSchema } from '../../connector/index.ts';

/** Keywords whose value is a schema, a list of schemas, or schemas by name (JSON Schema, draft 2020-12). */
const ONE = new Set(
  'items additionalProperties propertyNames contains not if then else unevaluatedProperties'.split(' '),
);
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const BY_NAME = new Set(['properties', 'patternProperties', 'dependentSchemas']);

/**
 * The value of a keyword, each schema in it changed; undefined for a keyword that holds no schema.
 * @param at the keyword's place, as a JSON Pointer; `change` is told that of each schema
 */
export function changeSubschemas(
  keyword: string,
  value: unknown,
  at: string,
  change: (schema: JsonSchema, at: string) => JsonSchema,
): unknown {
  const changed = (schema: unknown, place: string) => (isSchema(schema) ? change(schema, place) : schema);
  if (ONE.has(keyword)) return changed(value, at);
  if (LIST.has(keyword))
    return (value as unknown[]).map((schema, index) => changed(schema, `${at}/${index}`));
  if (!BY_NAME.has(keyword)) return undefined;
  const members = Object.entries(value as object);
  return Object.fromEntries(
    members.map(([name, schema]) => [name, changed(schema, `${at}/${pointer(name)}`)]),
  );
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;
const pointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
