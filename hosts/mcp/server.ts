import { randomBytes } from 'node:crypto';
import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  Server,
  type ClientCapabilities,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { callTool } from './call.ts';
import type { Host } from './host.ts';
import { offerResources } from './resources/index.ts';

/**
 * Makes servers, one for each connection (or, as of protocol revision 2026-07-28, for each request): they hold no
 * state but what a session's client has declared.
 */
export function createServerFactory(host: Host): () => Server {
  const { manifest } = host.connector;
  // Good for this process: a question that outlives it is asked anew.
  const seal = createRequestStateCodec<string>({ key: randomBytes(32) });
  return () => {
    const { name, title, version } = manifest;
    const server = new Server(
      { name, title, version },
      { capabilities: { tools: {} }, instructions: instructionsOf(host), requestState: seal },
    );
    server.setRequestHandler('tools/list', () => ({ tools: [...host.tools] }));
    server.setRequestHandler('tools/call', (request, context) =>
      callTool(host, request, context, { seal, canAsk: canAsk(server, context) }),
    );
    offerResources(server, host);
    return server;
  };
}

/** Whether the client can put a form to a person; newer clients say so with each request. */
function canAsk(server: Server, { mcpReq }: ServerContext): boolean {
  const envelope = mcpReq.envelope as Record<string, ClientCapabilities> | undefined;
  const { elicitation } = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities() ?? {};
  // Before there were kinds of elicitation, an empty object stood for forms.
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/** What a model should know before it chooses a tool. */
function instructionsOf({ readOnly, confirm, connector }: Host): string {
  const words = [
    connector.manifest.description,
    'Buckets are resources too (s3://bucket/), and so is each object (s3://bucket/key).',
    readOnly ? 'This server only reads.' : '',
    readOnly || confirm === 'never' ? '' : `A person is asked before each ${confirm}.`,
    'A failed call says how to fix it; change the input accordingly before trying again.',
  ];
  return words.filter((sentence) => sentence !== '').join(' ');
}
