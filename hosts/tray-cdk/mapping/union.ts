import type { JsonSchema } from '../../../connector/index.ts';

/** The keywords that only say something to one type. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'format'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'required', 'additionalProperties', 'advanced'],
};
const TYPED = new Set(['type', ...Object.values(OF_TYPE).flat()]);

/** Several types as Tray has them: one form for each, to choose from. */
export function splitTypes(schema: JsonSchema): JsonSchema {
  const { type: types } = schema;
  if (!Array.isArray(types)) return schema;
  const alternatives = (types as string[]).map((type) => ({
    type,
    ...pick(schema, (keyword) => OF_TYPE[type]?.includes(keyword) ?? false),
  }));
  return { ...pick(schema, (keyword) => !TYPED.has(keyword)), oneOf: alternatives };
}

const pick = (schema: JsonSchema, wanted: (keyword: string) => boolean): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => wanted(keyword)));
