import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

import { reasonOf, refuse } from './errors.ts';
import { findJsonFault } from './json.ts';

/** An argument that is JSON, `@file` or `-`, and the option or variable it was given by. */
export interface Given {
  source: string;
  argument: string;
}

/**
 * Reads JSON from the argument itself, from the file it names (`@file`), or from standard input (`-`). No error
 * repeats any of it: a connection is secret.
 */
export async function readJson({ source, argument }: Given): Promise<unknown> {
  const content = (await readText({ source, argument })).replace(/^\uFEFF/, '');
  try {
    return JSON.parse(content);
  } catch {
    throw refuse('json_invalid', {
      source: content.trim() === '' ? `${source} is empty, which` : source,
      ...findJsonFault(content),
      hint: hintFor(argument),
    });
  }
}

async function readText({ source, argument }: Given): Promise<string> {
  if (argument === '-') return text(process.stdin);
  if (!argument.startsWith('@')) return argument;
  const path = argument.slice(1);
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw refuse('argument_unusable', {
      source: `The file "${path}" of ${source}`,
      reason: reasonOf(error),
      fix: `Give ${source} as @ and the path of a JSON file.`,
    });
  });
}

/** For a path whose @ was forgotten. */
function hintFor(argument: string): string {
  const isPath = argument !== '-' && !argument.startsWith('@') && existsSync(argument);
  return isPath ? ` To read the file of this name, write @${argument}.` : '';
}
