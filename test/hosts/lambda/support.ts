import {
  createLambdaHandler,
  type LambdaHandler,
  type LambdaHostOptions,
  type LogLine,
} from '../../../hosts/lambda/index.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/index.ts';

export const BUCKET = 'demo-media';
export const STAGING = 'staging';

/** A handler in this process, and the S3 server that it works on. */
export interface Bench {
  sandbox: Sandbox;
  /** The administrator's keys, for the sandbox. */
  connection: Record<string, string>;
  lines: LogLine[];
  /** A handler whose default connection is the administrator's, unless the options say otherwise. */
  handler(options?: LambdaHostOptions): LambdaHandler;
  /** What S3 was asked, in its order: `PUT /bucket/key`. */
  requests: string[];
  close(): Promise<void>;
}

export async function openBench(options: SandboxOptions = {}): Promise<Bench> {
  const requests: string[] = [];
  const logger = { info: (request: string) => void requests.push(request), error: () => undefined };
  const sandbox = await startSandbox({ demo: true, buckets: [STAGING], logger, ...options });
  const { access_key, secret_key, region, endpoint } = sandbox;
  const connection = { access_key, secret_key, region, endpoint };
  const handlers: LambdaHandler[] = [];
  const lines: LogLine[] = [];
  return {
    sandbox,
    connection,
    lines,
    requests,
    handler: (settings = {}) => {
      const log = (line: LogLine) => void lines.push(line);
      const handler = createLambdaHandler({ connections: { default: connection }, log, ...settings });
      handlers.push(handler);
      return handler;
    },
    close: async () => {
      for (const handler of handlers) handler.close();
      await sandbox.close();
    },
  };
}

/** The error of a run that fails. */
export async function failureOf(
  running: Promise<object>,
): Promise<Error & { document: Record<string, unknown> }> {
  const error = (await running.then(
    (answer) => Promise.reject(new Error(`It was answered: ${JSON.stringify(answer)}`)),
    (thrown: unknown) => thrown,
  )) as Error;
  return Object.assign(error, { document: JSON.parse(error.message) });
}

let last = 0;

/** A message as Lambda hands it over. */
export function messageOf(body: unknown, queue: { fifo?: boolean; group?: string } = {}) {
  last += 1;
  return {
    messageId: `message-${last}`,
    receiptHandle: 'receipt',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: queue.group === undefined ? {} : { MessageGroupId: queue.group },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:work${queue.fifo ? '.fifo' : ''}`,
    awsRegion: 'us-east-1',
  };
}

export type Message = ReturnType<typeof messageOf>;

/** The identifiers that a batch's answer reports. */
export const reported = (answer: object): string[] =>
  (answer as { batchItemFailures: { itemIdentifier: string }[] }).batchItemFailures.map(
    ({ itemIdentifier }) => itemIdentifier,
  );
