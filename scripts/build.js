/** `npm run build`: dist from the sources, nothing done when it is up to date. */
import './setup/node-version.js';
import { build } from './setup/build.js';
import { endWith } from './setup/end.js';

await build().catch(endWith);
