import { EventEmitter, once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createConnector } from '../../connector/index.ts';
import { nowhere, type Asked } from '../fixtures/answers.ts';
import { scriptedFiles } from '../fixtures/sources.ts';

type Request = Asked & { body?: unknown };

const MEBIBYTE = 1024 * 1024;
const PART = 5 * MEBIBYTE;

describe('put_object_file in parts', () => {
  const files = scriptedFiles();
  const STARTED = '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>';
  const DONE = '<CompleteMultipartUploadResult><ETag>"e-3"</ETag></CompleteMultipartUploadResult>';

  /** A connector at a server that takes everything; `statusOf` may say otherwise. */
  const open = (statusOf: (request: Request) => number = () => 200) => {
    const asked: Request[] = [];
    const partCame = new EventEmitter();
    const handle = async (request: Request) => {
      asked.push(request);
      if ('partNumber' in request.query) partCame.emit('part');
      const text = 'uploads' in request.query ? STARTED : request.method === 'POST' ? DONE : '';
      const body = Readable.from([Buffer.from(text)]);
      return { response: { statusCode: statusOf(request), headers: { etag: '"e"' }, body } };
    };
    const connector = createConnector({ fileStore: files, requestHandler: { handle } as never });
    const put = (source: Parameters<typeof files.add>[0], input: object = { part_size: PART }) => {
      const object = { bucket_name: 'some-bucket', object_path: 'key', file: files.add(source) };
      return connector.run('put_object_file', { ...object, ...input }, { connection: nowhere });
    };
    return { put, asked, partCame };
  };

  const threeParts = () => [Buffer.alloc(PART), Buffer.alloc(PART), Buffer.alloc(1)];

  test('has S3 put together every part, and tells it how many bytes they must make', async () => {
    const { put, asked } = open();
    await put({ chunks: threeParts });
    const done = asked.at(-1)!;
    expect(done.headers).toMatchObject({ 'x-amz-mp-object-size': String(2 * PART + 1) });
    const numbers = [...String(done.body).matchAll(/<PartNumber>(\d+)</g)].map(([, number]) => number);
    expect(numbers).toEqual(['1', '2', '3']);
  });

  test('names owner and payer with every request', async () => {
    const { put, asked } = open();
    const named = { expected_bucket_owner: '111122223333', request_payer: 'requester' };
    await put({ chunks: threeParts }, { part_size: PART, ...named });
    expect(asked).toHaveLength(5);
    for (const { headers } of asked)
      expect(headers).toMatchObject({
        'x-amz-expected-bucket-owner': '111122223333',
        'x-amz-request-payer': 'requester',
      });
  });

  test('makes parts so large that 10,000 of them hold the file', async () => {
    const { put, asked, partCame } = open();
    const first = once(partCame, 'part');
    const beginning = async function* () {
      yield Buffer.alloc(9 * MEBIBYTE + 1);
      await first;
    };
    const run = put({ chunks: beginning, size: 80_000 * MEBIBYTE + 1 }, {});
    await expect(run).rejects.toMatchObject({ code: 'file_interrupted' });
    const part = asked.find(({ query }) => query.partNumber === '1');
    expect(part?.headers['content-length']).toBe(String(9 * MEBIBYTE));
  });

  test('takes no redirect of a part for its success', async () => {
    const { put, asked } = open(({ query }) => (query.partNumber === '2' ? 308 : 200));
    await expect(put({ chunks: threeParts })).rejects.toMatchObject({ category: 'service', status: 308 });
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', query: { uploadId: 'u' } });
  });
});
