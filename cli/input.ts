import type { FileObject } from '../connector/index.ts';
import type { Operation } from '../src/index.ts';
import { refuse } from './errors.ts';
import { readJson } from './given.ts';

/** The input that the options make together: `--input`, with `--region` and `--file` put into it. */
export async function completeInput(
  operation: Operation,
  options: { input?: string; region?: string; file?: string },
  file: FileObject | undefined,
): Promise<unknown> {
  const { input: argument = '{}', region } = options;
  const input = await readJson({ source: '--input', argument });
  // What is no object is left for the pipeline to refuse.
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  if (file) checkFile(operation, input);
  return { ...input, ...(region === undefined ? {} : { region }), ...(file === undefined ? {} : { file }) };
}

function checkFile(operation: Operation, input: object): void {
  const inputs = operation.contract.input.properties as object | undefined;
  const option = '--file';
  if (!Object.hasOwn(inputs ?? {}, 'file')) {
    const reason = `${operation.name} takes no file.`;
    throw refuse('option_not_applicable', { option, reason, fix: 'Leave --file out.' });
  }
  if (Object.hasOwn(input, 'file')) {
    const reason = 'the input has a "file" already.';
    throw refuse('option_not_applicable', { option, reason, fix: 'Give one of the two.' });
  }
}
