import type { Values } from '../api/types.ts';
import { recall, remember } from '../lib/storage.ts';

/** What has been filled in for each operation, until the page is closed. */
const drafts = new Map<string, Values>();

export const draftOf = (operation: string) => drafts.get(operation);

/** @param kept what of it is neither a secret nor a file: a form without them is remembered, as long as the tab */
export function keepDraft(operation: string, input: Values, kept: Values): void {
  drafts.set(operation, input);
  const isWhole = JSON.stringify(kept) === JSON.stringify(input);
  remember(NAME, isWhole ? { address: location.hash, operation, input } : null, sessionStorage);
}

/** The form that was filled in last, and the address that it stood under. */
interface LastForm {
  address: string;
  operation: string;
  input: Values;
}

const NAME = 'form';
let reloaded = wasReloaded() ? recall<LastForm | null>(NAME, null, sessionStorage) : null;

/** What the form held when the page was loaded anew under the same address: it counts for more than the address. */
export function takeReloaded(operation: string): Values | undefined {
  const found = reloaded;
  reloaded = null;
  return found?.operation === operation && found.address === location.hash ? found.input : undefined;
}

function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}
