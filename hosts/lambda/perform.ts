import type { ConnectorError } from '../../connector/index.ts';
import { fail } from './errors.ts';
import { withoutCredentials } from './failure.ts';
import type { Host } from './host.ts';
import { factsOf, type WriteLog } from './log.ts';
import type { OperationRequest } from './request.ts';

/** What one invocation has for all that it runs. */
export interface Invocation {
  requestId?: string;
  /** When its runs are given up. */
  deadline?: Date;
  log: WriteLog;
  /** @throws ConnectorError when the function is set up wrongly */
  host(): Host;
}

/**
 * Runs what a request asks for, and logs how it ended.
 * @param read gives the request, or throws what is wrong with it
 * @param facts for the line of the log, beside the operation
 * @throws ConnectorError
 */
export async function perform(
  read: () => OperationRequest,
  invocation: Invocation,
  facts: object = {},
): Promise<object> {
  const started = performance.now();
  let request: OperationRequest | undefined;
  const tell = (error?: ConnectorError) => {
    const { operation = 'no operation', connection } = request ?? {};
    const name = operation.slice(0, 100);
    invocation.log({
      timestamp: new Date().toISOString(),
      level: error ? 'ERROR' : 'INFO',
      message: `${name} ${error ? 'failed' : 'done'}`,
      requestId: invocation.requestId,
      operation: name,
      connection: connection?.slice(0, 100),
      ...facts,
      duration_ms: Math.round(performance.now() - started),
      error: error && factsOf(error),
    });
  };
  try {
    request = read();
    const output = await run(request, invocation);
    tell();
    return output;
  } catch (thrown) {
    const error = withoutCredentials(thrown);
    tell(error);
    throw error;
  }
}

async function run({ operation, input, connection }: OperationRequest, invocation: Invocation) {
  const { connector, readOnly, connectionOf } = invocation.host();
  const { operations } = connector;
  const known = Object.hasOwn(operations, operation)
    ? operations[operation as keyof typeof operations]
    : undefined;
  if (known && readOnly && known.effect !== 'read') throw fail('read_only', { operation });
  return connector.run<string>(operation, input, {
    connection: known?.local ? undefined : connectionOf(connection),
    deadline: invocation.deadline,
  });
}
