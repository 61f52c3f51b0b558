/**
 * `npm start`: installs and builds what is missing, then becomes the playground. `npm start -- --port 4321` passes
 * arguments on. The playground runs in this very process, so that its signals and its exit code are ours.
 */
import './setup/node-version.js';
import { build } from './setup/build.js';
import { installDependencies } from './setup/dependencies.js';
import { endWith } from './setup/end.js';

// The SDK's warning is for those who choose its version, and this package has chosen.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

await installDependencies().then(build).catch(endWith);
const { endWithParent } = await import('../dist/cli/end-with-parent.js');
endWithParent();
await import('../dist/playground/main.js');
