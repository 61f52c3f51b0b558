import { useEffect, useState } from 'react';
import { checkInput } from '../api/operations.ts';
import type { ErrorFacts, Values } from '../api/types.ts';

/** After a pause in typing of so many milliseconds the runtime is asked. */
const PAUSE = 250;

/** What would stop this input before S3, as the runtime says. */
export function useCheck(operation: string, connection: string, input: Values): ErrorFacts | undefined {
  const [found, setFound] = useState<ErrorFacts>();
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
