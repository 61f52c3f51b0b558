import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LambdaContext } from '../../../hosts/lambda/index.ts';
import { BUCKET, messageOf, openBench, reported, type Bench, type Message } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
afterEach(() => bench.sandbox.clearFaults());

const put = (object_path: string, text = 'text') => ({
  operation: 'put_object_text',
  input: { bucket_name: BUCKET, object_path, text },
});
const poison = { operation: 'put_object_text', input: { bucket_name: 'Not A Bucket' } };
const run = async (messages: readonly Message[], context?: LambdaContext) =>
  reported(await bench.handler()({ Records: messages }, context));
const idsOf = (...messages: Message[]) => messages.map(({ messageId }) => messageId);

/** The text of an object, as another would read it. */
async function textOf(object_path: string): Promise<unknown> {
  const input = { bucket_name: BUCKET, object_path, output: 'text' };
  return bench
    .handler()({ operation: 'get_object', input })
    .catch(({ name }: Error) => name);
}

test("an event and its answer are of AWS's own types", async () => {
  const event: SQSEvent = { Records: [messageOf(put('typed')) as SQSEvent['Records'][number]] };
  const answer = (await bench.handler()(event)) as SQSBatchResponse;
  expect(answer).toEqual({ batchItemFailures: [] });
});

describe('a batch', () => {
  test('without messages fails in nothing', async () => {
    expect(await run([])).toEqual([]);
  });

  test('reports the messages that failed, and no others', async () => {
    const fine = [messageOf(put('batch/1')), messageOf(put('batch/2'))] as const;
    const broken = [
      messageOf(poison),
      messageOf({ operation: 'no_such_operation' }),
      messageOf('{"operation": "put_object_text", oops'),
      messageOf('null'),
      messageOf({ ...put('x'), connection: 'unknown' }),
      messageOf({ ...put('x'), connection: bench.connection }),
    ];
    bench.lines.length = 0;
    expect(await run([fine[0], ...broken, fine[1]])).toEqual(idsOf(...broken));
    expect(await textOf('batch/1')).toMatchObject({ content: 'text' });
    expect(await textOf('batch/2')).toMatchObject({ content: 'text' });
    const codes = new Map(
      bench.lines.map(({ message_id, error }) => [message_id, (error as { code: string })?.code]),
    );
    expect(broken.map(({ messageId }) => codes.get(messageId))).toEqual([
      'input_invalid',
      'operation_unknown',
      'body_not_json',
      'event_malformed',
      'connection_unknown',
      'connection_in_event',
    ]);
  });

  test('keeps what is in its messages out of the log', async () => {
    bench.lines.length = 0;
    await run([
      messageOf('{"secret_key": "very/secret", oops'),
      messageOf({ operation: 'x', secret_key: 'very/secret' }),
    ]);
    expect(bench.lines).toHaveLength(2);
    expect(JSON.stringify(bench.lines)).not.toContain('very/secret');
  });

  test('reports what S3 throttles, to be tried again later', async () => {
    bench.sandbox.addFault({ fault: 'slow_down', key: 'busy' });
    const [busy, calm] = [messageOf(put('busy')), messageOf(put('calm'))];
    bench.lines.length = 0;
    expect(await run([busy, calm])).toEqual(idsOf(busy));
    const line = bench.lines.find(({ message_id }) => message_id === busy.messageId);
    expect(line).toMatchObject({ error: { category: 'throttled', retryable: true } });
  });

  test('reports what there was no time for', async () => {
    bench.sandbox.addFault({ fault: 'delay', delay_ms: 60_000, key: 'slow' });
    const [fast, slow] = [messageOf(put('fast')), messageOf(put('slow'))];
    expect(await run([fast, slow], { getRemainingTimeInMillis: () => 3000 })).toEqual(idsOf(slow));
  });

  test('reports everything when the function is set up wrongly', async () => {
    const handler = bench.handler({ connections: { default: { access_key: 'changeme' } } });
    const messages = [messageOf(put('a')), messageOf(put('b'))];
    expect(reported(await handler({ Records: messages }))).toEqual(idsOf(...messages));
  });

  test('has only so many messages running at once', async () => {
    const inner = new NodeHttpHandler();
    let [running, most] = [0, 0];
    const requestHandler = {
      ...inner,
      handle: async (...given: Parameters<typeof inner.handle>) => {
        most = Math.max(most, ++running);
        return inner.handle(...given).finally(() => (running -= 1));
      },
    };
    const messages = Array.from({ length: 12 }, (_, index) => messageOf(put(`many/${index}`)));
    const handler = bench.handler({ concurrency: 3, connector: { requestHandler } });
    expect(reported(await handler({ Records: messages }))).toEqual([]);
    inner.destroy();
    expect(most).toBe(3);
  });
});

describe('a batch of a FIFO queue', () => {
  const inGroup = (group: string, body: unknown) => messageOf(body, { fifo: true, group });

  test('runs a group in its order', async () => {
    const texts = ['first', 'second', 'third', 'last'];
    expect(await run(texts.map((text) => inGroup('a', put('ordered', text))))).toEqual([]);
    expect(await textOf('ordered')).toMatchObject({ content: 'last' });
    const answered = bench.requests.filter((request) => /PUT .*\/ordered/.test(request));
    expect(answered).toHaveLength(texts.length);
  });

  test('stops a group at its first failure, and reports what comes after it, unprocessed', async () => {
    const fine = [
      inGroup('a', put('fifo/a1')),
      inGroup('b', put('fifo/b1')),
      inGroup('b', put('fifo/b2')),
    ] as const;
    const [failing, waiting] = [inGroup('a', poison), inGroup('a', put('fifo/a3'))];
    expect(await run([fine[0], fine[1], failing, waiting, fine[2]])).toEqual(idsOf(failing, waiting));
    expect(await textOf('fifo/a1')).toMatchObject({ content: 'text' });
    expect(await textOf('fifo/b2')).toMatchObject({ content: 'text' });
    expect(await textOf('fifo/a3')).toBe('no_such_key');
  });

  test('has groups that stand still; those of other queues do not', async () => {
    const fair = (body: unknown) => messageOf(body, { group: 'tenant' });
    const [failing, fine] = [fair(poison), fair(put('fair/1'))];
    expect(await run([failing, fine])).toEqual(idsOf(failing));
    expect(await textOf('fair/1')).toMatchObject({ content: 'text' });
  });
});
