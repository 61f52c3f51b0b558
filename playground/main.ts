import { parseArgs } from 'node:util';
import { startPlayground, type Playground } from './server.ts';

/** Taken when it is free, so that a bookmark keeps working. */
const USUAL_PORT = 4300;

// The SDK would tell every user of Node 20 that its future versions need a newer one; ours is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

async function start(): Promise<Playground> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, directory: { type: 'string' } } });
  const { port, directory } = values;
  if (port === undefined) {
    return startPlayground({ directory, port: USUAL_PORT }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      return startPlayground({ directory });
    });
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, and is "${port}".`);
  }
  return startPlayground({ directory, port: Number(port) });
}

try {
  const playground = await start();
  console.log(`Playground: ${playground.url} (Ctrl-C stops it)`);
  // The first call would wait for the SDK: it is loaded while the page is opened and read.
  void import('@aws-sdk/client-s3');
  // npm passes Ctrl-C on although the terminal has sent it already: the second one must not interrupt the first.
  let closing: Promise<void> | undefined;
  const stop = () => (closing ??= playground.close());
  process.on('SIGINT', stop).on('SIGTERM', stop);
} catch (error) {
  console.error(`The playground did not start: ${(error as Error).message}`);
  process.exitCode = 1;
}
