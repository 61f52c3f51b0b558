import type { ErrorCategory } from '../../../connector/index.ts';
import { asConnectorError } from '../unexpected.ts';

/** What Tray distinguishes: who has to act, and with that whether it runs a step again. */
export type FailureKind = 'connector' | 'api' | 'user_input' | 'timeout';

export interface Failure {
  kind: FailureKind;
  /** It carries the fix: a workflow's log shows nothing else. */
  message: string;
  /** All that the error says, for a workflow that looks at it. */
  facts: object;
}

/** Tray runs a step again after these; what the user has to change fails at once. */
const SERVICE: ReadonlySet<ErrorCategory> = new Set<ErrorCategory>(['throttled', 'network', 'service']);

/** Anything thrown, as what Tray tells of a step. */
export function failureOf(thrown: unknown): Failure {
  const error = asConnectorError(thrown);
  const { code, category, retryable, message, fix } = error;
  const isService = retryable || SERVICE.has(category);
  const kind = category === 'connector' ? 'connector' : isService ? 'api' : 'user_input';
  return {
    kind: code === 'deadline_exceeded' ? 'timeout' : kind,
    message: `${message} ${fix}`,
    facts: JSON.parse(JSON.stringify(error)) as object,
  };
}
