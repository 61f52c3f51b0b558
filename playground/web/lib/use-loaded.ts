import { useCallback, useEffect, useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { ErrorFacts } from '../api/types.ts';

/** Something from the server: not here yet, here, or failed. `data` stays while it is loaded anew. */
export interface Loaded<Data> {
  data?: Data;
  error?: ErrorFacts;
  loading: boolean;
  reload: () => void;
}

/** Loads when what it depends on changes; `load` must be stable between renders (`useCallback`). */
export function useLoaded<Data>(load: (signal: AbortSignal) => Promise<Data>): Loaded<Data> {
  const [state, setState] = useState<Omit<Loaded<Data>, 'reload'>>({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const settle = (next: Omit<Loaded<Data>, 'reload'>) => {
      if (!controller.signal.aborted) setState(next);
    };
    setState(({ data }) => ({ data, loading: true }));
    load(controller.signal).then(
      (data) => settle({ data, loading: false }),
      (error: unknown) => settle({ error: factsOf(error), loading: false }),
    );
    return () => controller.abort();
  }, [load, turn]);
  return { ...state, reload: useCallback(() => setTurn((before) => before + 1), []) };
}
