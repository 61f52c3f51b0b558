import { Router, type Response } from 'express';
import { jsonBody, membersOf } from '../body.ts';
import { onlyMethods } from '../answer-errors.ts';
import { answerWithEvents, wantsEvents } from '../events.ts';
import { connectionOf, describe, type Host } from './host.ts';

/** `POST /operations/:name/run` with `{connection, input}`: answers `{output}`, or events when those are asked for. */
export function runRoutes(host: Host): Router {
  const { connector, limits } = host;
  const router = Router();
  router.post('/operations/:name/run', jsonBody(limits.bodyBytes), async (request, response) => {
    const operation = describe(host, String(request.params.name));
    const { connection: reference, input = {} } = membersOf(request, ['connection', 'input']);
    const options = { connection: connectionOf(host, reference, operation), signal: untilGone(response) };
    if (wantsEvents(request)) {
      await answerWithEvents(response, (watcher) =>
        connector.run(operation.name, input, { ...options, ...watcher }),
      );
    } else {
      response.json({ output: await connector.run(operation.name, input, options) });
    }
  });
  router.all('/operations/:name/run', onlyMethods('POST'));
  return router;
}

/** Ends a run when nobody waits for its answer any more. */
export function untilGone(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
