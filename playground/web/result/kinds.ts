import type { FileObject, Schema, Values } from '../api/types.ts';

/** A list in an output, with what its rows are made of. */
export interface Listing {
  name: string;
  title: string;
  rows: Values[];
  columns: Schema;
}

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every list of objects in an output, by its schema. */
export function listingsIn(output: Values, schema: Schema): Listing[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const rows = output[name];
    if (!Array.isArray(rows) || member.items?.properties === undefined) return [];
    return [{ name, title: member.title ?? name, rows: rows as Values[], columns: member.items }];
  });
}

/** Lists of plain texts, such as folders. */
export const textListsIn = (output: Values): [string, string[]][] =>
  Object.entries(output).filter(
    (entry): entry is [string, string[]] =>
      Array.isArray(entry[1]) && entry[1].length > 0 && entry[1].every((item) => typeof item === 'string'),
  );

/** The file object in an output, if there is one. */
export function fileIn(output: Values): FileObject | undefined {
  return Object.values(output).find(
    (value): value is Values & FileObject =>
      isObject(value) && ['name', 'url', 'mime_type'].every((part) => part in value),
  );
}

/** A link that works until it expires, with what must be sent along. */
export interface SignedLink {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  expires: number;
}

export function linkIn({ url, expires, method, headers }: Values): SignedLink | undefined {
  if (typeof url !== 'string' || typeof expires !== 'number') return undefined;
  return { url, expires, method, headers } as SignedLink;
}

/** The input for the page after this one, where the output says that the list goes on. */
export function nextPage(output: Values, input: Values, schema: Schema): Values | undefined {
  const markers = Object.entries(output).flatMap(([name, value]) => {
    const member = name.replace(/^next_/, '');
    const isMarker = /_(token|marker)$/.test(name) && schema.properties?.[member] !== undefined;
    return isMarker && value !== undefined ? [[member, value]] : [];
  });
  return markers.length === 0 ? undefined : { ...input, ...Object.fromEntries(markers) };
}

/** What is left to tell once lists, file and link are shown, by name. */
export function plainFacts(output: Values, schema: Schema): [string, unknown][] {
  const members = schema.properties ?? {};
  return Object.entries(output)
    .filter(([name, value]) => !Array.isArray(value) && !isFile(value) && name !== 'content')
    .filter(([name]) => members[name]?.secret !== true && !/_(token|marker)$/.test(name));
}

const isFile = (value: unknown) => isObject(value) && fileIn({ value }) !== undefined;
