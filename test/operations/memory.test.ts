import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createConnector, type FileStore } from '../../connector/index.ts';
import { nowhere as connection, type Asked } from '../fixtures/answers.ts';
import { scriptedFiles } from '../fixtures/sources.ts';

const MEBIBYTE = 1024 * 1024;
const PART = 5 * MEBIBYTE;
const TOTAL = 16 * PART;
const object = { bucket_name: 'some-bucket', object_path: 'key' };

/** Bytes on their way, a mebibyte at a time: the most that were given out and had not arrived yet. */
function passing() {
  let given = 0;
  let arrived = 0;
  const held = { most: 0 };
  function* chunks() {
    for (; given < TOTAL; given += MEBIBYTE) yield Buffer.alloc(MEBIBYTE);
  }
  const arrive = (bytes: number) => {
    held.most = Math.max(held.most, given - arrived);
    arrived += bytes;
  };
  return { chunks, arrive, held };
}

test('an upload of unknown length holds a few parts at a time', async () => {
  const { chunks, arrive, held } = passing();
  const handle = async ({ query, method, headers }: Asked) => {
    await nextTurn();
    if ('partNumber' in query) arrive(Number(headers['content-length']));
    const root = 'uploads' in query ? 'InitiateMultipartUploadResult' : 'CompleteMultipartUploadResult';
    const text = `<${root}><UploadId>u</UploadId><ETag>"e"</ETag></${root}>`;
    const body = Readable.from([Buffer.from(method === 'POST' ? text : '')]);
    return { response: { statusCode: 200, headers: { etag: '"e"' }, body } };
  };
  const fileStore = scriptedFiles();
  const connector = createConnector({ fileStore, requestHandler: { handle } as never });
  const input = { ...object, file: fileStore.add({ chunks }), part_size: PART, concurrency: 2 };
  const { size } = await connector.run('put_object_file', input, { connection });
  expect(size).toBe(TOTAL);
  expect(held.most).toBeGreaterThanOrEqual(PART);
  expect(held.most).toBeLessThanOrEqual((2 + 2) * PART);
});

test('a download goes into the file store a little at a time', async () => {
  const { chunks, arrive, held } = passing();
  const headers = {
    etag: '"e"',
    'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
    'content-length': String(TOTAL),
  };
  const body = Readable.from(chunks(), { objectMode: false });
  const handle = () => Promise.resolve({ response: { statusCode: 200, headers, body } });
  const fileStore: FileStore = {
    async save(content, { name, mime_type }) {
      for await (const bytes of content as AsyncIterable<Buffer>) {
        await nextTurn();
        arrive(bytes.length);
      }
      return { name, mime_type, url: 'memory:///1', expires: 4_102_444_800 };
    },
    open: () => Promise.reject(new TypeError('nothing is opened here')),
  };
  const connector = createConnector({ fileStore, requestHandler: { handle } as never });
  const { size } = await connector.run('get_object', object, { connection });
  expect(size).toBe(TOTAL);
  expect(held.most).toBeLessThanOrEqual(PART);
});
