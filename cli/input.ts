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
  if (region !== undefined) ensureTakes(operation, 'region');
  if (file) ensureTakes(operation, 'file');
  if (file && Object.hasOwn(input, 'file')) throw refuseFileTwice();
  return { ...input, ...(region === undefined ? {} : { region }), ...(file === undefined ? {} : { file }) };
}

function ensureTakes(operation: Operation, member: 'region' | 'file'): void {
  const inputs = operation.contract.input.properties as object | undefined;
  if (Object.hasOwn(inputs ?? {}, member)) return;
  const reason = `${operation.name} takes no ${member}.`;
  throw refuse('option_not_applicable', { option: `--${member}`, reason, fix: `Leave --${member} out.` });
}

function refuseFileTwice() {
  const reason = 'the input has a "file" already.';
  return refuse('option_not_applicable', { option: '--file', reason, fix: 'Give one of the two.' });
}
