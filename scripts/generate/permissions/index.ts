import { table } from '../../../connector/permissions/index.ts';
import { code, heading, paragraph, type Block } from '../../../connector/page/blocks.ts';
import { toHtml } from '../../../connector/page/html.ts';
import { toMarkdown } from '../../../connector/page/markdown.ts';
import {
  consoleSection,
  operationSection,
  tableSection,
} from '../../../connector/permissions/pages/permissions.ts';
import { NOTICE, write } from '../files.ts';
import { documentedSection } from './documented.ts';
import { knownPoliciesSection } from './known-policies.ts';
import { rolesSection } from './roles.ts';
import { templatesSection } from './templates.ts';

/** docs/permissions.md and docs/permissions.html: the same page, to read here and to print. */
export async function generatePermissions(): Promise<void> {
  const page = await permissionsReference();
  await write('docs/permissions.md', `<!-- ${NOTICE} -->\n${toMarkdown(page)}`);
  const html = toHtml('Permissions of the Amazon S3 connector', page);
  await write('docs/permissions.html', html.replace('>\n', `>\n<!-- ${NOTICE} -->\n`));
}

async function permissionsReference(): Promise<Block[]> {
  const entries = table();
  return [
    heading(1, 'Permissions'),
    paragraph(INTRODUCTION),
    ...tableSection(entries),
    paragraph(
      `Who signs is told by STS (${code('sts:GetCallerIdentity')}) to whoever asks: no permission is needed for it, and none can deny it.`,
    ),
    ...rolesSection(),
    ...templatesSection(),
    heading(2, 'The policy of each operation'),
    ...entries.filter(({ rows }) => rows.length > 0).flatMap(operationSection),
    ...consoleSection(),
    ...(await documentedSection()),
    ...(await knownPoliciesSection()),
  ];
}

const INTRODUCTION = [
  'What each operation needs of AWS, the least policy for it, and ready policies for common situations. All of it follows',
  'from the rows that the definitions of the operations carry; the check before a call and the explanation of an',
  'AccessDenied read the same ones. For a policy of your own: `s3c policy --operations get_object --bucket YOUR-BUCKET`.',
].join(' ');
