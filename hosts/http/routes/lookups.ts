import { Router, type Request } from 'express';
import type { JsonSchema } from '../../../connector/index.ts';
import { onlyMethods } from '../answer-errors.ts';
import { jsonBody, membersOf } from '../body.ts';
import { fail } from '../errors.ts';
import { lookupOf } from '../lookup.ts';
import { connectionOf, describe, type Host } from './host.ts';
import { untilGone } from './run.ts';

/**
 * `POST /operations/:name/lookup` with `{connection, member, input}`, where `input` is the form so far: answers the
 * member's choices as `{result: [{text, value}]}`. `POST /auth/lookup` does the same for the connection form.
 */
export function lookupRoutes(host: Host): Router {
  const { connector, limits } = host;
  const router = Router();
  const json = jsonBody(limits.bodyBytes);

  const choices = (request: Request, schema: JsonSchema, signal: AbortSignal): Promise<object> => {
    const { connection, member, input = {} } = membersOf(request, ['connection', 'member', 'input']);
    const lookup = lookupOf(schema, String(member), Object(input) as object);
    if (lookup === undefined) throw fail('lookup_missing', { member });
    const operation = describe(host, lookup.operation);
    const options = { connection: connectionOf(host, connection, operation), signal };
    return connector.run(operation.name, lookup.input, options);
  };
  router.post('/operations/:name/lookup', json, async (request, response) => {
    const { input_schema } = describe(host, String(request.params.name));
    response.json(await choices(request, input_schema, untilGone(response)));
  });
  router.post('/auth/lookup', json, async (request, response) => {
    response.json(await choices(request, connector.manifest.auth, untilGone(response)));
  });
  router.all(['/operations/:name/lookup', '/auth/lookup'], onlyMethods('POST'));
  return router;
}
