import { ConnectorError, type ErrorCategory } from '../../../connector/index.ts';
import { fail } from './errors.ts';

/** The constructors of Tray's errors that this connector has a use for. */
export type TrayErrorType = 'connectorError' | 'apiError' | 'userInputError' | 'timeoutError';

export interface TrayError {
  type: TrayErrorType;
  message: string;
  /** All that the error says, for a workflow that looks at it. */
  response: object;
}

/** Tray runs a step again after these; what the user has to change fails at once. */
const SERVICE: ReadonlySet<ErrorCategory> = new Set<ErrorCategory>(['throttled', 'network', 'service']);

/** Anything thrown, as one of Tray's errors. The message carries the fix: a workflow's log shows nothing else. */
export function trayError(thrown: unknown): TrayError {
  const error = ConnectorError.is(thrown) ? thrown : unexpected(thrown);
  const facts = JSON.parse(JSON.stringify(error)) as object;
  return { type: typeOf(error), message: `${error.message} ${error.fix}`, response: facts };
}

function typeOf({ code, category, retryable }: ConnectorError): TrayErrorType {
  if (code === 'deadline_exceeded') return 'timeoutError';
  if (category === 'connector') return 'connectorError';
  return retryable || SERVICE.has(category) ? 'apiError' : 'userInputError';
}

const unexpected = (thrown: unknown) =>
  fail(
    'unexpected',
    { reason: thrown instanceof Error ? thrown.message : String(thrown) },
    { cause: thrown },
  );
