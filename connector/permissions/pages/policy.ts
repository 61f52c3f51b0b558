import { printPolicy, type GeneratedPolicy, type LeftOut } from '../index.ts';
import { code, codeBlock, heading, list, paragraph, tableOf, type Block } from '../../page/blocks.ts';
import { consoleSteps } from './console.ts';
import { conditionWords } from './words.ts';

/** One policy as a page: the document, what to know, what it leaves out, and where to paste it. */
export function policyPage(made: GeneratedPolicy): Block[] {
  const { kind, sizes, notes, left_out } = made;
  const [size] = sizes;
  const facts = [
    ...(size === undefined ? [] : [`${size.size} of the ${size.limit} that ${size.as} may have.`]),
    ...notes,
  ];
  return [
    heading(1, kind === 'identity' ? 'Identity policy' : 'Bucket policy'),
    codeBlock('json', printPolicy(made, 'json')),
    list(...facts),
    heading(2, 'Where to paste it'),
    consoleSteps(kind),
    ...(left_out.length === 0
      ? []
      : [
          heading(2, 'Left out'),
          paragraph('Needed by some inputs or some data only.'),
          leftOutTable(left_out),
        ]),
  ];
}

const leftOutTable = (rows: readonly LeftOut[]): Block =>
  tableOf(
    ['operation', 'action', 'needed'],
    rows.map((row) => [code(row.operation), code(row.action), conditionWords(row)]),
  );
