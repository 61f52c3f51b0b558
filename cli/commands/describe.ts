import type { Command } from 'commander';

import { createConnector } from '../../connector/index.ts';
import { describeOperation } from '../description/operation.ts';
import { findOperation } from '../find-operation.ts';
import { printJson, printText } from '../output.ts';

export function addDescribe(program: Command): void {
  program
    .command('describe')
    .summary('explain an operation')
    .description('Explains an operation: its inputs, its output, the permissions it needs, and an example.')
    .argument('<operation>', 'its name, as "s3c operations" lists it')
    .option('--json', "print the operation's entry of the manifest, as JSON")
    .addHelpText(
      'after',
      '\nExamples:\n  $ s3c describe get_object\n  $ s3c describe get_object --json | jq .input_schema',
    )
    .action((given: string, { json }: { json?: boolean }) => {
      const connector = createConnector();
      const { name } = findOperation(connector, given);
      const entry = connector.manifest.operations.find((operation) => operation.name === name);
      if (!entry) throw new Error(`The manifest lacks ${name}`);
      if (json) printJson(entry);
      else printText(...describeOperation(entry));
    });
}
