import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { McpHost } from './index.ts';

export interface StdioServing {
  /** Resolves when the client has closed its end. */
  ended: Promise<void>;
  close(): Promise<void>;
}

/** Serves one client over standard input and output. Nothing else may be written to standard output. */
export function serveMcpOverStdio(
  host: McpHost,
  { input = process.stdin, output = process.stdout }: { input?: Readable; output?: Writable } = {},
): StdioServing {
  const transport = new StdioServerTransport(input, output);
  const serving = serveStdio(host.createServer, { transport });
  const ended = finished(input, { writable: false }).catch(() => undefined);
  return { ended, close: () => serving.close() };
}
