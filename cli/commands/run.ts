import type { Command } from 'commander';

import { createConnector, type Connector } from '../../connector/index.ts';
import type { Operation } from '../../src/index.ts';
import { collect } from '../collect.ts';
import { readConnection } from '../connection.ts';
import { refuse } from '../errors.ts';
import { EXIT_CODES_HELP } from '../exit-codes.ts';
import { openFiles, type FileOptions, type RunFiles } from '../files.ts';
import { findOperation } from '../find-operation.ts';
import { completeInput } from '../input.ts';
import { abortOnInterruption } from '../interruption.ts';
import { printJson } from '../output.ts';
import { createProgress } from '../progress.ts';
import { RUN_HELP } from './run.help.ts';

interface RunOptions extends FileOptions {
  input?: string;
  connection?: string;
  region?: string;
  allowAmbientCredentials?: boolean;
  json?: boolean;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .summary('run an operation')
    .description('Runs one operation and prints its output as JSON.')
    .argument('<operation>', 'its name, as "s3c operations" lists it')
    .option('--input <json>', 'the input: JSON, @file, or - for standard input (default: {})')
    .option('--connection <json>', 'the connection: JSON, @file, or - for standard input')
    .option('--region <region>', "the bucket's region; overrides the input's and the connection's")
    .option('--file <path>', 'a local file as the input "file"')
    .option('--files <directory>', 'keep file outputs in this directory (default: a temporary one)')
    .option('--save <path>', 'write the file output here; - for the bytes on standard output')
    .option('--allow-file-origin <origin>', 'let file URLs of a local origin be read (repeatable)', collect)
    .option(
      '--allow-ambient-credentials',
      'let a connection of type "ambient" use this machine\'s credentials',
    )
    .option('--json', 'print a failure as JSON on standard output, too')
    .addHelpText('after', RUN_HELP + EXIT_CODES_HELP)
    .action(runOperation);
}

async function runOperation(name: string, options: RunOptions): Promise<void> {
  const operation = findOperation(createConnector(), name);
  checkOptions(operation, options);
  const files = await openFiles(options);
  const input = await completeInput(operation, options, files.given);
  const connection = await readConnection(options.connection, operation);
  const connector = createConnector({
    fileStore: files.store,
    allowAmbientCredentials: options.allowAmbientCredentials,
  });
  const output = await runWatched(connector, name, input, connection);
  finish(output, files, options.save);
}

/** Runs with a progress bar, and until Ctrl-C. */
async function runWatched(connector: Connector, name: string, input: unknown, connection: unknown) {
  const { signal, release } = abortOnInterruption();
  const progress = await createProgress();
  try {
    return await connector.run(name, input, { connection, signal, onProgress: progress.report });
  } finally {
    progress.stop();
    release();
    connector.close();
  }
}

/** What can be told of the options before anything is read or called. */
function checkOptions(operation: Operation, { input, connection, save, json }: RunOptions): void {
  if (input === '-' && connection === '-') throw refuse('stdin_taken_twice');
  const refuseSave = (reason: string, fix: string) =>
    refuse('option_not_applicable', { option: '--save', reason, fix });
  if (save === '-' && json)
    throw refuseSave('with --json, standard output is for JSON.', 'Save to a file, or leave --json out.');
  const outputs = operation.contract.output.properties as object | undefined;
  if (save !== undefined && !Object.hasOwn(outputs ?? {}, 'file'))
    throw refuseSave(`${operation.name} gives no file.`, 'Leave --save out.');
}

/** Prints the output; where the bytes themselves went to standard output, they are all there is. */
function finish(output: object, files: RunFiles, save: string | undefined): void {
  if (save !== undefined && files.saved === 0)
    throw refuse('nothing_to_save', { output: Object.keys(output).join(', ') });
  if (save !== '-') printJson(output);
}
