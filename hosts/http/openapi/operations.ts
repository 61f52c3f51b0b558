import type { JsonSchema, ManifestOperation } from '../../../connector/index.ts';
import { answers, bodyOf, json, objectOf, schemaNamed, TEXT, type Part } from './parts.ts';

const CONNECTION = { ...TEXT, description: 'The id of a connection: GET /api/connections lists them.' };

/** The path of one operation's run. */
export function runPath(operation: ManifestOperation): [path: string, item: Part] {
  const { name, title, description, documentation, effect, idempotent, permissions } = operation;
  const post = {
    operationId: name,
    tags: [effect],
    summary: title,
    description,
    externalDocs: { description: 'Amazon S3', url: documentation },
    requestBody: bodyOf(json(requestOf(operation), { examples: examplesOf(operation) })),
    responses: answers(200, 'It is done. With `Accept: text/event-stream`, how it goes, event by event.', {
      ...json(objectOf({ output: schemaNamed(`${name}_output`) })),
      'text/event-stream': { schema: TEXT },
    }),
    'x-effect': effect,
    'x-idempotent': idempotent,
    'x-permissions': permissions,
  };
  return [`/api/operations/${name}/run`, { post }];
}

/** An operation that calls nothing may go without a connection. */
const requestOf = ({ name, local }: ManifestOperation): JsonSchema =>
  objectOf({ [local ? 'connection?' : 'connection']: CONNECTION, input: schemaNamed(`${name}_input`) });

const examplesOf = ({ examples, local }: ManifestOperation): Part =>
  Object.fromEntries(
    examples.map(({ reason, input }, index) => [
      `example_${index + 1}`,
      { summary: reason, value: local ? { input } : { connection: 'default', input } },
    ]),
  );
