import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ConnectorError,
  createConnector,
  createGuardedFetch,
  type Connector,
} from '../../connector/index.ts';
import { memoryFiles } from '../fixtures/files.ts';
import { openTarget, type Target } from '../fixtures/target.ts';
import { answerError, startFaultProxy, type FaultProxy } from './proxy.ts';

const own = Buffer.alloc(32, 'own customer key').toString('base64');
const other = Buffer.alloc(32, 'the other key').toString('base64');
const object = { bucket_name: 'some-bucket', object_path: 'key' };
const signedUrl = (origin: string) => `${origin}/some-bucket/file?X-Amz-Signature=${'5ec2e7'.repeat(11)}`;

/** A server that answers with all that it was sent, as S3 does when a signature is wrong. */
describe('what a server repeats of a request leaves through no error, log line or event', () => {
  let target: Target;
  let proxy: FaultProxy;
  let connector: Connector;
  const emitted: unknown[] = [];
  const log = (...facts: unknown[]) => void emitted.push(facts);

  beforeAll(async () => {
    target = await openTarget();
    proxy = await startFaultProxy(target.connection.endpoint!);
    const fetch = createGuardedFetch({ allowedOrigins: [proxy.endpoint] });
    const fileStore = { ...memoryFiles(), open: (file: Parameters<typeof fetch>[0]) => fetch(file) };
    connector = createConnector({ fileStore, logger: { info: log, warn: log } });
    proxy.inject(({ method, path, query, headers }) => {
      const request = `${method} ${path}?${query} ${JSON.stringify(headers)}`.replaceAll(/[<&]/g, '');
      return answerError(403, 'SignatureDoesNotMatch', request);
    });
  });
  afterAll(async () => {
    connector.close();
    await proxy.close();
    await target.close();
  });

  const RUNS: [name: string, input: (origin: string) => object][] = [
    ['put_object_text', () => ({ ...object, text: 'x', sse_customer_key: own })],
    ['get_object', () => ({ ...object, output: 'text', sse_customer_key: own })],
    [
      'copy_object',
      () => ({
        ...object,
        source_bucket_name: 'source',
        source_object_path: 'a',
        sse_customer_key: own,
        source_sse_customer_key: other,
      }),
    ],
    [
      'put_object_file',
      (origin) => ({
        ...object,
        file: { name: 'a', url: signedUrl(origin), mime_type: 'a/b', expires: 4e9 },
      }),
    ],
    [
      'put_object_file',
      () => ({ ...object, file: { name: 'a', url: signedUrl('ftp://x'), mime_type: 'a/b' } }),
    ],
    ['list_buckets', () => ({})],
    ['delete_multiple_objects', () => ({ bucket_name: 'some-bucket', object_keys: ['a'] })],
  ];

  test.each(RUNS)('%s', async (name, input) => {
    const connection = { ...target.connection, endpoint: proxy.endpoint };
    const options = { connection, onStage: log };
    const error: unknown = await connector
      .run(name as string, input(proxy.endpoint), options)
      .catch((thrown: unknown) => thrown);
    if (!ConnectorError.is(error)) throw error;
    expect(emitted.length).toBeGreaterThan(0);
    const shown = [error, error.stack, error.toJSON(), error.cause, emitted].map((part) =>
      inspect(part, { depth: 20, showHidden: true, maxStringLength: null }),
    );
    // The proof that there was something to remove; a file's address is not repeated at all.
    if (name !== 'put_object_file') expect(shown.join('\n')).toContain('[redacted]');
    for (const secret of [own, other, target.connection.secret_key, '5ec2e7'])
      expect(shown.join('\n')).not.toContain(secret);
    expect(shown.join('\n')).not.toMatch(/Signature=[0-9a-f]{16}/);
  });
});
