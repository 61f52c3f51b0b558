/**
 * `npm run build:tray-cdk`: the connector for Tray's Connector Development Kit, in dist-hosts/tray-cdk. Each
 * `--allow-endpoint https://s3.example.com` lets connections choose that server in the place of AWS.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildTrayCdk } from './hosts/tray-cdk.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const { values } = parseArgs({ options: { 'allow-endpoint': { type: 'string', multiple: true } } });
const allowedEndpoints = (values['allow-endpoint'] ?? []).map((address) => new URL(address).origin);
const losses = await buildTrayCdk(join(ROOT, 'dist-hosts/tray-cdk'), { allowedEndpoints });
console.log(`dist-hosts/tray-cdk is ready to zip; ${losses.length} rules are left to the runtime alone.`);
