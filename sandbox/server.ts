import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { answer } from './answer.ts';
import type { AnswerSettings } from './answer.ts';
import { ConnectionReset } from './faults/connection-reset.ts';
import { readRest } from './message.ts';
import type { Patience } from './options.ts';
import { send } from './send.ts';

/** Seconds. A whole day lets 5 GiB arrive at half a megabit per second. */
const PATIENCE: Required<Patience> = { headers: 30, idle: 120, request: 86_400 };

export interface ServerSettings extends AnswerSettings {
  tls?: { key: string; cert: string };
  patience?: Patience;
}

/** An HTTP server that answers S3's protocol; it does not listen yet. */
export function createS3Server(settings: ServerSettings): Server {
  const { headers, idle, request } = { ...PATIENCE, ...settings.patience };
  const limits = {
    headersTimeout: Math.min(headers, request) * 1000,
    requestTimeout: request * 1000,
    keepAliveTimeout: idle * 1000,
    connectionsCheckingInterval: Math.min(headers, request) * 500,
  };
  const server =
    settings.tls === undefined ? createServer(limits) : createTlsServer({ ...limits, ...settings.tls });
  server.setTimeout(idle * 1000);
  server.on('request', (message, response) => void exchange(settings, message, response, () => undefined));
  server.on('checkContinue', (message, response) => {
    // A client that is refused instead may send its content or not: what comes next could be either.
    const { shouldKeepAlive } = response;
    response.shouldKeepAlive = false;
    void exchange(settings, message, response, () => {
      response.shouldKeepAlive = shouldKeepAlive;
      response.writeContinue();
    });
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
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  try {
    const found = await answer(settings, { message, begin, requestId, signal: gone.signal });
    await send(response, message, found, { requestId, time: settings.surroundings.signingTime() });
    readRest(message);
    settings.logger?.info(`${message.method} ${message.url?.split('?')[0]} ${found.status}`);
  } catch (error) {
    if (error instanceof ConnectionReset) response.socket?.resetAndDestroy();
    // Else the client has gone, or the content broke off: all that is left is to end the connection.
    response.destroy();
  }
}
