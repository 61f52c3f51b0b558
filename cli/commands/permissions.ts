import type { Command } from 'commander';
import type { TableEntry } from '../../connector/permissions/index.ts';
import { toHtml } from '../../connector/page/html.ts';
import { toMarkdown } from '../../connector/page/markdown.ts';
import { printJson, printText } from '../output.ts';
import { formatIn } from '../permissions/format.ts';
import { permissionsPage } from '../../connector/permissions/pages/permissions.ts';
import { selectOperations } from '../permissions/selection.ts';
import { plainCondition, resourceWords } from '../../connector/permissions/pages/words.ts';
import { table } from '../table.ts';

interface Options {
  operations?: string;
  format: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ s3c permissions
  $ s3c permissions --operations get_object,put_object_text
  $ s3c permissions --format html > permissions.html       self-contained, ready to print
  $ s3c permissions --json | jq '.[].rows[].action'`;

export function addPermissions(program: Command): void {
  program
    .command('permissions')
    .summary('list the permissions that operations need')
    .description('Lists the AWS permissions that operations need: the action, on what, and when.')
    .option('--operations <names>', 'only these, parted by commas (default: all)')
    .option('--format <format>', 'text, markdown or html: pages with a policy for each operation', 'text')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(({ operations, format, json }: Options) => {
      const wanted = formatIn(format, ['text', 'markdown', 'html'], 'permissions');
      const entries = selectOperations(operations);
      if (json) return printJson(entries);
      if (wanted === 'text') return printText(...table([HEAD, ...entries.flatMap(linesOf)]));
      const page = permissionsPage(entries);
      process.stdout.write(wanted === 'html' ? toHtml('Permissions', page) : toMarkdown(page));
    });
}

const HEAD = ['OPERATION', 'ACTION', 'ON', 'WHEN'];

function linesOf({ operation, rows }: TableEntry): string[][] {
  if (rows.length === 0) return [[operation, 'none', '', 'it makes no call']];
  return rows.map((row, index) => [
    index === 0 ? operation : '',
    row.action,
    resourceWords(row),
    plainCondition(row),
  ]);
}
