import { createConnector } from '../../connector/index.ts';
import { mapManifest } from './mapping/map-manifest.ts';
import { registerConnection } from './runtime/connection-node.ts';
import { createFiles } from './runtime/files.ts';
import { serveLookups } from './runtime/lookups.ts';
import { registerOperation } from './runtime/operation-node.ts';
import type { NodeRed } from './runtime/red.ts';

/** What Node-RED calls when it loads the package: registers the connection and a node for each operation. */
export function register(RED: NodeRed): void {
  const files = createFiles(RED);
  const { allowAmbientCredentials } = RED.settings.awsS3Connector ?? {};
  const connector = createConnector({ fileStore: files, allowAmbientCredentials });
  const { format: definitions } = mapManifest(connector.manifest);
  registerConnection(RED, definitions.connection);
  for (const definition of definitions.nodes) registerOperation({ RED, connector, files }, definition);
  serveLookups(RED, connector, definitions);
}
