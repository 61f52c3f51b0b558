import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorIn, openBench, s3c, start, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(() => bench.close());

const text = { bucket_name: 'media', object_path: 'a.txt', text: 'Hello' };

/** `s3c run put_object_text --json` with a connection that differs from the right one. */
const runWith = (changes: object, input: object = text) =>
  s3c(['run', 'put_object_text', '--json', '--connection', '-', '--input', JSON.stringify(input)], {
    stdin: JSON.stringify({ ...bench.connection, ...changes }),
  });

describe('success', () => {
  test('exits 0, and standard output is the output object, on one line in a pipe', async () => {
    const { code, stdout, stderr } = await bench.run('put_object_text', text);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ bucket_name: 'media', object_path: 'a.txt', size: 5 });
    expect(stdout.match(/\n/g)).toHaveLength(1);
  });
});

describe('failure', () => {
  test.each([
    ['input', 2, 'input_invalid', () => runWith({}, { ...text, text: undefined })],
    ['region', 2, 'region_unknown', () => runWith({ endpoint: undefined, region: 'us-east1' })],
    ['auth', 3, 'signature_does_not_match', () => runWith({ secret_key: 'another-key-of-nobody' })],
    ['auth', 3, 'connection_invalid', () => runWith({ access_key: 'changeme' })],
    ['auth', 3, 'connection_missing', () => s3c(['run', 'put_object_text', '--json'])],
    ['permission', 3, 'outside_connection_limits', () => runWith({ allowed_buckets: ['other'] })],
    ['not_found', 4, 'no_such_bucket', () => runWith({}, { ...text, bucket_name: 'missing' })],
    ['conflict', 4, 'precondition_failed', () => runWith({}, { ...text, if_match: '"another"' })],
    ['network', 5, 'connection_refused', () => runWith({ endpoint: 'http://127.0.0.1:1' })],
  ] as const)('%s exits %i: %s', async (category, exitCode, code, run) => {
    await bench.run('put_object_text', text);
    const ended = await run();
    expect(ended.code).toBe(exitCode);
    expect(errorIn(ended)).toMatchObject({ code, category });
    for (const fact of ['message', 'fix', 'stage']) expect(errorIn(ended)).toHaveProperty(fact);
  });

  test('is told in words on stderr, and standard output stays empty without --json', async () => {
    const { code, stdout, stderr } = await bench.run('put_object_text', { ...text, bucket_name: 'missing' });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('There is no bucket');
    for (const label of ['Fix', 'Who acts', 'Stage', 'Code', 'Request id'])
      expect(stderr).toMatch(new RegExp(`^  ${label} +\\S`, 'm'));
  });

  test('a refused call lists the permissions it needed', async () => {
    const anonymous = { access_key: undefined, secret_key: undefined, type: 'anonymous' };
    const { code, stderr } = await runWith(anonymous);
    expect(code).toBe(3);
    expect(stderr).toContain('s3:PutObject on arn:aws:s3:::media/a.txt');
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s cancels the run and exits 1', async (signal) => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const connection = JSON.stringify({ ...bench.connection, endpoint });
  const { child, end } = start(
    ['run', 'put_object_text', '--json', '--connection', '-', '--input', JSON.stringify(text)],
    { stdin: connection },
  );
  const [socket] = await once(silent, 'connection');
  // Until the request is there the client might still be on its way to listen to the signal.
  await once(socket, 'data');
  child.kill(signal);
  const ended = await end;
  silent.close();
  expect(ended.code).toBe(1);
  expect(errorIn(ended).code).toBe('cancelled');
});
