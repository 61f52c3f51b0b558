import { createServer, type IncomingMessage, type Server } from 'node:http';

/** How long clients may take over what is quick for all but those who want to keep a server waiting, in seconds. */
export interface Timeouts {
  /** All of a request's headers. */
  headerSeconds: number;
  /** The next piece of a request's body. */
  idleSeconds: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { headerSeconds: 15, idleSeconds: 60 };

/**
 * A server that ends connections whose clients send next to nothing, as slow as they can
 * (https://nodejs.org/api/http.html#serverheaderstimeout). A whole request may take as long as it likes: a large file
 * does, and `runSeconds` ends what takes too long.
 */
export function createPatientServer({ headerSeconds, idleSeconds }: Timeouts): Server {
  const headersTimeout = headerSeconds * 1000;
  // Node looks every 30 seconds otherwise, which would be all that counts.
  const connectionsCheckingInterval = Math.min(headersTimeout, 1000);
  const server = createServer({ headersTimeout, requestTimeout: 0, connectionsCheckingInterval });
  return server.on('request', (request: IncomingMessage) => {
    request.setTimeout(idleSeconds * 1000, () => request.destroy());
    request.once('end', () => request.setTimeout(0));
  });
}
