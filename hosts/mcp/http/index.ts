import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import type { McpHost } from '../index.ts';
import { createGuard } from './guard.ts';
import { createSessions } from './sessions.ts';

export interface McpHttpOptions {
  /** What clients must send as `Authorization: Bearer`. */
  token: string;
  /** Default: 0, a free port. */
  port?: number;
}

export interface McpHttpServing {
  /** Where clients connect to. */
  url: string;
  close(): Promise<void>;
}

const PATH = '/mcp';

/** Serves any number of clients over streamable HTTP, on 127.0.0.1 only. */
export async function serveMcpOverHttp(host: McpHost, options: McpHttpOptions): Promise<McpHttpServing> {
  const sessions = createSessions(host.createServer);
  const modern = createMcpHandler(host.createServer, { legacy: 'reject' });
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const guard = createGuard(origin, options.token);
  const fetch = async (request: Request): Promise<Response> => {
    const refused = guard(request);
    if (refused) return refused;
    if (new URL(request.url).pathname !== PATH) return new Response(null, { status: 404 });
    return (await isLegacyRequest(request)) ? sessions.fetch(request) : modern.fetch(request);
  };
  const handle = toNodeHandler({ fetch });
  server.on('request', (request, response) => void handle(request, response));
  const close = async () => {
    await Promise.all([sessions.close(), modern.close()]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `${origin}${PATH}`, close };
}
