import { Transform } from 'node:stream';
import { fail } from './errors.ts';

/** Passes bytes on, and fails when they are not as many as announced. */
export function exactly({ name, size }: { name: string; size?: number }): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
    flush: (done) => {
      if (size === undefined || bytes === size) done();
      else done(fail('file_interrupted', { name, reason: `${bytes} of ${size} bytes came.` }));
    },
  });
}
