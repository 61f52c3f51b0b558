import type { TableRow } from '../../../connector/permissions/index.ts';
import { compareWithDocumented, type DocumentedRow } from './compare.ts';
import { code, heading, paragraph, tableOf, type Block } from '../../../connector/page/blocks.ts';
import { conditionWords } from '../../../connector/permissions/pages/words.ts';
import { readJson } from '../files.ts';

/** The permissions that Tray documents for its connector, beside what is needed. */
export async function documentedSection(): Promise<Block[]> {
  const { source, rows } = (await readJson('test/fixtures/policies/tray-permission-table.json')) as {
    source: string;
    rows: DocumentedRow[];
  };
  return [
    heading(2, 'What Tray documents, and what is needed'),
    paragraph(`${source}. "Missing" is what some inputs need, or some data, and the table does not name.`),
    tableOf(
      ['operation', 'documented', 'always needed', 'needed sometimes', 'never needed', 'missing'],
      rows
        .map(compareWithDocumented)
        .map(({ operation, documented, always, sometimes, never, missing }) => [
          code(operation),
          codes(documented),
          codes(always),
          rowWords(sometimes),
          codes(never),
          rowWords(missing),
        ]),
    ),
  ];
}

const codes = (actions: readonly string[]) => (actions.length === 0 ? 'none' : actions.map(code).join(', '));

const rowWords = (rows: readonly TableRow[]) =>
  rows.map((row) => `${code(row.action)} ${conditionWords(row)}`).join('; ') || 'none';
