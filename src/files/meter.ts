import { Transform, type TransformCallback } from 'node:stream';

import { fail } from '../catalogue.ts';

export interface MeterOptions {
  /** The file's display name, for the errors. */
  name: string;
  /** The most bytes that may pass: one more is `file_too_large`. Left out: any number. */
  maximumBytes?: number;
  /** The bytes announced: fewer is `file_interrupted`, more is `file_unreadable`. Left out: any number. */
  expectedBytes?: number;
  /** Asked before so many more bytes pass; the error it gives ends the stream. */
  claim?: (bytes: number) => Error | undefined;
  /** Told the bytes so far, after each chunk. */
  onProgress?: (bytes: number) => void;
}

/**
 * A stream that passes bytes through and counts them: it reports progress, and fails when the bytes are more than
 * allowed or not as many as announced. No byte beyond either limit is passed on.
 */
export function createMeter(options: MeterOptions): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      const error = excess(bytes, options) ?? options.claim?.(chunk.length);
      if (error) return done(error);
      options.onProgress?.(bytes);
      done(null, chunk);
    },
    flush(done) {
      done(shortage(bytes, options));
    },
  });
}

/** Throws `file_too_large` for a size known in advance. */
export function ensureWithin(bytes: number | undefined, maximumBytes: number, name: string): void {
  if (bytes !== undefined && bytes > maximumBytes)
    throw fail('file_too_large', { name, limit: maximumBytes });
}

function excess(bytes: number, { name, maximumBytes, expectedBytes }: MeterOptions): Error | undefined {
  if (maximumBytes !== undefined && bytes > maximumBytes) {
    return fail('file_too_large', { name, limit: maximumBytes });
  }
  if (expectedBytes !== undefined && bytes > expectedBytes) {
    return fail('file_unreadable', {
      name,
      reason: `it has more than the ${expectedBytes} bytes announced.`,
    });
  }
}

function shortage(bytes: number, { name, expectedBytes }: MeterOptions): Error | null {
  if (expectedBytes === undefined || bytes === expectedBytes) return null;
  return fail('file_interrupted', { name, reason: `${bytes} of ${expectedBytes} bytes came.` });
}
