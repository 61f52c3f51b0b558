import { ConnectorError } from '../errors.ts';
import { fail } from '../catalogue.ts';

/** The error of a stopped run: the signal's reason if it is a ConnectorError, else told by the reason's name. */
function cancellation({ reason }: AbortSignal): ConnectorError {
  if (ConnectorError.is(reason)) return reason;
  const late = reason instanceof Error && reason.name === 'TimeoutError';
  return fail(late ? 'deadline_exceeded' : 'cancelled', {}, { cause: reason });
}

/** Throws the cancellation of a signal that has aborted already. */
export function ensureRunning(signal?: AbortSignal): void {
  if (signal?.aborted) throw cancellation(signal);
}

/** Calls `react` once when the signal aborts, at once if it has; the function returned ends the listening. */
export function onAbort(signal: AbortSignal | undefined, react: (error: ConnectorError) => void): () => void {
  if (!signal) return () => {};
  const listener = () => react(cancellation(signal));
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** Waits for work that cannot be stopped, such as DNS, but no longer than `seconds` and until the signal aborts. */
export async function waitAtMost<Result>(
  seconds: number,
  work: Promise<Result>,
  late: () => Error,
  signal?: AbortSignal,
): Promise<Result> {
  let cleanUp = () => {};
  const interruption = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(late()), seconds * 1000);
    const stopListening = onAbort(signal, reject);
    cleanUp = () => {
      clearTimeout(timer);
      stopListening();
    };
  });
  return Promise.race([work, interruption]).finally(cleanUp);
}
