import type { Context } from '../../src/index.ts';
import type { S3 } from '../client.ts';
import type { ResponseOf } from '../commands.ts';
import { fail } from '../errors.ts';
import { bodyOf, readWithin } from './body.ts';
import { fileNameOf } from './keys.ts';

/** How content can stand in an output itself. */
type InlineKind = 'text' | 'base64' | 'json';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

interface Wanted {
  object_path: string;
  output: InlineKind | 'file';
  /** The most bytes to hold in an output. */
  max_bytes: number;
}

/** The content of an answer as it is wanted: in a file of the host's store, or in the output itself. */
export async function contentOf(
  object: ResponseOf<'GetObject'>,
  { object_path, output, max_bytes }: Wanted,
  context: Context<S3>,
) {
  const body = bodyOf(object, context);
  const { ContentLength: size, ContentType: mime_type = 'application/octet-stream' } = object;
  try {
    if (output === 'file') {
      return { file: await context.files.save(body, { name: fileNameOf(object_path), mime_type, size }) };
    }
    const bytes = await readWithin(body, size, max_bytes);
    return { content: inlineContent(bytes, output, object.ContentEncoding) };
  } finally {
    // Whoever stopped reading early, the connection is not left open.
    body.destroy();
  }
}

/**
 * Content for an output: UTF-8 text, base64, or the parsed value.
 * @param encoding the object's Content-Encoding: nothing is decoded, and an error says so
 * @throws ConnectorError `content_not_text`
 */
function inlineContent(bytes: Buffer, kind: InlineKind, encoding: string | undefined): Json {
  if (kind === 'base64') return bytes.toString('base64');
  const text = textOf(bytes, kind, encoding);
  return kind === 'text' ? text : parse(text);
}

/** A byte order mark belongs to a text, and is not JSON. */
function textOf(bytes: Buffer, kind: 'text' | 'json', encoding: string | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: kind === 'text' }).decode(bytes);
  } catch (cause) {
    const stored = encoding === undefined ? '' : ` It is stored with the Content-Encoding "${encoding}".`;
    const reason = `it is not valid UTF-8.${stored}`;
    throw fail('content_not_text', { kind: kind === 'text' ? 'text' : 'JSON', reason }, { cause });
  }
}

/** The parser's own message would quote the content, which may be confidential. */
function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const position = /at position \d+/.exec((error as Error).message)?.[0];
    throw fail('content_not_text', {
      kind: 'JSON',
      reason: text === '' ? 'it is empty.' : `it cannot be parsed${position ? ` (${position})` : ''}.`,
    });
  }
}
