import { policy, printPolicy, roles, table, type Role } from '../../../connector/permissions/index.ts';
import { code, codeBlock, heading, list, paragraph, type Block } from '../../../connector/page/blocks.ts';
import { EXAMPLE } from '../../../connector/permissions/pages/permissions.ts';

const entries = table().filter(({ in_bucket_policies }) => in_bucket_policies);
const grantedByBuckets = new Set(entries.map(({ operation }) => operation));

/** Ready policies, each for the user or role, and for the bucket. */
export const rolesSection = (): Block[] => [
  heading(2, 'Ready policies for common roles'),
  ...roles.flatMap(roleBlocks),
];

function roleBlocks({ title, explanation, operations, include, prefix }: Role): Block[] {
  const calls = operations.map((operation) => ({
    operation,
    scope: { bucket: EXAMPLE.bucket, prefix, include },
  }));
  const grantable = calls.filter(({ operation }) => grantedByBuckets.has(operation));
  const beyond = calls.filter((call) => !grantable.includes(call)).map(({ operation }) => code(operation));
  const identity = policy({ calls, kind: 'identity' });
  const bucket = policy({ calls: grantable, kind: 'bucket', principal: EXAMPLE.principal });
  return [
    heading(3, title),
    paragraph(`${explanation} For ${operations.map(code).join(', ')}.`),
    paragraph('For a user or a role:'),
    codeBlock('json', printPolicy(identity, 'json')),
    ...(identity.notes.length === 0 ? [] : [list(...identity.notes)]),
    paragraph('For the bucket:'),
    codeBlock('json', printPolicy(bucket, 'json')),
    ...(beyond.length === 0
      ? []
      : [paragraph(`No bucket policy can allow ${beyond.join(', ')}: they stay out of it.`)]),
    ...(bucket.notes.length === 0 ? [] : [list(...bucket.notes)]),
  ];
}
