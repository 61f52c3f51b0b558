import { Router } from 'express';
import { onlyMethods } from '../answer-errors.ts';
import { jsonBody, membersOf } from '../body.ts';
import type { Host } from './host.ts';

const POLICY_MEMBERS = ['calls', 'kind', 'principal', 'partition', 'account'] as const;
const CHECK_MEMBERS = [
  'operation',
  'input',
  'identityPolicies',
  'bucketPolicy',
  'permissionsBoundary',
] as const;
const CALLER_MEMBERS = ['principal', 'account', 'partition', 'context'] as const;

/**
 * `GET /permissions`: the table. `POST /permissions/policy`: the least privilege for calls, in every format.
 * `POST /permissions/explain` with `{document}`: what a policy allows. `POST /permissions/check`: whether policies
 * allow a call. All of them are answered from the package: nothing is called.
 */
export function permissionRoutes({ connector: { permissions }, limits }: Host): Router {
  const router = Router();
  const json = jsonBody(limits.bodyBytes);
  type Request = Parameters<typeof permissions.policy>[0];
  type Check = Parameters<typeof permissions.check>[0];
  router.get('/permissions', (_request, response) => {
    response.json({ operations: permissions.table() });
  });
  router.post('/permissions/policy', json, (request, response) => {
    const made = permissions.policy(membersOf(request, POLICY_MEMBERS) as unknown as Request);
    const formats = permissions.POLICY_FORMATS.map((format) => [
      format,
      permissions.printPolicy(made, format),
    ]);
    response.json({ ...made, formats: Object.fromEntries(formats) });
  });
  router.post('/permissions/explain', json, (request, response) => {
    response.json(permissions.explain(membersOf(request, ['document']).document));
  });
  router.post('/permissions/check', json, (request, response) => {
    const given = membersOf(request, [...CHECK_MEMBERS, ...CALLER_MEMBERS]);
    response.json(permissions.check(given as unknown as Check));
  });
  router.all('/permissions', onlyMethods('GET'));
  router.all(['/permissions/policy', '/permissions/explain', '/permissions/check'], onlyMethods('POST'));
  return router;
}
