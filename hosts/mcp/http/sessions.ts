import { randomUUID } from 'node:crypto';
import { WebStandardStreamableHTTPServerTransport, type Server } from '@modelcontextprotocol/server';

/** How many clients are remembered; the one that was silent longest gives way to a new one. */
const MOST_SESSIONS = 100;

/**
 * Clients of protocol revisions before 2026-07-28 have sessions: that is how their cancellations and their answers
 * to questions, which come in requests of their own, find the call they belong to.
 */
export function createSessions(createServer: () => Server, maximum = MOST_SESSIONS) {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();

  const open = async () => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: async (id) => {
        const [eldest] = sessions;
        if (sessions.size >= maximum && eldest) {
          sessions.delete(eldest[0]);
          await eldest[1].close();
        }
        sessions.set(id, transport);
      },
      onsessionclosed: (id) => void sessions.delete(id),
    });
    await createServer().connect(transport);
    return transport;
  };

  /** Moves a session to the end of the line of those that give way. */
  const touch = (id: string) => {
    const transport = sessions.get(id);
    if (transport) {
      sessions.delete(id);
      sessions.set(id, transport);
    }
    return transport;
  };

  return {
    async fetch(request: Request): Promise<Response> {
      const id = request.headers.get('mcp-session-id');
      const transport = id === null ? await open() : touch(id);
      return transport ? transport.handleRequest(request) : unknownSession();
    },
    close: async () => {
      await Promise.all([...sessions.values()].map((transport) => transport.close()));
    },
  };
}

/** 404 makes a client begin a new session (https://modelcontextprotocol.io/specification/2025-11-25/basic/transports). */
const unknownSession = () =>
  Response.json(
    { jsonrpc: '2.0', error: { code: -32_001, message: 'Session not found' }, id: null },
    { status: 404 },
  );
