import type { Command } from 'commander';
import { check, type CheckRequest } from '../../connector/permissions/index.ts';
import { createConnector } from '../../connector/index.ts';
import { collect } from '../collect.ts';
import { refuse } from '../errors.ts';
import { findOperation } from '../find-operation.ts';
import { readJson } from '../given.ts';
import { printJson } from '../output.ts';
import { readPolicyFile } from '../permissions/policy-file.ts';

interface Options {
  operation: string;
  input: string;
  policy?: readonly string[];
  bucketPolicy?: string;
  permissionsBoundary?: string;
  sessionPolicy?: string;
  serviceControlPolicy?: readonly string[];
  principal?: string;
  account?: string;
  partition?: string;
  context?: string;
}

const HELP = `
Makes no call and needs no connection. Unless told otherwise, caller and bucket are in one account
of the partition "aws". What only the stored data can tell (whether an object is encrypted with a
key of KMS, or has tags) never changes the decision; it stands in the notes.

Prints {decision, actions: [{action, resource, decision, statement?}], missing, notes}.
Exit codes: 0 allowed, 3 denied, 4 unknown; 2 when the command, the input or a policy is wrong.

Examples:
  $ s3c check --operation get_object --input '{"bucket_name":"media","object_path":"a.txt"}' --policy policy.json
  $ s3c check --operation put_object_text --input @input.json --policy user.json --policy group.json \\
      --bucket-policy bucket.json --principal arn:aws:iam::111122223333:user/bob
  $ s3c check --operation list_buckets --input '{}' --policy policy.json --context '{"aws:SourceIp":"203.0.113.7"}'
`;

const EXIT_CODES = { allowed: 0, denied: 3, unknown: 4 };

export function addCheck(program: Command): void {
  program
    .command('check')
    .summary('check a call against policies')
    .description('Says whether policies allow a call, and what is missing, without making it.')
    .requiredOption('--operation <name>', 'the operation')
    .requiredOption('--input <json>', 'its input: JSON, @file, or - for standard input')
    .option('--policy <files...>', 'policies of the user, its groups or the role')
    .option('--bucket-policy <file>', "the bucket's policy")
    .option('--permissions-boundary <file>', "the user's or role's permissions boundary")
    .option('--session-policy <file>', 'what was passed when the session was created')
    .option('--service-control-policy <file>', "a policy of the caller's organization (repeatable)", collect)
    .option('--principal <arn>', 'who calls: a user, role, session or root, a service, or anonymous')
    .option('--account <id>', "the account that owns the bucket (default: the caller's)")
    .option(
      '--partition <partition>',
      'aws, aws-cn, aws-us-gov ... (default: that of the region, or the principal)',
    )
    .option('--context <json>', 'what is known under context keys: JSON, or @file')
    .option('--json', 'print a failure as JSON, too; the answer is JSON anyway')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const result = check(await requestOf(options));
      printJson(result);
      process.exitCode = EXIT_CODES[result.decision];
    });
}

async function requestOf(options: Options): Promise<CheckRequest> {
  const { operation, principal, account, partition, context } = options;
  findOperation(createConnector(), operation);
  const read = (path: string | undefined) =>
    path === undefined ? undefined : readPolicyFile(path, 'The policy');
  const named = (paths: readonly string[] = []) =>
    Promise.all(
      paths.map(async (path) => ({ name: path, document: await readPolicyFile(path, 'The policy') })),
    );
  return {
    operation,
    input: await readJson({ source: '--input', argument: options.input }),
    identityPolicies: await named(options.policy),
    bucketPolicy: await read(options.bucketPolicy),
    permissionsBoundary: await read(options.permissionsBoundary),
    sessionPolicy: await read(options.sessionPolicy),
    ...(options.serviceControlPolicy === undefined
      ? {}
      : { serviceControlPolicies: await named(options.serviceControlPolicy) }),
    principal,
    account,
    partition,
    ...(context === undefined
      ? {}
      : { context: contextFrom(await readJson({ source: '--context', argument: context })) }),
  };
}

/** @throws ConnectorError `usage_invalid` */
function contextFrom(value: unknown): CheckRequest['context'] {
  const isScalar = (one: unknown) => ['string', 'number', 'boolean'].includes(typeof one);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && Object.values(value).every((one) => [one].flat().every(isScalar)))
    return value as CheckRequest['context'];
  const problem = '--context is an object of texts, numbers, booleans or lists of them, by context key.';
  throw refuse('usage_invalid', { problem, help: 's3c check --help' });
}
