import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';

import { fail } from '../catalogue.ts';
import { ensureWithin } from './meter.ts';
import { passage } from './passage.ts';
import type { OpenFile } from './store.ts';

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
  const { name, maximumBytes, idleTimeoutSeconds: seconds, signal } = options;
  const size = sizeOf(response);
  ensureWithin(size, maximumBytes, name);
  const stream = passage(response, { name, maximumBytes, expectedBytes: size }, signal);
  onSilence(response, stream, seconds, () => {
    stream.destroy(fail('file_interrupted', { name, reason: `nothing came for ${seconds} seconds.` }));
  });
  return { stream, size, mime_type: response.headers['content-type'] };
}

function sizeOf({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
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
