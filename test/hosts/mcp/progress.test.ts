import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENTS } from './clients.ts';
import { openBench, type Bench } from './support.ts';

const PART = Buffer.alloc(8 * 2 ** 20, 7);

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(() => bench.close());

test.each(CLIENTS)('%s hears of progress while a file is on its way', async (name, connect) => {
  let heard: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (heard = resolve));
  // The second half of the file comes only after the client has heard of the first.
  async function* content() {
    yield PART;
    await first;
    yield PART;
  }
  const fileStore = {
    open: async () => ({ stream: Readable.from(content()), size: 2 * PART.length }),
    save: () => Promise.reject(new TypeError('nothing is saved here')),
  };
  const mcp = bench.keep(await connect(await bench.serve({ connector: { fileStore } })));
  const figures: { progress: number; total?: number }[] = [];
  const file = { name: 'a', url: 'https://example.com/a', mime_type: 'text/plain', expires: 4_000_000_000 };
  const result = await mcp.call(
    'put_object_file',
    { bucket_name: 'media', object_path: name, file, part_size: 5 * 2 ** 20 },
    {
      onprogress: (progress) => {
        figures.push(progress);
        heard();
      },
    },
  );
  expect(result.structuredContent).toMatchObject({ size: 2 * PART.length });
  expect(figures.length).toBeGreaterThan(0);
  expect(figures.every(({ total }) => total === 2 * PART.length)).toBe(true);
  const bytes = figures.map(({ progress }) => progress);
  expect(bytes).toEqual([...new Set(bytes)].sort((one, other) => one - other));
});
