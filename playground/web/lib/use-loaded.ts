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

type Load<Data> = (signal: AbortSignal) => Promise<Data>;

interface State<Data> {
  /** What was loaded: of another `load` it is something else. */
  by?: Load<Data>;
  data?: Data;
  error?: ErrorFacts;
  loading: boolean;
}

/**
 * Loads when what it depends on changes; `load` must be stable between renders (`useCallback`).
 * @param keep whether to go on showing what was loaded for something else until the new is here
 */
export function useLoaded<Data>(load: Load<Data>, { keep = false } = {}): Loaded<Data> {
  const [state, setState] = useState<State<Data>>({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const settle = (next: State<Data>) => {
      if (!controller.signal.aborted) setState(next);
    };
    setState((before) => ({ ...before, error: undefined, loading: true }));
    load(controller.signal).then(
      (data) => settle({ by: load, data, loading: false }),
      (error: unknown) => settle({ by: load, error: factsOf(error), loading: false }),
    );
    return () => controller.abort();
  }, [load, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  if (state.by !== load && !keep) return { loading: true, reload };
  const { data, error, loading } = state;
  return { data, error, loading, reload };
}
