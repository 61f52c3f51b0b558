import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { answer } from './answer.ts';
import type { AnswerSettings } from './answer.ts';
import { ConnectionReset } from './faults/connection-reset.ts';
import { send } from './send.ts';

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
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  try {
    const found = await answer(settings, { message, begin, requestId, signal: gone.signal });
    await send(response, message, found, { requestId, time: settings.surroundings.signingTime() });
    settings.logger?.info(`${message.method} ${message.url?.split('?')[0]} ${found.status}`);
  } catch (error) {
    if (error instanceof ConnectionReset) response.socket?.resetAndDestroy();
    // Else the client has gone, or the content broke off: all that is left is to end the connection.
    response.destroy();
  }
}
