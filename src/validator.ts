import type { Ajv2020, KeywordDefinition, ValidateFunction } from 'ajv/dist/2020.js';
import { problemsOf, type Problem } from './problems.ts';
import { inlineReferences, type JsonSchema } from './schema.ts';
import { strictAjv } from './strict-ajv.ts';

/** Checks a value, filling in defaults in place; `facts` reach the keywords as `this`. */
export type Check = (value: unknown, facts?: object) => Problem[];

export interface Validator {
  /** Compiles a schema on its first use and remembers it. */
  check(schema: JsonSchema): Check;
  /** Whether a schema accepts a value, with no words about why not. */
  accepts(schema: JsonSchema, value: unknown): boolean;
  /** The schema with every `$ref` resolved. */
  inline(schema: JsonSchema): JsonSchema;
}

/** One for a connector: whatever is compiled once is kept. */
export function createValidator(
  shared: readonly JsonSchema[],
  keywords: readonly KeywordDefinition[],
): Validator {
  let ajv: Ajv2020 | undefined;
  const inlined = new WeakMap<JsonSchema, JsonSchema>();
  const compiled = new WeakMap<JsonSchema, ValidateFunction>();

  const inline = (schema: JsonSchema) => remember(inlined, schema, () => inlineReferences(schema, shared));
  const compile = (schema: JsonSchema) =>
    remember(compiled, schema, () => {
      const { $id: _, ...document } = inline(schema);
      return (ajv ??= strictAjv(keywords)).compile(document);
    });
  const check =
    (schema: JsonSchema): Check =>
    (value, facts = {}) => {
      const validate = compile(schema);
      return validate.call(facts as never, value) ? [] : problemsOf(validate.errors ?? []);
    };
  return { check, inline, accepts: (schema, value) => compile(schema)(value) };
}

function remember<Key extends WeakKey, Value>(
  memory: WeakMap<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
