import { finished, type Readable, type Transform } from 'node:stream';

import { fail } from '../catalogue.ts';
import { ConnectorError } from '../errors.ts';
import { createMeter, type MeterOptions } from './meter.ts';
import { onAbort } from './waiting.ts';

/**
 * A source as the stream of an opened file: metered, closed together with its source, failing with the catalogue's
 * errors: `file_interrupted` when the source does not reach its end, the cancellation on abort.
 */
export function passage(source: Readable, limits: MeterOptions, signal?: AbortSignal): Transform {
  const stream = createMeter(limits);
  // The reader may not be listening yet; it learns of the failure when it starts to read.
  stream.on('error', () => {});
  finished(source, { writable: false }, (error) => {
    if (error) stream.destroy(interruption(limits.name, error));
  });
  const stopListening = onAbort(signal, (error) => stream.destroy(error));
  stream.once('close', () => {
    stopListening();
    source.destroy();
  });
  return source.pipe(stream);
}

function interruption(name: string, cause: Error): Error {
  if (ConnectorError.is(cause)) return cause;
  return fail('file_interrupted', { name, reason: `it ended early (${cause.message}).` }, { cause });
}
