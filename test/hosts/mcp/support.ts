import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalFiles } from '../../../connector/index.ts';
import { createMcpHost, serveMcpOverHttp, type McpHostOptions } from '../../../hosts/mcp/index.ts';
import { startTestSandbox, type TestSandbox } from '../../fixtures/sandbox.ts';
import type { AnyClient, Target } from './clients.ts';

export const TOKEN = 'token-of-the-test-0123456789';

export interface Bench extends TestSandbox {
  connection: { endpoint: string; region: string; access_key: string; secret_key: string };
  /** Where the server over HTTP keeps files. */
  folder: string;
  /** Serves over HTTP in this process. */
  serve(options?: Partial<McpHostOptions>): Promise<Extract<Target, { url: string }>>;
  /** Notes what must be closed at the end. */
  keep(client: AnyClient): AnyClient;
}

export async function openBench(): Promise<Bench> {
  const server = await startTestSandbox({ buckets: ['media', 'other'] });
  const folder = await mkdtemp(join(tmpdir(), 'mcp-host-'));
  const { endpoint, region, access_key, secret_key } = server.sandbox;
  const connection = { endpoint, region, access_key, secret_key };
  const clients: AnyClient[] = [];
  const servers: (() => Promise<void>)[] = [];
  return {
    ...server,
    connection,
    folder,
    keep(client) {
      clients.push(client);
      return client;
    },
    async serve(options = {}) {
      const connector = { fileStore: createLocalFiles({ directory: folder }) };
      const host = createMcpHost({ connection, connector, ...options });
      const { url, close } = await serveMcpOverHttp(host, { token: TOKEN });
      servers.push(() => close().finally(host.close));
      return { url, token: TOKEN };
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all(servers.map((close) => close()));
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The text of a result. */
export const textOf = ({ content }: { content: unknown }) =>
  (content as { text?: string }[]).map(({ text = '' }) => text).join('\n');
