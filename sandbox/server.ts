import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { answer } from './answer.ts';
import type { AnswerSettings } from './answer.ts';
import { hostIdOf } from './context.ts';
import type { Answer } from './context.ts';

/** A connection on which nothing moves is closed after this. */
const IDLE_MILLISECONDS = 120_000;
/** A client must have sent its headers after this. */
const HEADERS_MILLISECONDS = 30_000;

export interface ServerSettings extends AnswerSettings {
  tls?: { key: string; cert: string };
}

/** An HTTP server that answers S3's protocol; it does not listen yet. */
export function createS3Server(settings: ServerSettings): Server {
  const server = settings.tls === undefined ? createServer() : createTlsServer(settings.tls);
  // A large upload may take longer than Node's limit for a whole request.
  server.requestTimeout = 0;
  server.headersTimeout = HEADERS_MILLISECONDS;
  server.keepAliveTimeout = IDLE_MILLISECONDS;
  server.setTimeout(IDLE_MILLISECONDS);
  server.on('request', (message, response) => void exchange(settings, message, response, () => undefined));
  server.on('checkContinue', (message, response) => {
    void exchange(settings, message, response, () => response.writeContinue());
  });
  return server;
}

/** One request and its answer; nothing it meets ends the process. */
async function exchange(
  settings: ServerSettings,
  message: IncomingMessage,
  response: ServerResponse,
  begin: () => void,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  try {
    const found = await answer(settings, { message, begin, requestId });
    // Clients correct their clocks by this one.
    response.setHeader('date', settings.surroundings.signingTime().toUTCString());
    await send(response, message, found, requestId);
    settings.logger?.info(`${message.method} ${message.url?.split('?')[0]} ${found.status}`);
  } catch {
    // The client has gone, or the content broke off: all that is left is to end the connection.
    response.destroy();
  }
}

async function send(
  response: ServerResponse,
  message: IncomingMessage,
  { status, headers, body }: Answer,
  requestId: string,
): Promise<void> {
  const all = {
    'x-amz-request-id': requestId,
    'x-amz-id-2': hostIdOf(requestId),
    server: 'AmazonS3',
    ...headers,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) response.setHeader(name, value);
  response.statusCode = status;
  if (body !== undefined && typeof body !== 'string') {
    await pipeline(body, response);
    return;
  }
  if (body !== undefined && !response.hasHeader('content-type'))
    response.setHeader('content-type', 'application/xml');
  if (message.method !== 'HEAD' && status !== 204 && status !== 304) {
    response.setHeader('content-length', Buffer.byteLength(body ?? ''));
  }
  response.end(body);
}
