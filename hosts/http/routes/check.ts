import { Router } from 'express';
import { checkBeforeCall } from '../../shared/before-call.ts';
import { onlyMethods } from '../answer-errors.ts';
import { jsonBodyAmongRuns, membersOf } from '../body.ts';
import type { Connection } from '../../../connector/index.ts';
import { connectionOf, describe, type Host } from './host.ts';

/**
 * `POST /operations/:name/check` with `{connection, input}`: takes the input through the stages before the call, and
 * no further. Answers `{error}` as a run would give it, or none when a run would reach S3; and `{needs}`, the actions
 * and resources of this very input, as soon as it names them.
 */
export function checkRoutes(host: Host): Router {
  const { connector } = host;
  const router = Router();
  router.post('/operations/:name/check', jsonBodyAmongRuns(host), async (request, response) => {
    const operation = describe(host, String(request.params.name));
    const { connection: reference, input = {} } = membersOf(request, ['connection', 'input']);
    const connection = connectionOf(host, reference, operation);
    const error = await checkBeforeCall(connector, operation.name, input, { connection }).catch(
      (failure: unknown) => failure,
    );
    response.json({ error, needs: needsOf(host, operation.name, input, connection) });
  });
  router.all('/operations/:name/check', onlyMethods('POST'));
  return router;
}

/** What a call needs; undefined while its input does not say what it is about. */
function needsOf({ connector }: Host, name: string, input: unknown, connection: Connection | undefined) {
  const { region } = { region: undefined, ...connection } as { region?: string };
  try {
    return connector.permissions.required(name, input, region === undefined ? {} : { region });
  } catch {
    return undefined;
  }
}
