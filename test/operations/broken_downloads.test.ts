import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createConnector } from '../../connector/index.ts';
import { nowhere as connection } from '../fixtures/answers.ts';
import { memoryFiles } from '../fixtures/files.ts';

const CRC32_OF_CONTENT = 'NhCmhg==';
const input = { bucket_name: 'some-bucket', object_path: 'folder/key' };

/** Runs get_object against a server that gives this body with these headers. */
function download(body: Readable, headers: Record<string, string>, settings: object = {}) {
  const kept: string[] = [];
  const files = memoryFiles();
  const fileStore: typeof files = {
    ...files,
    save: async (content, file, signal) => {
      const saved = await files.save(content, file, signal);
      kept.push(saved.url);
      return saved;
    },
  };
  const answer = {
    statusCode: 200,
    headers: { etag: '"e"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT', ...headers },
    body,
  };
  const requestHandler = { handle: () => Promise.resolve({ response: answer }) } as never;
  const { output = 'file', max_bytes = 100, signal } = settings as Record<string, never>;
  const connector = createConnector({ fileStore, requestHandler });
  return {
    kept,
    result: connector.run('get_object', { ...input, output, max_bytes }, { connection, signal }),
  };
}

describe('a download that does not arrive whole', () => {
  test.each(['file', 'text', 'base64', 'json'])('is an error for the output %s', async (output) => {
    const { result, kept } = download(
      Readable.from([Buffer.from('hel')]),
      { 'content-length': '5' },
      { output },
    );
    await expect(result).rejects.toMatchObject({
      code: 'connection_lost',
      retryable: true,
      message: 'The connection to S3 broke.',
    });
    expect(kept).toEqual([]);
  });

  test('is an error when the connection breaks in the middle', async () => {
    const body = Readable.from(
      (async function* () {
        yield Buffer.from('hel');
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    );
    const { result, kept } = download(body, { 'content-length': '5' });
    await expect(result).rejects.toMatchObject({ code: 'connection_lost', category: 'network' });
    expect(kept).toEqual([]);
  });

  test("is an error when the bytes do not have S3's checksum", async () => {
    const headers = { 'content-length': '5', 'x-amz-checksum-crc32': CRC32_OF_CONTENT };
    const good = await download(Readable.from([Buffer.from('hello')]), headers).result;
    expect(good.size).toBe(5);
    const { result, kept } = download(Readable.from([Buffer.from('HELLO')]), headers);
    await expect(result).rejects.toMatchObject({ code: 'bad_digest', retryable: true });
    expect(kept).toEqual([]);
  });

  test('ends at once when it is cancelled, and closes the connection', async () => {
    const controller = new AbortController();
    const body = new Readable({ read() {} });
    body.push(Buffer.from('hel'));
    const { result } = download(body, { 'content-length': '5' }, { signal: controller.signal });
    body.once('resume', () => controller.abort());
    body.once('data', () => controller.abort());
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect(body.destroyed).toBe(true);
  });
});

describe('a body that is not wanted', () => {
  const endless = () =>
    new Readable({
      read() {
        this.push(Buffer.alloc(1000));
      },
    });

  test('is not read when its announced size is too large', async () => {
    const body = endless();
    const { result } = download(body, { 'content-length': '101' }, { output: 'text' });
    await expect(result).rejects.toMatchObject({ code: 'content_too_large' });
    expect(body.destroyed).toBe(true);
  });

  test('is read no further when it turns out too large', async () => {
    const body = endless();
    const { result } = download(body, {}, { output: 'text' });
    await expect(result).rejects.toMatchObject({ code: 'content_too_large' });
    expect(body.destroyed).toBe(true);
  });

  test('is closed when the host keeps no files', async () => {
    const body = endless();
    const answer = { statusCode: 200, headers: { 'content-length': '100000' }, body };
    const requestHandler = { handle: () => Promise.resolve({ response: answer }) } as never;
    const run = createConnector({ requestHandler }).run('get_object', input, { connection });
    await expect(run).rejects.toMatchObject({ code: 'file_store_missing' });
    expect(body.destroyed).toBe(true);
  });
});
