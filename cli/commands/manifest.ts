import type { Command } from 'commander';

import { createConnector } from '../../connector/index.ts';
import { printJson } from '../output.ts';

export function addManifest(program: Command): void {
  program
    .command('manifest')
    .summary('print the manifest')
    .description(
      'Prints what a platform loads: the connection form and every operation with its schemas, as JSON.',
    )
    .option('--json', 'the same: a manifest is JSON')
    .addHelpText('after', "\nExample:\n  $ s3c manifest | jq '.operations | length'")
    .action(() => printJson(createConnector().manifest));
}
