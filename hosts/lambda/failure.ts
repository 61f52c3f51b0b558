import { ConnectorError } from '../../connector/index.ts';
import { asConnectorError } from '../shared/unexpected.ts';

/** What Lambda gives the function of its role; a connection that uses the role does not hold it. */
const CREDENTIALS = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** Anything thrown, as the one kind of error that may be shown, without the credentials of the role. */
export function withoutCredentials(thrown: unknown): ConnectorError {
  const error = asConnectorError(thrown);
  const secrets = CREDENTIALS.flatMap((variable) => process.env[variable] || []);
  return new ConnectorError(error.toJSON(), { cause: error.cause, secrets });
}

/**
 * The error as Lambda passes it on: its name becomes `errorType`, which the `ErrorEquals` of a state machine's `Retry`
 * and `Catch` compare; its message, `errorMessage`, is the whole error document as JSON.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function lambdaError(error: ConnectorError): Error {
  const told = new Error(JSON.stringify(error));
  // Lambda answers the stack as well: it would say the document again, and which files of ours it came through.
  const stack = `${error.code}: ${error.message}`;
  const hidden = { enumerable: false, configurable: true, writable: true };
  return Object.defineProperties(told, {
    name: { ...hidden, value: error.code },
    stack: { ...hidden, value: stack },
  });
}
