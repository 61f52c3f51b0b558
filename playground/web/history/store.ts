import { useSyncExternalStore } from 'react';
import type { Values } from '../api/types.ts';
import { recall, remember } from '../lib/storage.ts';

/** A run that was made in this browser; nothing secret is in it. */
export interface PastRun {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  operation: string;
  title: string;
  /** What the connection is called, and its id. */
  connection: string;
  connection_id?: string;
  input: Values;
  /** Whether the input is all that was run: secrets and files are left out. */
  complete?: boolean;
  /** `done`, `cancelled`, or the code of the error. */
  outcome: string;
  duration: number;
}

const NAME = 'history';
/** How many are remembered. */
const MOST = 200;

let runs = recall<PastRun[]>(NAME, []);
const listeners = new Set<() => void>();

function show(next: PastRun[]): void {
  runs = next;
  for (const listener of listeners) listener();
}

function change(next: PastRun[]): void {
  show(next);
  remember(NAME, runs);
}

// Another tab has run something: of its changes, and only of those, the browser tells.
addEventListener('storage', ({ key }) => {
  if (key === NAME || key === null) show(recall<PastRun[]>(NAME, []));
});

export const addRun = (run: Omit<PastRun, 'id'>) =>
  change([{ ...run, id: crypto.randomUUID() }, ...recall(NAME, runs)].slice(0, MOST));

export const clearHistory = () => change([]);

/** The runs of this browser, the latest first. */
export const useHistory = (): readonly PastRun[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => runs,
  );
