import { errorsOf, type CatalogueEntry } from '../src/index.ts';

/** What can go wrong on the way from a command line to the connector. */
const catalogue = {
  usage_invalid: {
    category: 'input',
    message: '{problem}',
    fix: 'See how it is used: {help}',
    retryable: false,
  },
  json_invalid: {
    category: 'input',
    message: '{source} is not JSON: at line {line}, column {column}, {expected} is expected.',
    fix: 'Correct the JSON there.{hint}',
    retryable: false,
  },
  argument_unusable: {
    category: 'input',
    message: '{source} cannot be used: {reason}',
    fix: '{fix}',
    retryable: false,
  },
  stdin_taken_twice: {
    category: 'input',
    message: '--input - and --connection - would both read standard input, and there is only one.',
    fix: 'Read one of them from a file (@file), or the connection from the variable S3C_CONNECTION.',
    retryable: false,
  },
  connection_missing: {
    category: 'auth',
    message: 'There is no connection, and "{operation}" needs one.',
    fix: 'Give --connection @file, --connection - (standard input), or set the variable S3C_CONNECTION; see s3c run --help.',
    retryable: false,
  },
  connection_variable_missing: {
    category: 'auth',
    message: 'The variable {variable} holds no connection.',
    fix: 'Set it to a connection as JSON, or to @ and the path of a file with one; see s3c run --help.',
    retryable: false,
  },
  option_not_applicable: {
    category: 'input',
    message: '{option} does not go with this run: {reason}',
    fix: '{fix}',
    retryable: false,
  },
  nothing_to_save: {
    category: 'input',
    message: 'The run is done, but it gave no bytes to save: its output is {output}.',
    fix: 'Leave --save out, or ask for the file itself.',
    retryable: false,
  },
  server_not_started: {
    category: 'input',
    message: 'The {server} cannot start: {reason}',
    fix: '{fix}',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;

/** Creates an error of the command line. */
export const refuse = errorsOf(catalogue);

/** The reason in words why a path cannot be used. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: 'it does not exist.',
    EISDIR: 'it is a directory.',
    ENOTDIR: 'a part of its path is not a directory.',
    EACCES: 'you have no permission to use it.',
    EPERM: 'you have no permission to use it.',
    EADDRINUSE: 'the port is in use.',
  };
  return words[code ?? ''] ?? message.replace(/\.?$/, '.');
}
