import type { ConnectorError } from '../../connector/index.ts';
import { isBatch, runBatch } from './batch.ts';
import { lambdaError } from './failure.ts';
import { openHost, type Host } from './host.ts';
import { writeToStandardOutput } from './log.ts';
import type { LambdaContext, LambdaHandler, LambdaHostOptions } from './options.ts';
import { perform, type Invocation } from './perform.ts';
import { readRequest } from './request.ts';

export type { BatchAnswer } from './batch.ts';
export { lambdaErrors } from './errors.ts';
export type { LogLine, WriteLog } from './log.ts';
export type { LambdaContext, LambdaHandler, LambdaHostOptions, StagingOptions } from './options.ts';
export { samTemplate, type Deployment, type SamTemplate } from './template/index.ts';

/** Time for the answer to be told after a run was given up. */
const MARGIN_MILLISECONDS = 1000;
const CONCURRENCY = 10;

/**
 * The connector as the handler of an AWS Lambda function. An event `{operation, input, connection?}` is answered with
 * the operation's output; a failure is an Error whose name is the error's code and whose message is the error document
 * as JSON. A batch of an SQS queue is answered with the messages that failed.
 *
 * Nothing is read from the environment, and nothing of the AWS SDK loaded, before the first event.
 */
export function createLambdaHandler(options: LambdaHostOptions = {}): LambdaHandler {
  let host: Host | undefined;
  const log = options.log ?? writeToStandardOutput;
  const handle = async (event: unknown, context: LambdaContext = {}): Promise<object> => {
    const invocation: Invocation = {
      requestId: context.awsRequestId,
      deadline: deadlineOf(context, options),
      log,
      host: () => (host ??= openHost(options, process.env)),
    };
    if (isBatch(event)) return runBatch(event.Records, invocation, options.concurrency ?? CONCURRENCY);
    try {
      return await perform(() => readRequest(event), invocation);
    } catch (error) {
      throw lambdaError(error as ConnectorError);
    }
  };
  return Object.assign(handle, { close: () => host?.close() });
}

/** Some time before Lambda would end the function with nothing told; a caller that is not Lambda may set no time. */
function deadlineOf(context: LambdaContext, options: LambdaHostOptions): Date | undefined {
  const remaining = context.getRemainingTimeInMillis?.();
  if (typeof remaining !== 'number' || !Number.isFinite(remaining)) return undefined;
  const now = (options.connector?.clock?.() ?? new Date()).getTime();
  return new Date(now + remaining - (options.marginMilliseconds ?? MARGIN_MILLISECONDS));
}
