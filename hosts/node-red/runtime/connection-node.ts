import type { ConnectionDefinition } from '../mapping/definitions.ts';
import { fail } from './errors.ts';
import type { NodeRed, RedConfig, RedNode } from './red.ts';
import { parse } from './values.ts';

interface ConnectionNode extends RedNode {
  /** Made anew for each run, so that a wrong setting fails where a Catch node sees it. */
  connection: () => Record<string, unknown>;
}

/** The config node: settings in the flow, credentials encrypted beside it. */
export function registerConnection(RED: NodeRed, definition: ConnectionDefinition): void {
  const credentials = definition.fields.filter(({ credential }) => credential);
  const options = {
    credentials: Object.fromEntries(
      credentials.map(({ name, secret }) => [
        name,
        { type: secret ? ('password' as const) : ('text' as const) },
      ]),
    ),
  };
  RED.nodes.registerType(
    definition.type,
    function (config) {
      RED.nodes.createNode(this, config);
      const connection = () => connectionOf(definition, config, this.credentials ?? {});
      Object.defineProperty(this, 'connection', { value: connection });
    },
    options,
  );
}

/**
 * The connection of a deployed config node.
 * @throws ConnectorError `code` when there is none of this id
 */
export function findConnection(
  RED: NodeRed,
  id: unknown,
  code: 'connection_missing' | 'connection_not_deployed',
): Record<string, unknown> {
  const node = typeof id === 'string' ? (RED.nodes.getNode(id) as ConnectionNode | null) : null;
  if (typeof node?.connection !== 'function') throw fail(code);
  return node.connection();
}

function connectionOf(
  definition: ConnectionDefinition,
  config: RedConfig,
  credentials: Record<string, unknown>,
): Record<string, unknown> {
  const type = config.connectionType ?? definition.choices[0]?.value;
  const settings = (config.settings ?? {}) as Record<string, unknown>;
  const fields = definition.fields.filter(({ types }) => types.includes(String(type)));
  const entries = fields.map(({ name, title, kind, credential }) => [
    name,
    parse(title, kind, (credential ? credentials : settings)[name]),
  ]);
  return { type, ...Object.fromEntries(entries.filter(([, value]) => value !== undefined)) };
}
