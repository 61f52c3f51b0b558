import type { Command } from 'commander';

import type { Sandbox } from '../../sandbox/index.ts';
import { collect } from '../collect.ts';
import { writeCertificate } from '../certificate.ts';
import { reasonOf, refuse } from '../errors.ts';
import { interruption } from '../interruption.ts';
import { note, printText } from '../output.ts';
import { portOf } from '../port.ts';

interface SandboxCommandOptions {
  port: number;
  bucket?: readonly string[];
  region: string;
  directory?: string;
  demo?: boolean;
  tls?: boolean;
  control?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Without --directory everything is in memory, and gone when it ends (Ctrl-C or SIGTERM).

Examples:
  $ s3c sandbox --bucket media --bucket backup
  $ s3c sandbox --port 9000 --directory ./s3-data --demo
  $ s3c sandbox --control   with a second address, to move its clock and make requests fail
  $ s3c sandbox --json      the first line is JSON: endpoint, region, access_key, secret_key`;

export function addSandbox(program: Command): void {
  program
    .command('sandbox')
    .summary('start an S3 server to try things on')
    .description('Starts an S3-protocol server on 127.0.0.1, and prints its endpoint and administrator keys.')
    .option('--port <number>', 'where it listens; 0 takes a free port', portOf, 0)
    .option('--bucket <name>', 'create this bucket (repeatable)', collect)
    .option('--demo', 'begin with some buckets and objects to look at')
    .option('--directory <path>', 'keep everything in this directory')
    .option('--tls', 'serve https, with a test certificate')
    .option('--region <region>', 'the region of its buckets', 'us-east-1')
    .option('--control', 'let programs move its clock and make requests fail; prints where, and a token')
    .option('--json', 'print one line of JSON when it is ready')
    .addHelpText('after', EXAMPLES)
    .action(runSandbox);
}

async function runSandbox(options: SandboxCommandOptions): Promise<void> {
  const sandbox = await start(options);
  const certificate = await writeCertificate(sandbox.certificate);
  try {
    if (options.json)
      printText(
        JSON.stringify({ ...factsOf(sandbox), certificate: sandbox.certificate, control: sandbox.control }),
      );
    else printText(...instructions(sandbox, certificate.path));
    await interruption();
  } finally {
    await Promise.all([sandbox.close(), certificate.remove()]);
  }
}

async function start({ bucket, ...options }: SandboxCommandOptions): Promise<Sandbox> {
  const { startSandbox } = await import('../../sandbox/index.ts');
  const logger = { info: () => undefined, error: note };
  return startSandbox({ ...options, buckets: bucket, logger }).catch((error: unknown) => {
    const fix = 'Look at --port, --directory and --bucket; see s3c sandbox --help.';
    throw refuse('server_not_started', { server: 'sandbox', reason: reasonOf(error), fix });
  });
}

const factsOf = ({ endpoint, region, access_key, secret_key }: Sandbox) => ({
  endpoint,
  region,
  access_key,
  secret_key,
});

/** How to use it, to be pasted into a shell. */
function instructions(sandbox: Sandbox, certificate: string | undefined): string[] {
  const { endpoint, region, access_key, secret_key, control } = sandbox;
  const trust = (variable: string) => (certificate ? [`  export ${variable}=${certificate}`] : []);
  return [
    `The sandbox listens at ${endpoint} (region ${region}). Ctrl-C ends it.`,
    '',
    'With s3c:',
    ...trust('NODE_EXTRA_CA_CERTS'),
    `  export S3C_CONNECTION='${JSON.stringify(factsOf(sandbox))}'`,
    `  s3c run list_buckets`,
    '',
    'With the AWS command line:',
    ...trust('AWS_CA_BUNDLE'),
    `  export AWS_ACCESS_KEY_ID=${access_key} AWS_SECRET_ACCESS_KEY=${secret_key} AWS_DEFAULT_REGION=${region}`,
    `  aws --endpoint-url ${endpoint} s3 ls`,
    ...(control === undefined ? [] : controlInstructions(control)),
  ];
}

function controlInstructions({ endpoint, token }: NonNullable<Sandbox['control']>): string[] {
  return [
    '',
    `Its clock and its faults are controlled at ${endpoint}, for example:`,
    `  curl -H 'Authorization: Bearer ${token}' ${endpoint}/clock -d '{"days": 30}'`,
    `  curl -H 'Authorization: Bearer ${token}' ${endpoint}/faults -d '{"fault": "slow_down", "count": 3}'`,
  ];
}
