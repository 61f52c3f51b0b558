import { useEffect, useState } from 'react';
import { checkInput, type InputCheck } from '../api/operations.ts';
import type { Values } from '../api/types.ts';

/** After a pause in typing of so many milliseconds the runtime is asked. */
const PAUSE = 250;

interface Found extends InputCheck {
  /** What it was said of: while one types, it is what stood there before. */
  of?: Values;
}

/** What the runtime says of this input. */
export function useCheck(operation: string, connection: string, input: Values): Found {
  const [found, setFound] = useState<Found>({});
  useEffect(() => {
    if (connection === '') return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      checkInput(operation, connection, input, controller.signal).then(
        (check) => setFound({ ...check, of: input }),
        () => undefined,
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [operation, connection, input]);
  return found;
}
