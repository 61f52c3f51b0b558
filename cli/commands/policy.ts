import type { Command } from 'commander';
import {
  POLICY_FORMATS,
  policy,
  printPolicy,
  type GeneratedPolicy,
} from '../../connector/permissions/index.ts';
import { note } from '../output.ts';
import { refuse } from '../errors.ts';
import { toMarkdown } from '../../connector/page/markdown.ts';
import { formatIn } from '../permissions/format.ts';
import { policyPage } from '../../connector/permissions/pages/policy.ts';
import { namesIn, selectOperations } from '../permissions/selection.ts';
import { plainCondition } from '../../connector/permissions/pages/words.ts';
import { POLICY_HELP } from './policy.help.ts';

interface Options {
  operations: string;
  bucket?: string;
  prefix?: string;
  sourceBucket?: string;
  sourcePrefix?: string;
  kmsKey?: string;
  include?: string;
  kind: string;
  principal?: string;
  forBucket?: string;
  partition?: string;
  format: string;
}

export function addPolicy(program: Command): void {
  program
    .command('policy')
    .summary('make a least-privilege policy')
    .description('Makes the policy that allows operations on a bucket, or under a prefix, and nothing else.')
    .requiredOption('--operations <names>', 'what it is for, parted by commas')
    .option('--bucket <bucket>', 'the bucket; not needed for list_buckets')
    .option('--prefix <prefix>', 'only keys that begin with this')
    .option('--source-bucket <bucket>', 'where copies read from (default: --bucket)')
    .option('--source-prefix <prefix>', 'the prefix there')
    .option('--kms-key <id>', 'id or ARN of the encryption key (default: any)')
    .option('--include <options>', 'what inputs may use: acl, tags, version_id ..., an action, or all')
    .option('--kind <kind>', 'identity (attached to a user or role) or bucket', 'identity')
    .option('--principal <arn>', 'whom a bucket policy is for: ARN, account, service or *; several by commas')
    .option('--for-bucket <bucket>', 'of the two buckets of a copy, the one whose policy is made')
    .option('--partition <partition>', 'aws, aws-cn, aws-us-gov ...', 'aws')
    .option('--format <format>', `${POLICY_FORMATS.join(', ')} or markdown`, 'json')
    .option('--json', 'print a failure as JSON on standard output, too')
    .addHelpText('after', POLICY_HELP)
    .action(makePolicy);
}

function makePolicy(options: Options): void {
  const format = formatIn(options.format, [...POLICY_FORMATS, 'markdown' as const], 'policy');
  const made = policy(requestOf(options));
  const markdown = format === 'markdown';
  process.stdout.write(markdown ? toMarkdown(policyPage(made)) : printPolicy(made, format));
  tell(made);
}

function requestOf(options: Options): Parameters<typeof policy>[0] {
  const { bucket, prefix, sourceBucket, sourcePrefix, kmsKey, principal, forBucket, partition } = options;
  const kind = kindIn(options);
  const include = options.include === 'all' ? ('all' as const) : namesIn(options.include ?? '');
  const scope = {
    bucket,
    prefix,
    include,
    kms_key: kmsKey,
    ...(sourceBucket === undefined ? {} : { source: { bucket: sourceBucket, prefix: sourcePrefix } }),
  };
  const calls = selectOperations(options.operations).map(({ operation }) => ({ operation, scope }));
  const whom = principal === undefined ? undefined : namesIn(principal);
  return { calls, kind, partition, principal: whom, bucket: forBucket };
}

function kindIn({ kind, principal, forBucket }: Options): 'identity' | 'bucket' {
  const help = 's3c policy --help';
  if (kind === 'bucket') return kind;
  if (kind !== 'identity') throw refuse('usage_invalid', { problem: '--kind is identity or bucket.', help });
  const only = principal === undefined ? forBucket && '--for-bucket' : '--principal';
  if (!only) return kind;
  throw refuse('usage_invalid', { problem: `${only} is for bucket policies: add --kind bucket.`, help });
}

/** What is not part of the document goes to standard error. */
function tell({ left_out, notes, sizes, smaller }: GeneratedPolicy): void {
  const [size] = sizes;
  if (size !== undefined && smaller !== undefined) {
    const ways = smaller.split === undefined ? '' : ` It takes ${smaller.split.length} policies, or`;
    note(
      `Too large: ${size.size} of the ${size.limit} that ${size.as} may have.${ways} fewer, wider resources.`,
    );
  }
  notes.forEach((text) => note(`Note: ${text}`));
  if (left_out.length === 0) return;
  note('Left out; add with --include:');
  left_out.forEach((row) => note(`  ${row.operation}: ${row.action} ${plainCondition(row)}`));
}
