import { isGiven, isLookup } from '../../shared/tray/given.ts';

/**
 * The input as the user meant it. A dropdown's lookup is run with the fields filled in so far, and the others come
 * as empty text; an empty text in any other input may be meant.
 */
export function givenInput(operation: string, input: object): object {
  if (!isLookup(operation)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => isGiven(value)));
}
