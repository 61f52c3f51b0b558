import { Router } from 'express';
import { onlyMethods } from '../answer-errors.ts';
import { mapOpenApi } from '../openapi/index.ts';
import { neverStored } from '../security.ts';
import type { Host } from './host.ts';

/** `GET /openapi.json`: the API as an OpenAPI 3.1 document, with the address of this server. */
export function openApiRoutes({ connector }: Host, address: string): Router {
  const router = Router();
  let document: string | undefined;
  router.get('/openapi.json', neverStored, (_request, response) => {
    document ??= JSON.stringify(mapOpenApi(connector.manifest, new URL(address).origin).format);
    response.type('json').send(document);
  });
  router.all('/openapi.json', onlyMethods('GET'));
  return router;
}
