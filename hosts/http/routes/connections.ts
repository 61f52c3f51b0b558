import { Router, type RequestHandler } from 'express';
import { onlyMethods } from '../answer-errors.ts';
import { jsonBodyAmongRuns, membersOf } from '../body.ts';
import { refusedOrigin } from '../../shared/endpoints.ts';
import { fail } from '../errors.ts';
import type { Host } from './host.ts';

/** Connections stay in memory, so they are kept small, in bytes. */
const LARGEST_CONNECTION = 64 * 1024;

/** `GET`, `POST` and `DELETE /connections`: what each is called and where it leads, never what it holds. */
export function connectionRoutes(host: Host): Router {
  const { connector, connections, limits } = host;
  const router = Router();
  router.get('/connections', (_request, response) => {
    response.json({ connections: connections.list() });
  });
  const ensureOpen: RequestHandler = (_request, _response, next) => {
    if (!host.addConnections) throw fail('connections_fixed');
    next();
  };
  router.post(
    '/connections',
    ensureOpen,
    jsonBodyAmongRuns(host, Math.min(limits.bodyBytes, LARGEST_CONNECTION)),
    (request, response) => {
      const { label = 'Connection', connection } = membersOf(request, ['label', 'connection']);
      if (typeof label !== 'string')
        throw fail('request_malformed', { reason: 'its "label" is not a text.' });
      const checked = connector.checkConnection(connection);
      const origin = refusedOrigin(connector.manifest.auth, checked, host.allowedEndpoints);
      if (origin !== undefined) throw fail('endpoint_refused', { origin });
      response.status(201).json(connections.add({ label, connection: checked }));
    },
  );
  router.delete('/connections/:id', ensureOpen, (request, response) => {
    connections.remove(String(request.params.id));
    response.status(204).end();
  });
  router.all('/connections', onlyMethods('GET', 'POST'));
  router.all('/connections/:id', onlyMethods('DELETE'));
  return router;
}
