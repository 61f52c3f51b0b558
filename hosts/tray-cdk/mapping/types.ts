import type { JsonSchema } from '../../../connector/index.ts';

/**
 * A mapped schema as the TypeScript type that Tray's command line generates it from again: the annotations are those
 * of its generator.
 */
export function declareType(name: string, schema: JsonSchema): string {
  return `export type ${name} = ${typeOf(schema, '')};\n`;
}

function typeOf(schema: JsonSchema, indent: string): string {
  if (schema.enum !== undefined)
    return choices(schema)
      .map(([value]) => JSON.stringify(value))
      .join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.oneOf)) return schema.oneOf.map((form) => typeOf(form, indent)).join(' | ');
  const type = (schema.type ?? 'unknown') as string;
  if (type === 'integer') return 'number';
  if (type === 'array') return `Array<${typeOf((schema.items ?? {}) as JsonSchema, indent)}>`;
  if (type !== 'object') return type;
  const { properties, additionalProperties } = schema;
  if (properties !== undefined) return members(schema, indent);
  const values = typeof additionalProperties === 'object' ? additionalProperties : {};
  return `{ [name: string]: ${typeOf(values as JsonSchema, indent)} }`;
}

function members(schema: JsonSchema, indent: string): string {
  const required = new Set((schema.required ?? []) as string[]);
  const advanced = new Set((schema.advanced ?? []) as string[]);
  const lines = Object.entries(schema.properties as Record<string, JsonSchema>).map(([name, member]) => {
    const inner = `${indent}  `;
    const comment = annotations(member, advanced.has(name)).map((line) => `${inner} * ${line}\n`);
    const documented = comment.length === 0 ? '' : `${inner}/**\n${comment.join('')}${inner} */\n`;
    const mark = required.has(name) ? '' : '?';
    return `${documented}${inner}${JSON.stringify(name)}${mark}: ${typeOf(member, inner)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

/** Tray's generator sorts the values and leaves the labels as they are, so both are sorted here. */
function choices({ enum: values, enumLabels: labels = [] }: JsonSchema): [unknown, string | undefined][] {
  const pairs = (values as unknown[]).map((value, index): [unknown, string | undefined] => [
    value,
    (labels as string[])[index],
  ]);
  return pairs.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

/** The generator splits the labels at each comma. */
const labelOf = ([value, label]: [unknown, string | undefined]) =>
  (label ?? String(value)).replaceAll(', ', '; ');

const BOUNDS = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'];

function annotations(schema: JsonSchema, isAdvanced: boolean): string[] {
  const lookup = schema.lookup as { operation: string; input: object; authRequired: boolean } | undefined;
  const tags: [string, unknown][] = [
    ['title', schema.title],
    ['description', schema.description],
    ['format', schema.format],
    ['TJS-type', schema.type === 'integer' ? 'integer' : undefined],
    ...BOUNDS.map((bound): [string, unknown] => [bound, schema[bound]]),
    ['default', schema.default === undefined ? undefined : JSON.stringify(schema.default)],
    ['enumLabels', schema.enumLabels && choices(schema).map(labelOf).join(', ')],
    ['lookupOperation', lookup?.operation],
    ['lookupInput', lookup && JSON.stringify(lookup.input)],
    ['lookupAuthRequired', lookup?.authRequired],
    ['advanced', isAdvanced ? true : undefined],
  ];
  return tags
    .filter(([, value]) => value !== undefined)
    .map(([tag, value]) => `@${tag} ${escape(String(value))}`);
}

/** A comment must not end before its end. */
const escape = (text: string) => text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ');
