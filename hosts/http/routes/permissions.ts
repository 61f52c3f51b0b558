import { Router } from 'express';
import { onlyMethods } from '../answer-errors.ts';
import { bodyReader, jsonBodyAmongRuns } from '../body.ts';
import { PERMISSION_BODIES } from '../openapi/bodies.ts';
import type { Host } from './host.ts';

/**
 * `GET /permissions`: the table. `POST /permissions/policy`: the least privilege for calls, in every format.
 * `POST /permissions/explain` with `{document}`: what a policy allows. `POST /permissions/check`: whether policies
 * allow a call. All of them are answered from the package: nothing is called.
 */
export function permissionRoutes(host: Host): Router {
  const { permissions } = host.connector;
  const router = Router();
  const json = jsonBodyAmongRuns(host);
  const policyRequest = bodyReader<Parameters<typeof permissions.policy>[0]>(PERMISSION_BODIES.policy);
  const explainRequest = bodyReader<{ document: unknown }>(PERMISSION_BODIES.explain);
  const checkRequest = bodyReader<Parameters<typeof permissions.check>[0]>(PERMISSION_BODIES.check);
  router.get('/permissions', (_request, response) => {
    response.json({ operations: permissions.table() });
  });
  router.post('/permissions/policy', json, (request, response) => {
    const made = permissions.policy(policyRequest(request));
    const formats = permissions.POLICY_FORMATS.map((format) => [
      format,
      permissions.printPolicy(made, format),
    ]);
    response.json({ ...made, formats: Object.fromEntries(formats) });
  });
  router.post('/permissions/explain', json, (request, response) => {
    response.json(permissions.explain(explainRequest(request).document));
  });
  router.post('/permissions/check', json, (request, response) => {
    response.json(permissions.check(checkRequest(request)));
  });
  router.all('/permissions', onlyMethods('GET'));
  router.all(['/permissions/policy', '/permissions/explain', '/permissions/check'], onlyMethods('POST'));
  return router;
}
