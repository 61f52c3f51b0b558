import { useEffect, useState } from 'react';
import { checkInput, type InputCheck } from '../api/operations.ts';
import type { Values } from '../api/types.ts';

/** After a pause in typing of so many milliseconds the runtime is asked. */
const PAUSE = 250;

/** What the runtime says of this input. */
export function useCheck(operation: string, connection: string, input: Values): InputCheck {
  const [found, setFound] = useState<InputCheck>({});
  useEffect(() => {
    if (connection === '') return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      checkInput(operation, connection, input, controller.signal).then(setFound, () => undefined);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [operation, connection, input]);
  return found;
}
