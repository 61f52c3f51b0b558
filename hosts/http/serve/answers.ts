import type { Server, ServerResponse } from 'node:http';

/**
 * Follows the answers that a server is giving.
 * @returns a function that waits until those under way are out
 */
export function followAnswers(server: Server): () => Promise<unknown> {
  const open = new Set<Promise<void>>();
  server.on('request', (_request, response: ServerResponse) => {
    const closed = new Promise<void>((resolve) => void response.once('close', resolve));
    open.add(closed);
    void closed.then(() => open.delete(closed));
  });
  return () => Promise.all(open);
}
