import { ConnectorError, errorsOf, runtimeErrors } from '../../connector/index.ts';

const fail = errorsOf({ unexpected: runtimeErrors.unexpected });

/** Anything thrown, as the one kind of error that may be shown. */
export function asConnectorError(thrown: unknown): ConnectorError {
  if (ConnectorError.is(thrown)) return thrown;
  return fail('unexpected', { reason: String(thrown) }, { cause: thrown });
}
