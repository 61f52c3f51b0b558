import { Router } from 'express';
import { neverStored } from '../security.ts';
import { onlyMethods } from '../answer-errors.ts';
import type { Work } from '../work.ts';

/**
 * `GET /health`: 200 while the server takes requests, 503 once it stops; `GET /health/live`: 200 for as long as it
 * answers at all. Neither wants a token or looks at Host: they are asked by machines, and tell nothing else.
 */
export function healthRoutes(work: Pick<Work, 'stopping'>): Router {
  const router = Router();
  router.use('/health', neverStored);
  router.get('/health', (_request, response) => {
    const ready = !work.stopping;
    response.status(ready ? 200 : 503).json({ live: true, ready });
  });
  router.get('/health/live', (_request, response) => {
    response.json({ live: true });
  });
  router.all(['/health', '/health/live'], onlyMethods('GET'));
  return router;
}
