import { createConnector } from '../../connector/index.ts';
import { write } from './files.ts';

/** connector/manifest.gen.json: what `connector.manifest` gives, for platforms that load a file. */
export async function generateManifest(): Promise<void> {
  const connector = createConnector();
  await write('connector/manifest.gen.json', `${JSON.stringify(connector.manifest, null, 2)}\n`);
  connector.close();
}
