import type { Command } from 'commander';

import { createConnector } from '../../connector/index.ts';
import { printJson, printText } from '../output.ts';
import { table } from '../table.ts';

export function addOperations(program: Command): void {
  program
    .command('operations')
    .summary('list the operations')
    .description('Lists the operations: name, effect (read, write or delete) and what each one does.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ s3c operations\n  $ s3c operations --json | jq -r .[].name')
    .action(({ json }: { json?: boolean }) => {
      const operations = Object.values(createConnector().operations).map(
        ({ name, title, description, effect, idempotent, local = false }) => ({
          name,
          title,
          description,
          effect,
          idempotent,
          local,
        }),
      );
      if (json) return printJson(operations);
      const rows = operations.map(({ name, effect, description }) => [name, effect, description]);
      printText(...table([['OPERATION', 'EFFECT', 'WHAT IT DOES'], ...rows]));
    });
}
