import { Router, type RequestHandler } from 'express';
import type { Registry } from 'prom-client';
import { onlyMethods } from '../answer-errors.ts';
import { neverStored } from '../security.ts';

/** `GET /metrics`, for those whom the guard lets pass: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function metricsRoutes(registry: Registry, guard: RequestHandler): Router {
  const router = Router();
  router.get('/metrics', guard, neverStored, async (_request, response) => {
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  });
  router.all('/metrics', onlyMethods('GET'));
  return router;
}
