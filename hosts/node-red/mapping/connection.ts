import type { JsonSchema } from '../../../connector/index.ts';
import type { ConnectionDefinition, ConnectionField } from './definitions.ts';
import { fieldOf, membersOf } from './fields.ts';

/** The member that tells the types of connection apart. */
const DISCRIMINATOR = 'type';

/** The connection's form: the types' fields all in one list, each shown for the types that have it. */
export function mapConnection(type: string, auth: JsonSchema): ConnectionDefinition {
  const alternatives = alternativesOf(auth);
  const names = new Set(alternatives.flatMap(({ schema }) => membersOf(schema).map(([name]) => name)));
  names.delete(DISCRIMINATOR);
  return {
    type,
    title: String(auth.title),
    description: String(auth.description ?? ''),
    choices: alternatives.map(({ value, schema }) => ({
      value,
      label: String(schema.title ?? value),
      description: String(schema.description ?? ''),
    })),
    fields: [...names].map((name) => connectionField(name, alternatives)),
  };
}

interface Alternative {
  value: string;
  schema: JsonSchema;
}

function alternativesOf(auth: JsonSchema): Alternative[] {
  return (auth.oneOf as JsonSchema[]).map((schema) => {
    const { type } = schema.properties as { type: JsonSchema };
    return { value: String(type.const), schema };
  });
}

/**
 * What is secret is a credential, and so is whatever a type of connection cannot do without: who signs is nobody's
 * business who reads the flow.
 */
function connectionField(name: string, alternatives: readonly Alternative[]): ConnectionField {
  const having = alternatives.filter(({ schema }) => membersOf(schema).some(([member]) => member === name));
  const fields = having.map(({ schema }) =>
    fieldOf(name, (schema.properties as Record<string, JsonSchema>)[name] as JsonSchema, schema),
  );
  const requiredBy = having.filter((_, index) => fields[index]?.required).map(({ value }) => value);
  const [first] = fields as [(typeof fields)[number]];
  return {
    ...first,
    required: false,
    types: having.map(({ value }) => value),
    requiredBy,
    credential: first.secret || requiredBy.length > 0,
  };
}
