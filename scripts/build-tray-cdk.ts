/**
 * `npm run build:tray-cdk`: the connector for Tray's Connector Development Kit, in dist-hosts/tray-cdk. Each
 * `--allow-endpoint https://s3.example.com` lets connections choose that server in the place of AWS.
 */
import { parseArgs } from 'node:util';
import { buildTrayCdk } from './hosts/tray-cdk.ts';

/** npm runs scripts in the folder of the package. */
const FOLDER = 'dist-hosts/tray-cdk';

const { values } = parseArgs({ options: { 'allow-endpoint': { type: 'string', multiple: true } } });
const allowedEndpoints = (values['allow-endpoint'] ?? []).map((address) => new URL(address).origin);
const losses = await buildTrayCdk(FOLDER, { allowedEndpoints });
console.log(`${FOLDER} is ready to zip; ${losses.length} rules are left to the runtime alone.`);
