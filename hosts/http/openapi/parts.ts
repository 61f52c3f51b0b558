import type { JsonSchema } from '../../../connector/index.ts';

/** Any object of the document; what it may hold is for the linter to say. */
export type Part = Readonly<Record<string, unknown>>;

export const schemaNamed = (name: string): Part => ({ $ref: `#/components/schemas/${name}` });

/** An object with these members; those that end with "?" may be missing. */
export function objectOf(members: Readonly<Record<string, Part>>, others = false): JsonSchema {
  const names = Object.entries(members).map(([name, schema]) => ({ name, schema }));
  return {
    type: 'object',
    properties: Object.fromEntries(names.map(({ name, schema }) => [name.replace(/\?$/, ''), schema])),
    required: names.filter(({ name }) => !name.endsWith('?')).map(({ name }) => name),
    additionalProperties: others,
  };
}

export const listOf = (items: Part): JsonSchema => ({ type: 'array', items });
export const TEXT: Part = { type: 'string' };
export const ANY_OBJECT: Part = { type: 'object' };
export const BYTES: Part = { 'application/octet-stream': { schema: {} } };

export const json = (schema: Part, more: Part = {}): Part => ({ 'application/json': { schema, ...more } });

export const bodyOf = (content: Part, description?: string): Part => ({
  ...(description && { description }),
  required: true,
  content,
});

/** The answers of a route: the one of success, and the errors. */
export const answers = (status: number, description: string, content?: Part): Part => ({
  [status]: { description, ...(content && { content }) },
  '4XX': { $ref: '#/components/responses/Refused' },
  '5XX': { $ref: '#/components/responses/Failed' },
});

export const inPath = (name: string, description: string): Part => parameter('path', name, description, true);
export const inQuery = (name: string, description: string, required = false): Part =>
  parameter('query', name, description, required);

const parameter = (where: string, name: string, description: string, required: boolean): Part => ({
  name,
  in: where,
  description,
  required,
  schema: TEXT,
});

/** For whoever asks: no token is looked at. */
export const OPEN: Part = { security: [] };
