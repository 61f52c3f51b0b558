import type { Command } from 'commander';

import { reasonOf, refuse } from '../errors.ts';
import { interruption } from '../interruption.ts';
import { printJson, printText } from '../output.ts';
import { portOf } from '../port.ts';

interface PlaygroundCommandOptions {
  port: number;
  directory?: string;
  json?: boolean;
}

export function addPlayground(program: Command): void {
  program
    .command('playground')
    .summary('try the operations in a browser')
    .description(
      'Starts the playground on 127.0.0.1: a page to run the operations on, with a sandbox of its own.',
    )
    .option('--port <number>', 'where it listens; 0 takes a free port', portOf, 0)
    .option('--directory <path>', "keep the sandbox's data in this directory")
    .option('--json', 'print the address as one line of JSON')
    .addHelpText('after', '\nExample:\n  $ s3c playground --port 8080')
    .action(runPlayground);
}

async function runPlayground({ json, ...options }: PlaygroundCommandOptions): Promise<void> {
  const { startPlayground } = await import('../../playground/server.ts');
  const playground = await startPlayground(options).catch((error: unknown) => {
    const fix = 'Look at --port and --directory; see s3c playground --help.';
    throw refuse('server_not_started', { server: 'playground', reason: reasonOf(error), fix });
  });
  try {
    if (json) printJson({ url: playground.url });
    else printText(`The playground is at ${playground.url} - Ctrl-C ends it.`);
    await interruption();
  } finally {
    await playground.close();
  }
}
