import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveHost, TOKEN, type Served } from './support.ts';

type Handler = (options: { abortSignal: AbortSignal }) => void;

/** S3 that never answers: `asked` hears of the next request. */
let asked: Handler = () => {};
const requestHandler = {
  handle: (_request: unknown, options: { abortSignal: AbortSignal }) =>
    new Promise<never>((_, reject) => {
      options.abortSignal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      asked(options);
    }),
};

let served: Served;
beforeAll(async () => {
  served = await serveHost({ connector: { requestHandler: requestHandler as never } });
});
afterAll(() => served.close());

const body = JSON.stringify({
  connection: 'sandbox',
  input: { bucket_name: 'shelf', object_path: 'a', text: '' },
});

it.each(['application/json', 'text/event-stream'])(
  'a client that leaves ends its run (%s)',
  async (accept) => {
    const client = new AbortController();
    const request = new Promise<AbortSignal>((resolve) => {
      asked = ({ abortSignal }) => resolve(abortSignal);
    });
    const answer = fetch(`${served.address}/api/operations/put_object_text/run`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', Accept: accept },
      body,
      signal: client.signal,
    }).then((response) => response.text());
    const signal = await request;
    expect(signal.aborted).toBe(false);

    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
    client.abort();
    await expect(answer).rejects.toThrow('aborted');
    await aborted;
    expect(signal.aborted).toBe(true);
  },
);
