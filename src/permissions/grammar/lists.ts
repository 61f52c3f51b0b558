import type { Reading } from './report.ts';

/** A JSON object, and no list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that may stand alone or in a list, with the path of each. */
export function itemsOf(value: unknown, path: string): { item: unknown; path: string }[] {
  if (!Array.isArray(value)) return [{ item: value, path }];
  return value.map((item: unknown, index) => ({ item, path: `${path}[${index}]` }));
}

/** One text or a list of some; what is not a text is noted. */
export function readTexts(value: unknown, path: string, reading: Reading): { text: string; path: string }[] {
  const items = itemsOf(value, path);
  if (items.length === 0) {
    reading.note(path, 'The list is empty.', 'Put at least one value in the list.');
  }
  return items.flatMap(({ item, path: place }) => {
    if (typeof item === 'string') return [{ text: item, path: place }];
    reading.note(place, 'It must be text.', 'Write it in double quotes.');
    return [];
  });
}
