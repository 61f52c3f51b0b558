import { Router, type Request } from 'express';
import { ConnectorError } from '../connector/index.ts';
import { toHtml } from '../connector/page/html.ts';
import { toMarkdown } from '../connector/page/markdown.ts';
import { tighten, type NarrowScope } from '../connector/permissions/explanation/tightened.ts';
import { policy, table, type CheckRequest, type PolicyRequest } from '../connector/permissions/index.ts';
import { permissionsPage } from '../connector/permissions/pages/permissions.ts';
import { policyPage } from '../connector/permissions/pages/policy.ts';
import { traceCall } from '../connector/permissions/trace.ts';
import { bodyReader, jsonBody, membersOf } from '../hosts/http/body.ts';
import { PERMISSION_BODIES } from '../hosts/http/openapi/bodies.ts';

/** Several policies of the largest size, and an input. */
const LARGEST_BODY = 2 ** 20;

/**
 * What the page of permissions needs beyond the HTTP host: `GET /permissions/docs`, the documentation of operations as
 * a file; `POST /permissions/page`, a policy as Markdown; `POST /permissions/trace`, a decision step by step;
 * `POST /permissions/tightened`, the least that still allows what a policy allows.
 */
export function permissionRoutes(): Router {
  const router = Router();
  const json = jsonBody(LARGEST_BODY);
  const policyRequest = bodyReader<PolicyRequest>(PERMISSION_BODIES.policy);
  const checkRequest = bodyReader<CheckRequest>(PERMISSION_BODIES.check);
  router.get('/permissions/docs', (request, response) => {
    const blocks = permissionsPage(entriesIn(request));
    if (request.query.format === 'html') response.type('html').send(toHtml('Permissions', blocks));
    else response.type('text/markdown').send(toMarkdown(blocks));
  });
  router.post('/permissions/page', json, (request, response) => {
    response.json({ markdown: toMarkdown(policyPage(policy(policyRequest(request)))) });
  });
  router.post('/permissions/trace', json, (request, response) => {
    response.json(traceCall(checkRequest(request)));
  });
  router.post('/permissions/tightened', json, (request, response) => {
    const { document, scope } = membersOf(request, ['document', 'scope']);
    response.json(tighten(document as string | object, scope as NarrowScope | undefined));
  });
  return router;
}

/** The operations that the query names, parted by commas; all of them without it. */
function entriesIn({ query }: Request) {
  const names = typeof query.operations === 'string' ? query.operations.split(',') : undefined;
  const entries = table();
  const unknown = names?.find((name) => entries.every(({ operation }) => operation !== name));
  if (unknown === undefined) return entries.filter(({ operation }) => names?.includes(operation) ?? true);
  throw new ConnectorError({
    code: 'operation_unknown',
    category: 'input',
    message: `There is no operation "${unknown}".`,
    fix: 'Name operations of the table, parted by commas.',
    retryable: false,
  });
}
