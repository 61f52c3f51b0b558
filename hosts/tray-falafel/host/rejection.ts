import { ConnectorError, type ErrorCategory } from '../../../connector/index.ts';
import { fail } from './errors.ts';

/** What a falafel model rejects with. */
export interface Rejection {
  code: '#user_input_error' | '#api_error' | '#connector_error' | '#timeout_error';
  message: string;
  /** All that the error says, for a workflow that looks at it. */
  payload: object;
}

/** Tray runs a step again after these; what the user has to change fails at once. */
const SERVICE: ReadonlySet<ErrorCategory> = new Set<ErrorCategory>(['throttled', 'network', 'service']);

/** Anything thrown, as falafel wants it. The message carries the fix: a workflow's log shows nothing else. */
export function rejectionOf(thrown: unknown): Rejection {
  const error = ConnectorError.is(thrown) ? thrown : unexpected(thrown);
  const payload = JSON.parse(JSON.stringify(error)) as object;
  return { code: codeOf(error), message: `${error.message} ${error.fix}`, payload };
}

function codeOf({ code, category, retryable }: ConnectorError): Rejection['code'] {
  if (code === 'deadline_exceeded') return '#timeout_error';
  if (category === 'connector') return '#connector_error';
  return retryable || SERVICE.has(category) ? '#api_error' : '#user_input_error';
}

const unexpected = (thrown: unknown) =>
  fail(
    'unexpected',
    { reason: thrown instanceof Error ? thrown.message : String(thrown) },
    { cause: thrown },
  );
