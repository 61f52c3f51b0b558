import { Router } from 'express';
import { onlyMethods } from '../answer-errors.ts';
import { describe, type Host } from './host.ts';

/** `GET /manifest`, `/auth`, `/operations`, `/operations/:name`: what there is to run, as data. */
export function manifestRoutes(host: Host): Router {
  const { connector } = host;
  const router = Router();
  router.get('/manifest', (_request, response) => {
    response.json(connector.manifest);
  });
  router.get('/auth', (_request, response) => {
    response.json(connector.manifest.auth);
  });
  router.get('/operations', (_request, response) => {
    const operations = connector.manifest.operations.map(
      ({ input_schema: _1, output_schema: _2, permissions: _3, examples: _4, ...summary }) => summary,
    );
    response.json({ operations });
  });
  router.get('/operations/:name', (request, response) => {
    response.json(describe(host, request.params.name));
  });
  router.all(['/manifest', '/auth', '/operations', '/operations/:name'], onlyMethods('GET'));
  return router;
}
