import type { Server } from '@modelcontextprotocol/server';
import { createHost } from './host.ts';
import type { McpHostOptions } from './options.ts';
import { createServerFactory } from './server.ts';

export type { Loss, Mapped } from '../shared/mapping.ts';
export { mcpErrors } from './errors.ts';
export { serveMcpOverHttp, type McpHttpOptions, type McpHttpServing } from './http/index.ts';
export { mapTools } from './mapping/tools.ts';
export type { Confirm, McpHostOptions } from './options.ts';
export { serveMcpOverStdio, type StdioServing } from './stdio.ts';

export interface McpHost {
  /** Makes a server for one client: hand it to any transport of `@modelcontextprotocol/server`. */
  createServer(): Server;
  /** Releases the sockets to S3. */
  close(): void;
}

/**
 * The connector for the Model Context Protocol: operations as tools, buckets and objects as resources.
 * @throws ConnectorError when the connection is not usable, or an option would widen it
 */
export function createMcpHost(options: McpHostOptions): McpHost {
  const host = createHost(options);
  return { createServer: createServerFactory(host), close: () => host.connector.close() };
}
