import { ConnectorError } from '../../src/index.ts';
import { readFailure } from '../classify.ts';
import { fail } from '../errors.ts';

/**
 * The error for a file that did not reach the staging bucket. It is worded here and not where the operation's own
 * errors are: what S3 says of the staging bucket says nothing of the bucket that the workflow works with.
 */
export function notKept(name: string, error: unknown): ConnectorError {
  if (ConnectorError.is(error)) return error;
  const { name: code, message, status } = readFailure(error as Error);
  const reason =
    status === undefined ? `${message}.` : `the staging bucket answers ${status} ${code}: ${message}`;
  const retryable = status === undefined || status >= 500 || status === 429;
  return fail('file_store_failed', { name, reason }, { retryable, cause: error });
}
