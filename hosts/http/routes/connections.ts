import { Router } from 'express';
import { jsonBody, membersOf } from '../body.ts';
import { fail } from '../errors.ts';
import type { Host } from './host.ts';

/** `GET`, `POST` and `DELETE /connections`: what each is called and where it leads, never what it holds. */
export function connectionRoutes(host: Host): Router {
  const { connections, limits } = host;
  const router = Router();
  router.get('/connections', (_request, response) => {
    response.json({ connections: connections.list() });
  });
  router.post('/connections', jsonBody(limits.bodyBytes), (request, response) => {
    const { label = 'Connection', connection } = membersOf(request, ['label', 'connection']);
    const members = Object(connection) as Record<string, unknown>;
    for (const field of ['endpoint', 'sts_endpoint']) ensureAllowed(host, members[field]);
    response.status(201).json(connections.add({ label: String(label), connection: connection as object }));
  });
  router.delete('/connections/:id', (request, response) => {
    connections.remove(request.params.id);
    response.status(204).end();
  });
  return router;
}

/** A client must not point this server at addresses that only the server can reach. */
function ensureAllowed({ allowedEndpoints }: Host, endpoint: unknown): void {
  if (allowedEndpoints === 'any' || typeof endpoint !== 'string' || !URL.canParse(endpoint)) return;
  const { origin } = new URL(endpoint);
  if (!allowedEndpoints.includes(origin)) throw fail('endpoint_refused', { origin });
}
