import type { IncomingMessage } from 'node:http';
import { finished, type Transform } from 'node:stream';

import { fail } from '../catalogue.ts';
import { createMeter, ensureWithin } from './meter.ts';
import type { OpenFile } from './store.ts';
import { onAbort } from './waiting.ts';

export interface BodyOptions {
  /** The file's display name, for the errors. */
  name: string;
  maximumBytes: number;
  idleTimeoutSeconds: number;
  signal?: AbortSignal;
}

/**
 * An answer's body as an opened file. The stream fails with `file_interrupted` when the body ends early or falls
 * silent, with `file_too_large` beyond the limit, with `cancelled` on abort; the connection ends with the stream.
 */
export function openBody(response: IncomingMessage, options: BodyOptions): OpenFile {
  const { name, maximumBytes } = options;
  const size = sizeOf(response);
  ensureWithin(size, maximumBytes, name);
  const stream = createMeter({ name, maximumBytes, expectedBytes: size });
  // The reader may not be listening yet; it learns of the failure when it starts to read.
  stream.on('error', () => {});
  endTogether(response, stream, options);
  response.pipe(stream);
  return { stream, size, mime_type: response.headers['content-type'] };
}

function sizeOf({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

function endTogether(response: IncomingMessage, stream: Transform, options: BodyOptions): void {
  const { name, idleTimeoutSeconds, signal } = options;
  const interrupt = (reason: string, cause?: unknown) =>
    stream.destroy(fail('file_interrupted', { name, reason }, { cause }));
  finished(response, (error) => {
    if (error) interrupt('the connection was closed early.', error);
  });
  const silent = () => interrupt(`nothing came for ${idleTimeoutSeconds} seconds.`);
  onSilence(response, stream, idleTimeoutSeconds, silent);
  const stopListening = onAbort(signal, (error) => stream.destroy(error));
  stream.once('close', () => {
    stopListening();
    response.destroy();
  });
}

/**
 * Calls `react` when the sender is silent. A reader that does not read makes the socket just as quiet: its pauses
 * do not count, and the time starts again when it reads on.
 */
function onSilence(response: IncomingMessage, reader: Transform, seconds: number, react: () => void): void {
  const { socket } = response;
  const startAgain = () => socket.setTimeout(seconds * 1000);
  startAgain();
  reader.on('drain', startAgain);
  socket.on('timeout', () => {
    if (response.readableLength > 0) startAgain();
    else react();
  });
}
