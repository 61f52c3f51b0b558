import { addAbortSignal, finished, Transform, type Readable } from 'node:stream';
import type { Context } from '../../src/index.ts';
import type { S3 } from '../client.ts';
import type { ResponseOf } from '../commands.ts';
import { fail } from '../errors.ts';

type Answer = Pick<ResponseOf<'GetObject'>, 'Body' | 'ContentLength'>;

/**
 * The content of an object as a stream that reports progress and ends only when every announced byte has come: a
 * connection that breaks fails it with `connection_lost`, and never makes a shorter file. Destroying it closes the
 * connection.
 */
export function bodyOf({ Body, ContentLength: size }: Answer, { signal, progress }: Context<S3>): Readable {
  const source = addAbortSignal(signal, Body as Readable);
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      progress(bytes, size);
      done(null, chunk);
    },
    flush: (done) => done(size === undefined || bytes === size ? null : lost()),
    destroy(error, done) {
      source.destroy();
      done(error);
    },
  });
  // Who reads may not be listening yet; it learns of a failure when it starts to read.
  stream.on('error', () => {});
  finished(source, { writable: false }, (error) => {
    if (error) stream.destroy(lost(error));
  });
  return source.pipe(stream);
}

const lost = (cause?: Error) =>
  fail(cause?.message.startsWith('Checksum mismatch') ? 'bad_digest' : 'connection_lost', {}, { cause });

/**
 * Reads a whole body into memory.
 * @param limit the most bytes to hold; a larger body is refused, before it is read when its size is known
 * @throws ConnectorError `content_too_large`
 */
export async function readWithin(body: Readable, size: number | undefined, limit: number): Promise<Buffer> {
  if (size !== undefined && size > limit) throw tooLarge(size, limit);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(bytes, limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (size: number, limit: number) =>
  fail('content_too_large', { size: size.toLocaleString('en'), limit: limit.toLocaleString('en') });
