import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long clients may take over what is quick for all but those who want to keep a server waiting, in seconds. */
export interface Timeouts {
  /** All of a request's headers. */
  headerSeconds: number;
  /** To send the next piece of a request's body, or to take the next one of an answer. */
  idleSeconds: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { headerSeconds: 15, idleSeconds: 60 };

/**
 * A server that ends connections whose clients send next to nothing, or take next to nothing of what they asked for
 * (https://nodejs.org/api/http.html#serverheaderstimeout). A whole request may take as long as it likes: a large file
 * does, and `runSeconds` ends what takes too long.
 */
export function createPatientServer({ headerSeconds, idleSeconds }: Timeouts): Server {
  const headersTimeout = headerSeconds * 1000;
  // Node looks every 30 seconds otherwise, which would be all that counts.
  const connectionsCheckingInterval = Math.min(headersTimeout, 1000);
  const server = createServer({ headersTimeout, requestTimeout: 0, connectionsCheckingInterval });
  return server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // Node tells the request only as long as its body is not complete.
    request.setTimeout(idleSeconds * 1000, () => request.destroy());
    // A run may take its time: what is waited for is a client that does not take what is there for it.
    response.on('timeout', (socket: Socket) => {
      if (socket.writableLength > 0) socket.destroy();
    });
  });
}
