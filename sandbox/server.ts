import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { authenticate } from './auth/authenticate.ts';
import type { User } from './auth/identity.ts';
import { authorize } from './authorize.ts';
import { RequestBody } from './body.ts';
import { Context } from './context.ts';
import type { Answer, Surroundings } from './context.ts';
import { S3Error } from './errors.ts';
import type { SandboxLogger } from './options.ts';
import { checkRegion } from './regions.ts';
import { S3Request } from './request.ts';
import { route } from './router.ts';
import { toErrorXml } from './xml.ts';

/** A connection on which nothing moves is closed after this. */
const IDLE_MILLISECONDS = 120_000;
/** A client must have sent its headers after this. */
const HEADERS_MILLISECONDS = 30_000;

export interface ServerSettings {
  surroundings: Surroundings;
  users: ReadonlyMap<string, User>;
  tls?: { key: string; cert: string };
  logger?: SandboxLogger;
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
    const answer = await answerRequest(settings, message, begin).catch((error: unknown) =>
      answerError(settings, message, requestId, error),
    );
    await send(response, message, answer, requestId);
    settings.logger?.info(`${message.method} ${message.url?.split('?')[0]} ${answer.status}`);
  } catch {
    // The client has gone, or the content broke off: all that is left is to end the connection.
    response.destroy();
  }
}

/** The life of a request: address, signature, API, region, permission, result. */
async function answerRequest(
  settings: ServerSettings,
  message: IncomingMessage,
  begin: () => void,
): Promise<Answer> {
  const request = new S3Request(message);
  const { surroundings } = settings;
  const authentication = authenticate(request, settings.users, surroundings.clock());
  const body = new RequestBody(message, request, authentication, begin);
  const context = new Context(request, body, authentication, surroundings);
  const { name, handler } = route(context);
  checkRegion(context, name);
  authorize(context, name);
  return handler(context);
}

function answerError(
  settings: ServerSettings,
  message: IncomingMessage,
  requestId: string,
  error: unknown,
): Answer {
  if (!(error instanceof S3Error)) {
    if (message.destroyed && !message.complete) throw error;
    settings.logger?.error(error instanceof Error ? String(error.stack) : String(error));
  }
  const refusal = error instanceof S3Error ? error : new S3Error('InternalError');
  const resource = (message.url ?? '/').split('?')[0] ?? '/';
  const content = {
    Code: refusal.code,
    Message: refusal.message,
    ...refusal.fields,
    Resource: resource,
    RequestId: requestId,
    HostId: hostId(requestId),
  };
  const bodiless = message.method === 'HEAD' || refusal.status === 304;
  return {
    status: refusal.status,
    headers: { ...refusal.headers, 'content-type': bodiless ? undefined : 'application/xml' },
    body: bodiless ? undefined : toErrorXml(content),
  };
}

async function send(
  response: ServerResponse,
  message: IncomingMessage,
  answer: Answer,
  requestId: string,
): Promise<void> {
  const headers = {
    'x-amz-request-id': requestId,
    'x-amz-id-2': hostId(requestId),
    server: 'AmazonS3',
    ...answer.headers,
  };
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  response.statusCode = answer.status;
  if (answer.body !== undefined && typeof answer.body !== 'string') {
    await pipeline(answer.body, response);
    return;
  }
  if (answer.body !== undefined && !response.hasHeader('content-type'))
    response.setHeader('content-type', 'application/xml');
  if (message.method !== 'HEAD' && answer.status !== 204 && answer.status !== 304) {
    response.setHeader('content-length', Buffer.byteLength(answer.body ?? ''));
  }
  response.end(answer.body);
}

/** S3's second identifier of a request; ours says nothing more than the first. */
function hostId(requestId: string): string {
  return Buffer.from(`sandbox ${requestId}`).toString('base64');
}
