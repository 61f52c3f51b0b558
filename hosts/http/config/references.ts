import { fail } from '../errors.ts';

/** Where the texts stand that a configuration only refers to. */
export interface Sources {
  environment: Readonly<Record<string, string | undefined>>;
  /** Reads a text file; throws when it cannot. */
  readFile(path: string): string;
}

/**
 * Puts the texts in the places of `{"$env": "NAME"}` and `{"$file": "PATH"}`, at whatever depth they stand.
 * @throws ConnectorError `reference_empty`, which names the place and the source, never a text
 */
export function resolveReferences(value: unknown, sources: Sources, at = ''): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => resolveReferences(item, sources, `${at}/${index}`));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const [name, target] = members[0] ?? [];
  if (members.length === 1 && typeof target === 'string') {
    if (name === '$env') return textFrom(`the variable ${target}`, at, () => sources.environment[target]);
    if (name === '$file') return textFrom(`the file ${target}`, at, () => sources.readFile(target));
  }
  return Object.fromEntries(
    members.map(([key, member]) => [key, resolveReferences(member, sources, `${at}/${key}`)]),
  );
}

function textFrom(source: string, at: string, read: () => string | undefined): string {
  const text = attempt(read)?.replace(/\r?\n$/, '');
  if (text === undefined || text === '') throw fail('reference_empty', { at, source });
  return text;
}

function attempt(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
