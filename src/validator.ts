import { Ajv2020 as Ajv, type ValidateFunction } from 'ajv/dist/2020.js';
import type { KeywordDefinition } from 'ajv';
import formats from 'ajv-formats';
import { problemsOf, type Problem } from './problems.ts';
import { inlineReferences, type JsonSchema } from './schema.ts';

/** Keywords that say something to hosts and people and nothing to validation. */
const ANNOTATIONS = ['advanced', 'lookup', 'enumLabels', 'secret', 'messages', 'resource'];
/** Formats that tell a form how to show a text; any text has them. */
const DISPLAY_FORMATS = ['file', 'code', 'text', 'password'];

const maxBytes: KeywordDefinition = {
  keyword: 'maxBytes',
  type: 'string',
  schemaType: 'number',
  validate: function validate(limit: number, text: string, parentSchema?: object) {
    const bytes = Buffer.byteLength(text);
    if (bytes <= limit) return true;
    const problem = `is ${bytes.toLocaleString('en')} bytes long.`;
    const fix = `Use at most ${limit.toLocaleString('en')} bytes of UTF-8 (letters outside ASCII take two to four).`;
    Object.assign(validate, { errors: [{ keyword: 'maxBytes', parentSchema, params: { problem, fix } }] });
    return false;
  },
  errors: true,
};

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

/** One strict ajv for a connector: all errors, no coercion, nothing removed, unknown keywords refused. */
export function createValidator(
  shared: readonly JsonSchema[],
  keywords: readonly KeywordDefinition[],
): Validator {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    useDefaults: true,
    verbose: true,
    passContext: true,
    allowUnionTypes: true,
  });
  formats.default(ajv);
  ANNOTATIONS.forEach((keyword) => ajv.addKeyword({ keyword }));
  DISPLAY_FORMATS.forEach((format) => ajv.addFormat(format, true));
  [maxBytes, ...keywords].forEach((keyword) => ajv.addKeyword(keyword));
  const inlined = new WeakMap<JsonSchema, JsonSchema>();
  const compiled = new WeakMap<JsonSchema, ValidateFunction>();

  const inline = (schema: JsonSchema) => remember(inlined, schema, () => inlineReferences(schema, shared));
  const compile = (schema: JsonSchema) =>
    remember(compiled, schema, () => {
      const { $id: _, ...document } = inline(schema);
      return ajv.compile(document);
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
