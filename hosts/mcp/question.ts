import type { JsonSchema, ManifestOperation } from '../../connector/index.ts';

const MOST_ITEMS = 10;
const LONGEST_VALUE = 300;

/**
 * What a person is asked before a call, with all that it would touch. Values are printed as JSON: a key with line
 * breaks in it cannot pretend to be another line of the question.
 */
export function questionAbout({ title, input_schema }: ManifestOperation, input: object): string {
  const schemas = propertiesOf(input_schema);
  const lines = Object.entries(input).map(([name, value]) => {
    const { title: label = name } = schemas[name] ?? {};
    return `- ${String(label)}: ${inWords(masked(schemas[name] ?? {}, value))}`;
  });
  return [`${title}: do this?`, ...lines].join('\n');
}

const propertiesOf = ({ properties }: JsonSchema) => (properties ?? {}) as Record<string, JsonSchema>;

/** The value without its secrets, as deep as the schema marks them. */
function masked(schema: JsonSchema, value: unknown): unknown {
  if (schema.secret === true) return '(secret)';
  if (Array.isArray(value)) return value.map((item) => masked((schema.items ?? {}) as JsonSchema, item));
  if (typeof value !== 'object' || value === null) return value;
  const schemas = propertiesOf(schema);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, masked(schemas[name] ?? {}, member)]),
  );
}

function inWords(value: unknown): string {
  if (!Array.isArray(value)) return shortened(JSON.stringify(value));
  const items = value.slice(0, MOST_ITEMS).map((item) => shortened(JSON.stringify(item)));
  const rest = value.length > MOST_ITEMS ? `, and ${value.length - MOST_ITEMS} more` : '';
  return `${items.join(', ')}${rest}`;
}

const shortened = (text: string) =>
  text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
