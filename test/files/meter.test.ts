import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createMeter, type MeterOptions } from '../../src/files/meter.ts';
import { errorOf } from './support.ts';

async function send(chunks: readonly Uint8Array[], options: Omit<MeterOptions, 'name'>) {
  const meter = createMeter({ name: 'report.csv', ...options });
  const [, received] = await Promise.all([
    pipeline(Readable.from(chunks.map(Buffer.from)), meter),
    buffer(meter),
  ]);
  return received;
}

const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 10 });
const sizeOf = (parts: readonly Uint8Array[]) => Buffer.concat(parts).length;

test('bytes pass unchanged, and progress counts them', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, async (parts) => {
      const progress: number[] = [];
      const size = sizeOf(parts);
      const options = {
        maximumBytes: size,
        expectedBytes: size,
        onProgress: (bytes: number) => progress.push(bytes),
      };
      expect(await send(parts, options)).toEqual(Buffer.concat(parts));
      expect(progress).toEqual(parts.map((_, index) => sizeOf(parts.slice(0, index + 1))));
    }),
  );
});

test.each<[string, Omit<MeterOptions, 'name'>, string]>([
  ['more than allowed', { maximumBytes: 5 }, 'file_too_large'],
  ['more than announced', { expectedBytes: 5 }, 'file_unreadable'],
  ['fewer than announced', { expectedBytes: 7 }, 'file_interrupted'],
])('%s is an error', async (_, options, code) => {
  const parts = [Buffer.from('123'), Buffer.from('456')];
  const error = await errorOf(send(parts, options));
  expect(error.code).toBe(code);
  expect(error.message).toContain('report.csv');
});

test('no byte beyond the limit is passed on', async () => {
  const meter = createMeter({ name: 'report.csv', maximumBytes: 5 });
  const received: Buffer[] = [];
  meter.on('data', (chunk: Buffer) => received.push(chunk));
  expect(
    await errorOf(pipeline(Readable.from([Buffer.from('123'), Buffer.from('456')]), meter)),
  ).toMatchObject({
    code: 'file_too_large',
  });
  expect(Buffer.concat(received).toString()).toBe('123');
});
