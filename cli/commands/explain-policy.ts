import type { Command } from 'commander';
import {
  explain,
  type OperationCoverage,
  type PolicyExplanation,
} from '../../connector/permissions/index.ts';
import { printJson, printText } from '../output.ts';
import { readPolicyFile } from '../permissions/policy-file.ts';
import { plainCondition } from '../../connector/permissions/pages/words.ts';
import { table } from '../table.ts';

const EXAMPLES = `
Examples:
  $ s3c explain-policy policy.json
  $ s3c explain-policy policy.json --json | jq '.operations[] | select(.allowed == "full").operation'
  $ aws s3api get-bucket-policy --bucket media --query Policy --output text | s3c explain-policy -`;

export function addExplainPolicy(program: Command): void {
  program
    .command('explain-policy')
    .summary('say what a policy allows')
    .description(
      'Says which operations a policy allows in full, in part or not at all, and what it grants beyond.',
    )
    .argument('<file>', 'a policy document of a user, role or bucket; - for standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, { json }: { json?: boolean }) => {
      const explanation = explain(await readPolicyFile(file, 'The policy'));
      if (json) printJson(explanation);
      else printText(...linesOf(explanation));
    });
}

function linesOf({ kind, places, operations, findings }: PolicyExplanation): string[] {
  const words = { identity: 'An identity policy', bucket: 'A bucket policy' };
  const of = (allowed: OperationCoverage['allowed']) => operations.filter((row) => row.allowed === allowed);
  return [
    `${words[kind]}${places.length === 0 ? '' : `, on ${places.join(', ')}`}.`,
    ...section(
      'Allowed in full',
      of('full').map(({ operation }) => [operation]),
    ),
    ...section(
      'Allowed in part',
      of('part').map((row) => [row.operation, `not ${missingWords(row)}`]),
    ),
    ...section(
      'Not allowed',
      of('none').map((row) => [row.operation, `lacks ${missingWords(row)}`]),
    ),
    ...section(
      'To know',
      findings.map(({ statement, message }) => [`statement ${statement + 1}`, message]),
    ),
  ];
}

const section = (title: string, rows: string[][]) =>
  rows.length === 0 ? [] : ['', title, ...table(rows).map((line) => `  ${line}`)];

const missingWords = ({ missing }: OperationCoverage) =>
  missing.map((row) => `${row.action}${row.with.length === 0 ? '' : ` (${plainCondition(row)})`}`).join(', ');
