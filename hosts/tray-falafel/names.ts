import type { JsonSchema, Manifest } from '../../connector/index.ts';

/** What an input and the connection share: the input's region comes first, and is the connection's where it is empty. */
export const SHARED = 'region';

export interface ConnectionInput {
  /** The field of the connection, and of Tray's authentication. */
  field: string;
  schema: JsonSchema;
}

/**
 * Every field that any form of the connection has, by the name of the input that carries it: falafel gives an
 * operation its own inputs and the connection's side by side. A name that an operation needs for itself is avoided.
 */
export function connectionInputs({ auth, operations }: Manifest): ReadonlyMap<string, ConnectionInput> {
  const taken = new Set(
    operations.flatMap(({ input_schema }) => Object.keys(input_schema.properties as object)),
  );
  taken.delete(SHARED);
  const forms = auth.oneOf as { properties: Record<string, JsonSchema> }[];
  const members = forms.flatMap(({ properties }) => Object.entries(properties));
  return new Map(
    members.map(([field, schema]) => [
      taken.has(field) ? `connection_${field}` : field,
      { field, schema: withoutConstant(schema) },
    ]),
  );
}

/** Each form has a constant of its own for its type: together they are any text. */
function withoutConstant({ const: constant, ...schema }: JsonSchema): JsonSchema {
  return constant === undefined ? schema : { type: 'string', ...schema };
}
