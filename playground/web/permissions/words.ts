import { plainCondition } from '../../../connector/permissions/pages/words.ts';
import type { TableRow } from '../api/permission-types.ts';

/** When a row applies, as the documents say it: `with acl`, `if the source has tags, on the source`. */
export const conditionOf = (row: TableRow): string =>
  [plainCondition(row), ...(row.of === undefined ? [] : [`on the ${row.of}`])].join(', ');

/** Whether a plain call needs the row, without anything being chosen. */
export const isPlain = ({ with: options, if_data }: TableRow) =>
  options.length === 0 && if_data === undefined;
