import type { Values } from '../api/types.ts';

/** What has been filled in for each operation, until the page is closed. */
const drafts = new Map<string, Values>();

export const draftOf = (operation: string) => drafts.get(operation);
export const keepDraft = (operation: string, input: Values) => void drafts.set(operation, input);
