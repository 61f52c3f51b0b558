import type { TableRow } from '../index.ts';
import { code } from '../../page/blocks.ts';

type Mark = (text: string) => string;

const KINDS: Readonly<Record<string, string>> = {
  '*': 'no resource',
  bucket: 'the bucket',
  object: 'the object',
  kms_key: 'the KMS key',
  principal: 'the user or role',
};

/** What a row is on: `the object`, `the source object`. */
export function resourceWords({ resource, of }: Pick<TableRow, 'resource' | 'of'>): string {
  const words = KINDS[resource] ?? resource;
  return of === 'source' ? words.replace('the ', 'the source ') : words;
}

/** When a row is needed: `always`, "with `acl`", "with `method=probes`", "without `version_id`, if the source has tags". */
export function conditionWords(row: Omit<TableRow, 'action'>, mark: Mark = code): string {
  const option = (name: string) =>
    mark(row.values?.[name] === undefined ? name : `${name}=${row.values[name]}`);
  const brings = row.with.map((options) => options.map(option).join(' and ')).join(' or ');
  const parts = [
    brings === '' ? '' : `with ${brings}`,
    row.without.length === 0 ? '' : `without ${row.without.map(mark).join(' or ')}`,
    row.if_data === undefined ? '' : `if ${row.if_data}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'always' : parts.join(', ');
}

/** The same without marks, for a terminal. */
export const plainCondition = (row: Omit<TableRow, 'action'>): string => conditionWords(row, (text) => text);
