/**
 * `npm run build:tray-falafel`: the connector for Tray's falafel, in dist-hosts/tray-falafel. Each
 * `--allow-endpoint https://s3.example.com` lets connections choose that server in the place of AWS.
 */
import { parseArgs } from 'node:util';
import { buildTrayFalafel } from './hosts/tray-falafel.ts';

/** npm runs scripts in the folder of the package. */
const FOLDER = 'dist-hosts/tray-falafel';

const { values } = parseArgs({ options: { 'allow-endpoint': { type: 'string', multiple: true } } });
const allowedEndpoints = (values['allow-endpoint'] ?? []).map((address) => new URL(address).origin);
const losses = await buildTrayFalafel(FOLDER, { allowedEndpoints });
console.log(`${FOLDER} is ready to zip; ${losses.length} rules are left to the runtime alone.`);
