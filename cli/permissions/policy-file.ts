import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { reasonOf, refuse } from '../errors.ts';
import { findJsonFault } from '../json.ts';

/** A policy document as text, from a file or (`-`) standard input; the text itself, so that its grammar is checked. */
export async function readPolicyFile(path: string, source: string): Promise<string> {
  const content = (await contentOf(path.replace(/^@/, ''), source)).replace(/^\uFEFF/, '');
  const fault = findJsonFault(content);
  if (fault === undefined) return content;
  const name = path === '-' ? source : `"${path}"`;
  throw refuse('json_invalid', { source: name, ...fault, hint: '' });
}

async function contentOf(path: string, source: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw refuse('argument_unusable', {
      source: `${source} "${path}"`,
      reason: reasonOf(error),
      fix: 'Give the path of a file with a policy document in JSON.',
    });
  });
}
