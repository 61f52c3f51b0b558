import { addDescribe } from './commands/describe.ts';
import { addManifest } from './commands/manifest.ts';
import { addOperations } from './commands/operations.ts';
import { addPlayground } from './commands/playground.ts';
import { addRun } from './commands/run.ts';
import { addSandbox } from './commands/sandbox.ts';
import { exitCodeOf } from './exit-codes.ts';
import { failureOf, printFailure } from './failure.ts';
import { endQuietlyWithReader } from './output.ts';
import { createProgram, showsHelp, usageProblem } from './program.ts';

/**
 * The command line `s3c`. Every failure is told in words on stderr (and with `--json` as JSON on stdout), never as
 * a stack trace.
 *
 * @param words the arguments after the program's name
 * @returns the exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  const asJson = words.includes('--json');
  endQuietlyWithReader();
  process.once('uncaughtException', (error) => process.exit(report(error, asJson)));
  const program = createProgram();
  [addOperations, addDescribe, addRun, addManifest, addSandbox, addPlayground].forEach((add) => add(program));
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (showsHelp(error)) return 0;
    return report(usageProblem(error, program, words), asJson);
  }
}

/** Tells what failed, and returns the exit code that says so. */
function report(thrown: unknown, asJson: boolean): number {
  const facts = failureOf(thrown);
  printFailure(facts, asJson);
  return exitCodeOf(facts);
}
