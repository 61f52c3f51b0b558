import { failureOf, type FailureKind } from '../../shared/tray/failure.ts';

/** What a falafel model rejects with. */
export interface Rejection {
  code: `#${FailureKind}_error`;
  message: string;
  /** All that the error says, for a workflow that looks at it. */
  payload: object;
}

/** Anything thrown, as falafel wants it. */
export function rejectionOf(thrown: unknown): Rejection {
  const { kind, message, facts } = failureOf(thrown);
  return { code: `#${kind}_error`, message, payload: facts };
}
