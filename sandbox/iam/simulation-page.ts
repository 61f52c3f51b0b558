import type { Parameters } from './parameters.ts';
import { QueryError } from './query-error.ts';

/** IAM gives at most so many results, and so many when nothing is said. */
const MOST_ITEMS = 1000;
const USUAL_ITEMS = 100;

/** The results that a call asks for by `Marker` and `MaxItems`, and where the next begin; none after the last. */
export function pageOf<Item>(
  parameters: Parameters,
  items: readonly Item[],
): { page: readonly Item[]; marker?: string } {
  const size = parameters.number('MaxItems', { least: 1, most: MOST_ITEMS, usual: USUAL_ITEMS });
  const start = startOf(parameters.optional('Marker'));
  const end = start + size;
  return {
    page: items.slice(start, end),
    ...(end < items.length ? { marker: Buffer.from(`from ${end}`).toString('base64url') } : {}),
  };
}

function startOf(marker: string | undefined): number {
  if (marker === undefined) return 0;
  const [, start] = /^from (\d+)$/.exec(Buffer.from(marker, 'base64url').toString()) ?? [];
  if (start === undefined) throw new QueryError('ValidationError', 'Invalid Marker.');
  return Number(start);
}
