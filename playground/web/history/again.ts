import type { Values } from '../api/types.ts';

/**
 * A run that was asked for elsewhere in the page, for the operation that opens next. It goes by the page's memory and
 * not by the address: no link can run anything.
 */
let wanted: { operation: string; input: Values } | undefined;

export const askForRun = (operation: string, input: Values) => void (wanted = { operation, input });

/** The input to run at once, if this operation was asked for; it is given out once. */
export function takeRun(operation: string): Values | undefined {
  const found = wanted;
  wanted = undefined;
  return found?.operation === operation ? found.input : undefined;
}
