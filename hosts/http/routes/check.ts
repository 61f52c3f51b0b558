import { Router } from 'express';
import { onlyMethods } from '../answer-errors.ts';
import { jsonBody, membersOf } from '../body.ts';
import { connectionOf, describe, type Host } from './host.ts';

/**
 * `POST /operations/:name/check` with `{connection, input}`: takes the input through the stages before the call, and
 * no further. Answers `{}` when a run would reach S3, else `{error}` as a run would give it.
 */
export function checkRoutes(host: Host): Router {
  const { connector, limits } = host;
  const router = Router();
  router.post('/operations/:name/check', jsonBody(limits.bodyBytes), async (request, response) => {
    const operation = describe(host, String(request.params.name));
    const { connection: reference, input = {} } = membersOf(request, ['connection', 'input']);
    const connection = connectionOf(host, reference, operation);
    const controller = new AbortController();
    const run = connector.run(operation.name, input, {
      connection,
      signal: controller.signal,
      onStage: ({ stage }) => {
        if (stage === 'call_service') controller.abort();
      },
    });
    const error = await run.then(
      () => undefined,
      (failure: unknown) => (controller.signal.aborted ? undefined : failure),
    );
    response.json({ error });
  });
  router.all('/operations/:name/check', onlyMethods('POST'));
  return router;
}
