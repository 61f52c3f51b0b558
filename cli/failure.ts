import { ConnectorError, type ErrorCategory, type ErrorFacts } from '../connector/index.ts';
import { fail } from '../src/index.ts';
import { printJson } from './output.ts';

const WHO_ACTS: Readonly<Record<ErrorCategory, string>> = {
  input: 'you, or whoever gives the input',
  region: 'you, or whoever chooses the region',
  auth: 'the owner of the connection and its credentials',
  permission: 'an administrator of the policies of this user, bucket or key',
  not_found: 'you, or whoever names the bucket and the object',
  conflict: 'you: something else is there already',
  throttled: 'nobody: try again later, more slowly',
  network: 'whoever looks after the network between here and the service',
  service: 'the service: try again later',
  connector: 'the maintainers of this program',
};

/** How a remedy reads on a command line, where the library speaks to a host's programmer. */
const REMEDIES: Readonly<Record<string, string>> = {
  ambient_credentials_refused: 'Use an access key or a role, or add --allow-ambient-credentials.',
  operation_unknown: 'List the operations with: s3c operations',
  file_url_refused:
    'Give a public https address, a file of this machine with --file PATH, or allow a local origin with --allow-file-origin ORIGIN.',
};

/** Anything thrown, as the one kind of error that is shown. */
export function failureOf(thrown: unknown): ErrorFacts {
  const error = ConnectorError.is(thrown) ? thrown : unexpected(thrown);
  const facts = error.toJSON();
  return { ...facts, fix: REMEDIES[facts.code] ?? facts.fix };
}

function unexpected(thrown: unknown): ConnectorError {
  return fail('unexpected', { reason: thrown instanceof Error ? thrown.message : String(thrown) });
}

/** Words on stderr, and the facts on stdout for a program that asked for JSON. */
export function printFailure(facts: ErrorFacts, asJson: boolean): void {
  process.stderr.write(`${inWords(facts)}\n`);
  if (asJson) printJson({ error: facts });
}

function inWords(facts: ErrorFacts): string {
  const { code, category, message, fix, stage, request_id, details } = facts;
  const lines: [label: string, text: string | undefined][] = [
    ['Fix', fix],
    ['Who acts', WHO_ACTS[category]],
    ...neededBy(details).map((permission): [string, string] => ['Needs', permission]),
    ...listIn(details, 'checklist').map((item): [string, string] => ['Look at', item]),
    ['Stage', stage],
    ['Code', code],
    ['Request id', request_id],
  ];
  const told = lines.filter(([, text]) => text !== undefined);
  return [`s3c: ${message}`, ...told.map(([label, text]) => `  ${label.padEnd(10)}  ${text}`)].join('\n');
}

const listIn = (details: Record<string, unknown> = {}, name: string): string[] =>
  Array.isArray(details[name]) ? details[name].map(String) : [];

/** The permissions that the refused call needed, where the error lists them. */
function neededBy(details: Record<string, unknown> = {}): string[] {
  if (!Array.isArray(details.needed)) return [];
  return details.needed.map(
    (row: { action: string; resource: string; if_data?: string }) =>
      `${row.action} on ${row.resource}${row.if_data === undefined ? '' : ` (if ${row.if_data})`}`,
  );
}
