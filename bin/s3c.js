#!/usr/bin/env node
// The command line of a package that is built with plain `tsc`, which cannot mark a file executable: this one is.
import { existsSync } from 'node:fs';

// On Node 20 the AWS SDK would announce on stderr that its future releases need Node 22.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const program = new URL('../dist/cli/index.js', import.meta.url);
if (existsSync(program)) {
  const { main } = await import(program.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('s3c: The program is not built yet: run npm run build first.\n');
  process.exitCode = 1;
}
