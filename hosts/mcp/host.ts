import type { Tool } from '@modelcontextprotocol/server';
import {
  createConnector,
  type Connection,
  type Connector,
  type ManifestOperation,
} from '../../connector/index.ts';
import { narrow } from '../shared/limits.ts';
import { mapTools } from './mapping/tools.ts';
import type { Confirm, McpHostOptions } from './options.ts';

/** What all servers of one process share. */
export interface Host {
  connector: Connector;
  connection: Connection;
  operations: ReadonlyMap<string, ManifestOperation>;
  tools: readonly Tool[];
  readOnly: boolean;
  confirm: Confirm;
}

/** @throws ConnectorError when the connection is not usable */
export function createHost(options: McpHostOptions): Host {
  const { readOnly = false, confirm = 'delete' } = options;
  const connector = createConnector(options.connector);
  const connection = narrow(connector.checkConnection(options.connection), options);
  // Checked again: a limit of the options may be malformed itself.
  connector.checkConnection(connection);
  const operations = connector.manifest.operations.filter(({ effect }) => !readOnly || effect === 'read');
  return {
    connector,
    connection,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    tools: mapTools({ operations }).format,
    readOnly,
    confirm,
  };
}
