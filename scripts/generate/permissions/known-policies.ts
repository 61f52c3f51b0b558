import { explain, type OperationCoverage } from '../../../connector/permissions/index.ts';
import { code, heading, paragraph, tableOf, type Block } from '../../../connector/page/blocks.ts';
import { readJson } from '../files.ts';

/** Policies that people find in the documentation of other products. */
const KNOWN = [
  ['tray-user', "Tray's documented policy for a user"],
  ['mattermost-app', "Mattermost's policy for its bucket"],
  ['public-prefix-bucket', 'A bucket policy with a public prefix'],
] as const;

/** What each of the known policies allows. */
export async function knownPoliciesSection(): Promise<Block[]> {
  const sections = await Promise.all(KNOWN.map(([file, title]) => knownPolicy(file, title)));
  return [
    heading(2, 'Well-known policies, and what they allow'),
    paragraph(
      `"In full" is whatever the input; "in part", some inputs: what the others lack is named. ${code('s3c explain-policy FILE')} says the same of any policy.`,
    ),
    ...sections.flat(),
  ];
}

async function knownPolicy(file: string, title: string): Promise<Block[]> {
  const { operations } = explain(await readJson(`test/fixtures/policies/${file}.json`));
  const allowed = operations.filter(({ allowed: how }) => how !== 'none');
  const others = operations
    .filter(({ allowed: how }) => how === 'none')
    .map(({ operation }) => code(operation));
  return [
    heading(3, title),
    tableOf(
      ['operation', 'allowed', 'what some inputs lack'],
      allowed.map((row) => [code(row.operation), `in ${row.allowed}`, lackedBy(row)]),
    ),
    paragraph(`Not at all: ${others.join(', ')}.`),
  ];
}

const lackedBy = ({ missing }: OperationCoverage) =>
  [...new Set(missing.map(({ action }) => code(action)))].join(', ');
