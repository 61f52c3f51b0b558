import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { SandboxLogger } from '../options.ts';
import type { SandboxControls } from './interface.ts';
import { Refusal, readJson } from './read-json.ts';
import { CONTROL_ROUTES } from './routes.ts';

/**
 * An HTTP server on which a program, in whatever language, controls the sandbox: JSON, a bearer token with every
 * request, and no other Host than this machine's, so that no web page can reach it by a name of its own.
 */
export function createControlServer(
  controls: SandboxControls,
  token: string,
  logger?: SandboxLogger,
): Server {
  return createServer((message, response) => {
    answer(controls, token, message).then(
      ({ status, body }) => write(response, status, body),
      (error: unknown) => {
        const refusal = refusalOf(error);
        if (refusal.status === 500)
          logger?.error(error instanceof Error ? String(error.stack) : String(error));
        write(response, refusal.status, { error: refusal.message });
      },
    );
  });
}

/** What the sandbox itself refuses to do is the caller's mistake. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return error instanceof RangeError
    ? new Refusal(400, error.message)
    : new Refusal(500, 'The sandbox failed');
}

async function answer(
  controls: SandboxControls,
  token: string,
  message: IncomingMessage,
): Promise<{ status: number; body?: unknown }> {
  checkHost(message);
  checkToken(message, token);
  const path = (message.url ?? '/').split('?')[0] ?? '/';
  const matches = CONTROL_ROUTES.flatMap((route) => {
    const found = route.path.exec(path);
    return found === null ? [] : [{ route, id: found.groups?.['id'] ?? '' }];
  });
  if (matches.length === 0) throw new Refusal(404, `There is nothing at ${path}`);
  const match = matches.find(({ route }) => route.method === message.method);
  if (match === undefined) throw new Refusal(405, `${message.method} means nothing at ${path}`);
  return match.route.run(controls, { id: match.id, body: await readJson(message) });
}

function checkHost({ headers, socket }: IncomingMessage): void {
  const names = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (!names.includes(headers.host?.toLowerCase() ?? '')) {
    throw new Refusal(403, 'The Host header must name this machine, and the port');
  }
}

function checkToken({ headers }: IncomingMessage, token: string): void {
  const [sent, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${token}`)];
  if (sent.length !== wanted.length || !timingSafeEqual(sent, wanted)) {
    throw new Refusal(401, 'The Authorization header must be "Bearer" and the token of this sandbox');
  }
}

function write(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  if (body === undefined) {
    response.end();
    return;
  }
  response.setHeader('content-type', 'application/json');
  response.end(`${JSON.stringify(body)}\n`);
}
