import { addCheck } from './commands/check.ts';
import { addDescribe } from './commands/describe.ts';
import { addExplainPolicy } from './commands/explain-policy.ts';
import { addManifest } from './commands/manifest.ts';
import { addMcp } from './commands/mcp.ts';
import { addOperations } from './commands/operations.ts';
import { addPermissions } from './commands/permissions.ts';
import { addPlayground } from './commands/playground.ts';
import { addPolicy } from './commands/policy.ts';
import { addRun } from './commands/run.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addServe } from './commands/serve.ts';
import { exitCodeOf } from './exit-codes.ts';
import { failureOf, printFailure } from './failure.ts';
import { endQuietlyWithReader } from './output.ts';
import { createProgram, showsHelp, usageProblem } from './program.ts';

const COMMANDS = [
  addOperations,
  addDescribe,
  addRun,
  addPermissions,
  addPolicy,
  addCheck,
  addExplainPolicy,
  addManifest,
  addSandbox,
  addPlayground,
  addMcp,
  addServe,
];

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
  COMMANDS.forEach((add) => add(program));
  try {
    await program.parseAsync(words, { from: 'user' });
    // An answer that is no failure may have a code of its own.
    return Number(process.exitCode ?? 0);
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
