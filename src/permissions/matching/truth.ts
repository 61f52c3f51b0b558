/** Three-valued logic: what depends on a fact that is not known is `unknown`, never a guess. */
export type Truth = 'yes' | 'no' | 'unknown';

export const truthOf = (value: boolean): Truth => (value ? 'yes' : 'no');

export function not(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'yes' ? 'no' : 'yes';
}

/** `yes` if it holds for every item, `no` if it fails for one, whatever else is unknown. */
export function all<Item>(items: readonly Item[], holds: (item: Item) => Truth): Truth {
  let result: Truth = 'yes';
  for (const item of items) {
    const truth = holds(item);
    if (truth === 'no') return 'no';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** `yes` if it holds for one item, whatever else is unknown; `no` if it fails for every one. */
export function any<Item>(items: readonly Item[], holds: (item: Item) => Truth): Truth {
  return not(all(items, (item) => not(holds(item))));
}

export const and = (...truths: readonly Truth[]): Truth => all(truths, (truth) => truth);
export const or = (...truths: readonly Truth[]): Truth => any(truths, (truth) => truth);
