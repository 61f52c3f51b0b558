import type { JsonSchema } from '../../../connector/index.ts';
import type { FieldDefinition, FieldKind, Limits } from './definitions.ts';

const LIMITS = ['minLength', 'maxLength', 'pattern', 'minimum', 'maximum'] as const;

/** The members of an object's schema, in their order. */
export const membersOf = (schema: JsonSchema): [string, JsonSchema][] =>
  Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);

/** One member of an operation's input as a row of the form. */
export function fieldOf(name: string, schema: JsonSchema, parent: JsonSchema): FieldDefinition {
  const required = ((parent.required ?? []) as string[]).includes(name);
  return {
    name,
    title: String(schema.title ?? name),
    description: String(schema.description ?? ''),
    kind: kindOf(schema),
    required,
    advanced: schema.advanced === true && !required,
    secret: schema.secret === true,
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(schema.enum ? { choices: choicesOf(schema) } : {}),
    ...(schema.lookup ? { lookup: schema.lookup as FieldDefinition['lookup'] } : {}),
    limits: limitsOf(schema),
  };
}

/** What has no input of its own in Node-RED is entered as JSON. */
export function kindOf({ type, format, enum: values }: JsonSchema): FieldKind {
  if (format === 'file') return 'file';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type !== 'string') return 'json';
  if (values) return 'choice';
  return format === 'date-time' ? 'date' : 'text';
}

function choicesOf(schema: JsonSchema): { value: string; label: string }[] {
  const labels = (schema.enumLabels ?? []) as string[];
  return (schema.enum as unknown[]).map((value, index) => ({
    value: String(value),
    label: labels[index] ?? String(value),
  }));
}

const limitsOf = (schema: JsonSchema): Limits =>
  Object.fromEntries(
    LIMITS.filter((limit) => schema[limit] !== undefined).map((limit) => [limit, schema[limit]]),
  );
