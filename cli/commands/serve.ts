import type { Command } from 'commander';

import type { HttpServing } from '../../hosts/http/index.ts';
import { collect } from '../collect.ts';
import { reasonOf, refuse } from '../errors.ts';
import { interruption } from '../interruption.ts';
import { note, printJson, printText } from '../output.ts';
import { portOf, secondsOf } from '../port.ts';
import { prepareServer, type ServeCommandOptions } from '../serve-options.ts';

const HELP = `
Secrets come from the environment or the configuration, never from the command line:
  S3C_SERVE_TOKEN   what clients must send; wanted unless it listens on this machine only
  S3C_CONNECTION    a connection (JSON or @file) with the id "default"

Standard error has one line of JSON for each request. SIGTERM and Ctrl-C stop it: it takes
nothing new, lets runs end within the grace time, and exits with 0. A second one ends it at once.

Examples:
  $ S3C_CONNECTION=@connection.json s3c serve
  $ s3c serve --config serve.json --host 0.0.0.0 --address https://s3.example.com`;

export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('offer the operations over HTTP')
    .description(
      'Serves every operation as an HTTP API with an OpenAPI document, health and metrics, on 127.0.0.1.',
    )
    .option('--config <file>', 'connections, tokens and limits, as JSON')
    .option('--host <host>', 'the interface it listens on (default: 127.0.0.1)')
    .option('--port <number>', 'where it listens; 0 takes a free port (default: 4310)', portOf)
    .option('--address <origin>', 'the origin that clients call, when a proxy stands in front')
    .option('--files <directory>', 'keep files here (default: a temporary one)')
    .option('--grace <seconds>', 'how long runs may go on when it stops (default: 25)', secondsOf)
    .option('--public-metrics', 'let anyone read /metrics')
    .option('--allow-adding-connections', 'let clients add connections, and remove any')
    .option('--allow-endpoint <origin>', 'where such connections may lead, beside AWS (repeatable)', collect)
    .option(
      '--allow-ambient-credentials',
      'let connections of type "ambient" use this machine\'s credentials',
    )
    .option('--json', 'print the address as one line of JSON')
    .addHelpText('after', HELP)
    .action(runServe);
}

async function runServe(given: ServeCommandOptions): Promise<void> {
  const { options, graceSeconds } = await prepareServer(given);
  const { ConnectorError } = await import('../../connector/index.ts');
  const { serveHttp } = await import('../../hosts/http/index.ts');
  const logged = { ...options, onRequest: log, processMetrics: true };
  const serving: HttpServing = await serveHttp(logged).catch((error: unknown) => {
    if (ConnectorError.is(error)) throw error;
    const fix = 'Look at --host, --port and --files; see s3c serve --help.';
    throw refuse('server_not_started', { server: 'HTTP server', reason: reasonOf(error), fix });
  });
  try {
    const { address } = serving;
    if (given.json) printJson({ url: address });
    else
      printText(`The connector is at ${address}, its document at ${address}/openapi.json - Ctrl-C ends it.`);
    await interruption();
  } finally {
    await serving.stop(graceSeconds);
  }
}

/** One line for each request. */
const log = (record: object): void => note(JSON.stringify({ time: new Date().toISOString(), ...record }));
