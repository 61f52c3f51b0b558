import { Router } from 'express';
import { jsonBodyAmongRuns, membersOf } from '../body.ts';
import { onlyMethods } from '../answer-errors.ts';
import { answerWithEvents, wantsEvents, type Watcher } from '../events.ts';
import { requestOf } from '../watch/facts.ts';
import { connectionOf, describe, type Host } from './host.ts';

/** `POST /operations/:name/run` with `{connection, input}`: answers `{output}`, or events when those are asked for. */
export function runRoutes(host: Host): Router {
  const { connector, work } = host;
  const router = Router();
  router.post('/operations/:name/run', jsonBodyAmongRuns(host), async (request, response) => {
    const operation = describe(host, String(request.params.name));
    const facts = requestOf(response);
    facts.operation = operation.name;
    const { connection: reference, input = {} } = membersOf(request, ['connection', 'input']);
    const connection = connectionOf(host, reference, operation);
    const { signal, follow } = work.begin(response);
    const run = ({ onStage, onProgress }: Partial<Watcher> = {}) => {
      const count: Watcher['onProgress'] = (bytes, total) => {
        facts.transferred = bytes;
        onProgress?.(bytes, total);
      };
      return follow(connector.run(operation.name, input, { connection, signal, onStage, onProgress: count }));
    };
    if (wantsEvents(request)) await answerWithEvents(response, run);
    else response.json({ output: await run() });
  });
  router.all('/operations/:name/run', onlyMethods('POST'));
  return router;
}
