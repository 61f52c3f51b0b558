import { Router, type Request, type Response } from 'express';
import type { JsonSchema } from '../../../connector/index.ts';
import { onlyMethods } from '../answer-errors.ts';
import { jsonBodyAmongRuns, membersOf } from '../body.ts';
import { fail } from '../errors.ts';
import { lookupOf } from '../lookup.ts';
import { connectionOf, describe, type Host } from './host.ts';
import { requestOf } from '../watch/facts.ts';

/**
 * `POST /operations/:name/lookup` with `{connection, member, input}`, where `input` is the form so far: answers the
 * member's choices as `{result: [{text, value}]}`. `POST /auth/lookup` does the same for the connection form.
 */
export function lookupRoutes(host: Host): Router {
  const { connector, work } = host;
  const router = Router();
  const json = jsonBodyAmongRuns(host);

  const choices = (request: Request, response: Response, schema: JsonSchema): Promise<object> => {
    const { connection, member, input = {} } = membersOf(request, ['connection', 'member', 'input']);
    const lookup = lookupOf(schema, String(member), Object(input) as object);
    if (lookup === undefined) throw fail('lookup_missing', { member });
    const operation = describe(host, lookup.operation);
    requestOf(response).operation = operation.name;
    const found = connectionOf(host, connection, operation);
    const { signal, follow } = work.begin(response);
    return follow(connector.run(operation.name, lookup.input, { connection: found, signal }));
  };
  router.post('/operations/:name/lookup', json, async (request, response) => {
    const { input_schema } = describe(host, String(request.params.name));
    response.json(await choices(request, response, input_schema));
  });
  router.post('/auth/lookup', json, async (request, response) => {
    response.json(await choices(request, response, connector.manifest.auth));
  });
  router.all(['/operations/:name/lookup', '/auth/lookup'], onlyMethods('POST'));
  return router;
}
