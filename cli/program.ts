import { Command, CommanderError } from 'commander';

import { VERSION } from '../connector/version.gen.ts';
import { refuse } from './errors.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';

const EXAMPLES = `
Try it without an AWS account:
  $ s3c sandbox --bucket media          prints an endpoint and keys, and how to use them
  $ s3c operations                      what can be done
  $ s3c describe put_object_text        how
  $ s3c run put_object_text --help      and do it
`;

/** The program without its commands. They inherit these settings: failures are thrown, and printed in one place. */
export function createProgram(): Command {
  return new Command('s3c')
    .description('Amazon S3 from the command line: declared operations, checked before any call.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', EXAMPLES + EXIT_CODES_HELP)
    .configureHelp({ sortSubcommands: false })
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined })
    .exitOverride();
}

/** Help and version were asked for and printed: that is no failure. */
export function showsHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

/** Words what the parser refuses; anything else stays what it is. */
export function usageProblem(error: unknown, program: Command, words: readonly string[]): unknown {
  if (!(error instanceof CommanderError)) return error;
  const command = program.commands.find((candidate) => words.includes(candidate.name()));
  const help = `s3c ${command ? `${command.name()} ` : ''}--help`;
  if (error.code === 'commander.help') {
    return refuse('usage_invalid', { problem: 'A command is missing.', help });
  }
  return refuse('usage_invalid', { problem: sentenceOf(error.message), help });
}

/** "error: unknown option '--a=b'\n(Did you mean --x?)" as sentences. */
function sentenceOf(message: string): string {
  const [problem = '', hint = ''] = message.replace(/^error: /, '').split('\n(');
  const plain = problem.replace(/(--[\w-]+)=.*'/s, "$1'");
  // No command and no option looks like that: it is JSON in the wrong place, perhaps a connection, and not repeated.
  if (/[{}"]/.test(plain)) return 'JSON stands where a command or an option should.';
  const sentence = `${plain.charAt(0).toUpperCase()}${plain.slice(1).replace(/\.?$/, '.')}`;
  return `${sentence} ${hint.replace(/\)$/, '')}`.trim();
}
