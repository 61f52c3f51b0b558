import { tmpdir } from 'node:os';
import { Client, StreamableHTTPClientTransport, type CallToolResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OlderStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OlderHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { PROGRAM } from '../../cli/support.ts';

/** How a server is reached: the words of `s3c mcp` and its connection, or an address and its token. */
export type Target = { words: readonly string[]; connection: object } | { url: string; token: string };

/** What a person answers; without one, the client cannot ask. */
export type Person = (question: string) => { action: 'accept' | 'decline'; content?: { confirm: boolean } };

export interface CallOptions {
  signal?: AbortSignal;
  onprogress?: (progress: { progress: number; total?: number }) => void;
}

/** What the clients of both SDKs have in common, in one shape. */
export interface AnyClient {
  call(name: string, input: Record<string, unknown>, options?: CallOptions): Promise<CallToolResult>;
  client: Pick<
    Client,
    'listTools' | 'listResources' | 'listResourceTemplates' | 'readResource' | 'complete'
  > & {
    getInstructions(): string | undefined;
    getServerVersion(): { name: string; version: string } | undefined;
  };
  close(): Promise<void>;
}

export type Connect = (target: Target, person?: Person) => Promise<AnyClient>;

const INFO = { name: 'test', version: '1.0.0' };

const processOf = ({ words, connection }: Extract<Target, { words: unknown }>) => ({
  command: process.execPath,
  args: [PROGRAM, 'mcp', ...words],
  env: { PATH: process.env.PATH ?? '', TMPDIR: tmpdir(), S3C_CONNECTION: JSON.stringify(connection) },
});

const headersOf = ({ token }: { token: string }) => ({ headers: { Authorization: `Bearer ${token}` } });

/** The client of the SDK's second version, for protocol revision 2026-07-28 or those before. */
const second =
  (mode: 'legacy' | { pin: string }): Connect =>
  async (target, person) => {
    const capabilities = person ? { elicitation: {} } : {};
    const client = new Client(INFO, { capabilities, versionNegotiation: { mode } });
    if (person) client.setRequestHandler('elicitation/create', ({ params }) => person(params.message));
    const transport =
      'url' in target
        ? new StreamableHTTPClientTransport(new URL(target.url), { requestInit: headersOf(target) })
        : new StdioClientTransport(processOf(target));
    await client.connect(transport);
    return {
      client,
      call: (name, input, options) => client.callTool({ name, arguments: input }, options),
      close: () => client.close(),
    };
  };

/** The client of the SDK's first version, which most programs have today. */
const first: Connect = async (target, person) => {
  const client = new OlderClient(INFO, { capabilities: person ? { elicitation: {} } : {} });
  if (person) client.setRequestHandler(ElicitRequestSchema, ({ params }) => person(params.message));
  const transport =
    'url' in target
      ? new OlderHttp(new URL(target.url), { requestInit: headersOf(target) })
      : new OlderStdio(processOf(target));
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    client: client as unknown as AnyClient['client'],
    call: async (name, input, options) =>
      (await client.callTool({ name, arguments: input }, undefined, options)) as CallToolResult,
    close: () => client.close(),
  };
};

export const CLIENTS: [name: string, connect: Connect][] = [
  ['client v2, protocol 2026-07-28', second({ pin: '2026-07-28' })],
  ['client v2, protocol 2025-11-25', second('legacy')],
  ['client v1', first],
];
