import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostPackages } from '../../fixtures/host-packages.ts';

/** What Lambda tells whoever invoked the function. */
export interface Outcome {
  answer?: object;
  error?: { errorType: string; errorMessage: string; trace: string[] };
  /** The time was over before the function said anything. */
  timedOut?: true;
}

/** A function in a process of its own, as Lambda would run it. */
export interface LambdaFunction {
  /** @param seconds after which Lambda would end the function */
  invoke(event: unknown, seconds?: number): Promise<Outcome>;
  /** All that the process has printed. */
  printed(): string;
  close(): Promise<void>;
}

/** What Lambda itself puts into the environment, as far as it matters here. */
const LAMBDA = { AWS_REGION: 'us-east-1', AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_FUNCTION_NAME: 's3' };

interface Waiting {
  event: unknown;
  deadline: number;
  settle(outcome: Outcome): void;
}

const NATIVE_CLIENT = fileURLToPath(new URL('native-client.cjs', import.meta.url));
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:s3';
const ROUTE = /^\/2018-06-01\/runtime\/invocation\/(?:(?<next>next)|(?<id>[^/]+)\/(?<kind>response|error))$/;

/**
 * Starts a fake of Lambda's Runtime API, and a function that asks it for events by AWS's Runtime Interface Client.
 * @param folder what is deployed
 * @param variables the function's environment, beside what Lambda itself puts there
 */
export async function startFunction(
  folder: string,
  variables: Record<string, string>,
): Promise<LambdaFunction> {
  const events: string[] = [];
  const invocations = new Map<string, Waiting>();
  let asking: ServerResponse | undefined;
  const giveNext = () => {
    const id = asking && events.shift();
    if (id === undefined) return;
    const { event, deadline } = invocations.get(id) as Waiting;
    const headers = {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': id,
      'Lambda-Runtime-Deadline-Ms': String(deadline),
      'Lambda-Runtime-Invoked-Function-Arn': FUNCTION_ARN,
    };
    asking?.writeHead(200, headers).end(JSON.stringify(event));
    asking = undefined;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { next, id = '', kind } = ROUTE.exec(request.url ?? '')?.groups ?? {};
    if (next) {
      asking = response;
      return giveNext();
    }
    const body = await json(request);
    invocations
      .get(id)
      ?.settle(kind === 'response' ? { answer: body as object } : ({ error: body } as Outcome));
    response.writeHead(kind ? 202 : 404).end('{}');
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const { port } = server.address() as AddressInfo;
  const client = join(await hostPackages('lambda'), 'node_modules/aws-lambda-ric/bin/index.mjs');
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--require', NATIVE_CLIENT, client, 'index.handler'],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`, ...LAMBDA, ...variables },
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += data));
  const ended = once(child, 'exit');
  return {
    invoke: (event, seconds = 30) =>
      new Promise((resolve, reject) => {
        const id = `request-${invocations.size + 1}`;
        const timer = setTimeout(() => resolve({ timedOut: true }), seconds * 1000);
        const settle = (outcome: Outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        };
        void ended.then(() => reject(new Error(`The function has ended: ${printed}`)));
        invocations.set(id, { event, deadline: Date.now() + seconds * 1000, settle });
        events.push(id);
        giveNext();
      }),
    printed: () => printed,
    close: async () => {
      child.kill();
      await ended;
      server.closeAllConnections();
      server.close();
    },
  };
}
