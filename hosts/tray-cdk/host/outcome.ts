import { failureOf, type FailureKind } from '../../shared/tray/failure.ts';

/** The constructors of Tray's errors that this connector has a use for. */
export type TrayErrorType = 'connectorError' | 'apiError' | 'userInputError' | 'timeoutError';

export interface TrayError {
  type: TrayErrorType;
  message: string;
  /** All that the error says, for a workflow that looks at it. */
  response: object;
}

const TYPES: Readonly<Record<FailureKind, TrayErrorType>> = {
  connector: 'connectorError',
  api: 'apiError',
  user_input: 'userInputError',
  timeout: 'timeoutError',
};

/** Anything thrown, as one of Tray's errors. */
export function trayError(thrown: unknown): TrayError {
  const { kind, message, facts } = failureOf(thrown);
  return { type: TYPES[kind], message, response: facts };
}
