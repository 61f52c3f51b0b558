import { policy, printPolicy, type TableEntry } from '../index.ts';
import { code, codeBlock, heading, linkTo, paragraph, tableOf, type Block } from '../../page/blocks.ts';
import { consoleSteps } from './console.ts';
import { conditionWords, resourceWords } from './words.ts';

/** The names that stand in examples for what readers put in. */
export const EXAMPLE = {
  bucket: 'YOUR-BUCKET',
  principal: 'arn:aws:iam::111122223333:user/YOUR-USER',
} as const;

/** A page on some operations: the table, then each with its policies. */
export const permissionsPage = (entries: readonly TableEntry[]): Block[] => [
  heading(1, 'Permissions'),
  paragraph(
    `What operations need of AWS, and the least policy for each. ${code(EXAMPLE.bucket)} and ${code('YOUR-USER')} stand for yours.`,
  ),
  ...tableSection(entries),
  ...entries.filter(({ rows }) => rows.length > 0).flatMap(operationSection),
  ...consoleSection(),
];

/** Every row of the operations, in one table. */
export const tableSection = (entries: readonly TableEntry[]): Block[] => [
  heading(2, 'The table'),
  tableOf(
    ['operation', 'action', 'on', 'needed', 'because'],
    entries.flatMap(({ operation, rows }) =>
      rows.length === 0
        ? [[code(operation), 'none', '', 'never', 'it makes no call']]
        : rows.map((row, index) => [
            index === 0 ? linkTo(code(operation), `#${operation}`) : '',
            code(row.action),
            resourceWords(row),
            conditionWords(row),
            row.because ?? '',
          ]),
    ),
  ),
];

/** An operation's policies: for its plain calls, and where a bucket policy can grant it, that as well. */
export function operationSection({ operation, title, rows, in_bucket_policies }: TableEntry): Block[] {
  const calls = [{ operation, scope: { bucket: EXAMPLE.bucket } }];
  const identity = policy({ calls, kind: 'identity' });
  const more = identity.left_out.map((row) => `${code(row.action)} ${conditionWords(row)}`);
  const forBucket = () => policy({ calls, kind: 'bucket', principal: EXAMPLE.principal });
  const policies = [
    paragraph('For a user or a role:'),
    codeBlock('json', printPolicy(identity, 'json')),
    ...(in_bucket_policies
      ? [paragraph('For the bucket:'), codeBlock('json', printPolicy(forBucket(), 'json'))]
      : [paragraph('A bucket policy cannot grant it: that is only for what is done in its bucket.')]),
  ];
  return [
    heading(3, `${title} (${code(operation)})`, operation),
    ...(identity.document.Statement.length === 0
      ? [paragraph('A plain call needs no permission.')]
      : policies),
    ...(rows.some(({ of }) => of === 'source') ? [BETWEEN_BUCKETS] : []),
    ...(more.length === 0 ? [] : [paragraph(`Beyond plain calls: ${more.join('; ')}.`)]),
  ];
}

/** S3 refuses a bucket policy that names another bucket than its own. */
const BETWEEN_BUCKETS = paragraph(
  `Where the source is in another bucket, a policy of the user or role names both buckets, and each bucket's own policy names that bucket alone. For those, give ${code('s3c policy')} the option ${code('--source-bucket SOURCE')}, and with ${code('--kind bucket')} the one whose policy it is, ${code('--for-bucket SOURCE')}.`,
);

export const consoleSection = (): Block[] => [
  heading(2, 'Where to paste a policy', 'where-to-paste'),
  heading(3, 'For a user or a role'),
  consoleSteps('identity'),
  heading(3, 'For a bucket'),
  consoleSteps('bucket'),
];
