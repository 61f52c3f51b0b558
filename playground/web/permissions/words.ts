import type { TableRow } from '../api/permission-types.ts';

/** When a row applies, in words: `with acl`, `if the source has tags`. */
export function conditionOf({ always, with: options, without, if_data, of }: TableRow): string {
  if (always) return of === undefined ? 'always' : `always, on the ${of}`;
  const parts = [
    options.length > 0 && `with ${options.map((together) => together.join(' and ')).join(' or ')}`,
    without.length > 0 && `without ${without.join(', ')}`,
    if_data !== undefined && `if ${if_data}`,
    of !== undefined && `on the ${of}`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** Whether a plain call needs the row, without anything being chosen. */
export const isPlain = ({ with: options, if_data }: TableRow) =>
  options.length === 0 && if_data === undefined;
