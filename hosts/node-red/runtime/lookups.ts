import { ConnectorError, type Connector } from '../../../connector/index.ts';
import { filledIn } from '../../shared/lookup.ts';
import type { NodeRedDefinitions } from '../mapping/definitions.ts';
import { findConnection } from './connection-node.ts';
import { fail } from './errors.ts';
import type { NodeRed } from './red.ts';

/** What the editor asks: the choices of a field of a node, or of the connection's own form. */
interface Question {
  type?: unknown;
  field?: unknown;
  /** Id of the config node. */
  connection?: unknown;
  /** The constants that the form holds so far. */
  input?: Record<string, unknown>;
}

/** `POST /aws-s3-connector/lookup` of the admin API: the live choices of dropdowns. */
export function serveLookups(RED: NodeRed, connector: Connector, definitions: NodeRedDefinitions): void {
  const permission = RED.auth.needsPermission('aws-s3.read');
  RED.httpAdmin.post('/aws-s3-connector/lookup', permission, async (request, response) => {
    try {
      response.json(await choices(RED, connector, definitions, (request.body ?? {}) as Question));
    } catch (error) {
      if (!ConnectorError.is(error)) return void response.status(500).end();
      const { code, message, fix } = error;
      response.status(code === 'connection_not_deployed' ? 409 : 422).json({ code, message, fix });
    }
  });
}

async function choices(
  RED: NodeRed,
  connector: Connector,
  definitions: NodeRedDefinitions,
  { type, field: name, connection: id, input = {} }: Question,
): Promise<unknown> {
  const form = [definitions.connection, ...definitions.nodes].find((each) => each.type === type);
  const field = form?.fields.find((each) => each.name === name);
  if (!field?.lookup) throw fail('lookup_unknown', { field: name });
  const { operation } = field.lookup;
  const isLocal = connector.manifest.operations.find((each) => each.name === operation)?.local;
  const connection = isLocal ? undefined : findConnection(RED, id, 'connection_not_deployed');
  const output = await connector.run(operation, filledIn(field.lookup, input), { connection });
  return (output as { result: unknown }).result;
}
