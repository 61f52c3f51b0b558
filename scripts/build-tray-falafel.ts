/**
 * `npm run build:tray-falafel`: the connector for Tray's falafel, in dist-hosts/tray-falafel. Each
 * `--allow-endpoint https://s3.example.com` lets connections choose that server in the place of AWS.
 */
import { readAllowedEndpoints } from './hosts/options.ts';
import { buildTrayFalafel } from './hosts/tray-falafel.ts';

/** npm runs scripts in the folder of the package. */
const FOLDER = 'dist-hosts/tray-falafel';

const allowedEndpoints = readAllowedEndpoints('build:tray-falafel');
const losses = await buildTrayFalafel(FOLDER, { allowedEndpoints });
console.log(`${FOLDER} is ready to zip; ${losses.length} rules are left to the runtime alone.`);
