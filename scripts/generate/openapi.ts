import { createConnector } from '../../connector/index.ts';
import { mapOpenApi } from '../../hosts/http/index.ts';
import { write } from './files.ts';

/** Where `s3c serve` listens unless it is told otherwise. */
const ADDRESS = 'http://127.0.0.1:4310';

/** docs/openapi.gen.json: what `GET /openapi.json` gives, for those who generate clients. */
export async function generateOpenApi(): Promise<void> {
  const connector = createConnector();
  const { format } = mapOpenApi(connector.manifest, ADDRESS);
  await write('docs/openapi.gen.json', `${JSON.stringify(format, null, 2)}\n`);
  connector.close();
}
