import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Router, type Request } from 'express';
import { onlyMethods } from '../answer-errors.ts';
import { fail } from '../errors.ts';
import { connectionOf, describe, type Host } from './host.ts';
import { requestOf } from '../watch/facts.ts';

/** What an operation answers that makes a request for others to send. */
interface PreparedRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
}

/**
 * `PUT /operations/:name/send?connection=&input=` with the bytes as the body: runs an operation that prepares a
 * request, sends the bytes by it as they come, and answers the operation's output without its URL. So a browser
 * uploads to any bucket without CORS, and nothing is kept on the way.
 */
export function sendRoutes(host: Host): Router {
  const router = Router();
  router.put('/operations/:name/send', async (request, response) => {
    const length = Number(request.headers['content-length']);
    if (!Number.isInteger(length)) throw fail('length_missing');
    const operation = describe(host, String(request.params.name));
    requestOf(response).operation = operation.name;
    const connection = connectionOf(host, request.query.connection, operation);
    const input = inputOf(request);
    const { signal, follow } = host.work.begin(response);
    const sending = host.connector.run(operation.name, input, { connection, signal }).then(async (output) => {
      await send(request, asPrepared(output), length, signal);
      return output;
    });
    response.status(201).json({ output: { ...(await follow(sending)), url: undefined } });
  });
  router.all('/operations/:name/send', onlyMethods('PUT'));
  return router;
}

function inputOf({ query }: Request): unknown {
  try {
    return JSON.parse(String(query.input));
  } catch {
    throw fail('request_malformed', { reason: 'its "input" is not JSON.' });
  }
}

function asPrepared(output: object): PreparedRequest {
  const { url, method, headers } = output as Partial<PreparedRequest>;
  if (typeof url === 'string' && typeof method === 'string' && headers) return { url, method, headers };
  throw fail('nothing_to_send');
}

async function send(
  source: Request,
  { url, method, headers }: PreparedRequest,
  length: number,
  signal: AbortSignal,
): Promise<void> {
  const start = url.startsWith('https:') ? httpsRequest : httpRequest;
  const target = start(url, { method, headers: { ...headers, 'Content-Length': length }, signal });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    target.once('response', resolve).once('error', reject);
  });
  // S3 may answer before it has read everything, and then close: its answer says more than the broken pipe.
  const sent = pipeline(source, target).catch(() => undefined);
  const answer = await answered.catch((error: Error) => {
    throw fail('send_failed', { reason: error.message });
  });
  const body = await text(answer);
  await sent;
  const status = answer.statusCode ?? 0;
  if (status >= 300) throw fail('send_refused', { status, reason: reasonIn(body) }, { status });
}

/** S3's errors are XML of one shape. */
function reasonIn(body: string): string {
  const part = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
  return [part('Code'), part('Message')].filter(Boolean).join(': ') || 'it gave no reason.';
}
