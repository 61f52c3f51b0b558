/**
 * `npm run build:tray-falafel`: the connector for Tray's falafel, in dist-hosts/tray-falafel. Each
 * `--allow-endpoint https://s3.example.com` lets connections choose that server in the place of AWS.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildTrayFalafel } from './hosts/tray-falafel.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const { values } = parseArgs({ options: { 'allow-endpoint': { type: 'string', multiple: true } } });
const allowedEndpoints = (values['allow-endpoint'] ?? []).map((address) => new URL(address).origin);
const losses = await buildTrayFalafel(join(ROOT, 'dist-hosts/tray-falafel'), { allowedEndpoints });
console.log(`dist-hosts/tray-falafel is ready to zip; ${losses.length} rules are left to the runtime alone.`);
