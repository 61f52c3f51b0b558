import type { Schema, Values } from '../api/types.ts';

/** A value without what its schema calls secret: for addresses, for the history, for code to copy. */
export function withoutSecrets(value: unknown, schema: Schema | undefined): unknown {
  if (schema === undefined || value === undefined) return value;
  if (schema.secret === true || schema.format === 'password') return undefined;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, schema.items));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).map(([name, member]) => [
    name,
    withoutSecrets(member, schema.properties?.[name]),
  ]);
  return Object.fromEntries(kept.filter(([, member]) => member !== undefined));
}

/** An input that may be kept: a file whose link was taken out is no file, and goes as a whole. */
export function keepable(input: Values, schema: Schema): Values {
  const files = Object.entries(schema.properties ?? {}).filter(([, { format }]) => format === 'file');
  const names = new Set(files.map(([name]) => name));
  const kept = withoutSecrets(input, schema) as Values;
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !names.has(name)));
}
