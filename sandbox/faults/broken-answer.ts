import { Readable } from 'node:stream';
import type { Answer } from '../context.ts';
import { ConnectionReset } from './connection-reset.ts';

/** An answer whose body ends half-way, though its length promises all of it. */
export function cutAnswer(answer: Answer, how: 'end' | 'reset'): Answer {
  const { body = '', headers = {} } = answer;
  const size = typeof body === 'string' ? Buffer.byteLength(body) : Number(headers['content-length'] ?? 0);
  if (size === 0) throw new ConnectionReset();
  return {
    ...answer,
    headers: { ...headers, 'content-length': String(size) },
    cut: { after: Math.floor(size / 2), how },
  };
}

/** An answer of which one bit of the body's first byte is turned. */
export function corruptAnswer(answer: Answer): Answer {
  const { body } = answer;
  if (body === undefined || body === '') return answer;
  if (typeof body === 'string') return { ...answer, body: ` ${body.slice(1)}` };
  return { ...answer, body: Readable.from(corrupted(body), { objectMode: false }) };
}

/** An answer whose headers tell another checksum, and another ETag, than they should. */
export function misleadingAnswer({ headers = {}, ...answer }: Answer): Answer {
  const changed = Object.entries(headers).map(([name, value]) => [name, misleading(name, value)] as const);
  return { ...answer, headers: Object.fromEntries(changed) };
}

async function* corrupted(content: Readable): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk as Uint8Array);
    if (first && bytes.length > 0) bytes[0] = (bytes[0] as number) ^ 1;
    first &&= bytes.length === 0;
    yield bytes;
  }
}

function misleading(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (name === 'etag') {
    return value.replace(/[0-9a-f]/, (digit) => (Number.parseInt(digit, 16) ^ 1).toString(16));
  }
  if (!name.startsWith('x-amz-checksum-') || name === 'x-amz-checksum-type') return value;
  const bytes = Buffer.from(value, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64');
}
