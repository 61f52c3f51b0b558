/**
 * `npm run build:tray-cdk`: the connector for Tray's Connector Development Kit, in dist-hosts/tray-cdk. Each
 * `--allow-endpoint https://s3.example.com` lets connections choose that server in the place of AWS.
 */
import { readAllowedEndpoints } from './hosts/options.ts';
import { buildTrayCdk } from './hosts/tray-cdk.ts';

/** npm runs scripts in the folder of the package. */
const FOLDER = 'dist-hosts/tray-cdk';

const allowedEndpoints = readAllowedEndpoints('build:tray-cdk');
const losses = await buildTrayCdk(FOLDER, { allowedEndpoints });
console.log(`${FOLDER} is ready to zip; ${losses.length} rules are left to the runtime alone.`);
