import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';
import { answerError, startFaultProxy, type Fault, type FaultProxy } from './proxy.ts';

interface Outcome {
  deleted_count: number;
  error_count: number;
  errors: { object_path: string; code: string; message: string }[];
}

describe('delete_multiple_objects, when a request fails', () => {
  let target: Target;
  let proxy: FaultProxy;
  let bucket_name: string;
  const object_keys = Array.from({ length: 2500 }, (_, index) => `key-${index}`);

  beforeAll(async () => {
    target = await openTarget();
    proxy = await startFaultProxy(target.connection.endpoint!);
    bucket_name = await target.newBucket();
  });
  beforeEach(() => proxy.inject(() => undefined));
  afterAll(async () => {
    await proxy.close();
    await target.close();
  });

  const throughProxy = () => ({ connection: { ...target.connection, endpoint: proxy.endpoint } });
  /** Lets the n-th deletion meet a fault, counted from 1. */
  const failRequest = (number: number, fault: Fault) => {
    let count = 0;
    proxy.inject(({ method, query }) => {
      if (method === 'POST' && query.has('delete')) count += 1;
      return count === number ? fault : undefined;
    });
  };

  test('the first one: nothing has happened, and the error says what is wrong', async () => {
    failRequest(1, answerError(403, 'AccessDenied'));
    const error = await target.fails('delete_multiple_objects', { bucket_name, object_keys }, throughProxy());
    expect(error).toMatchObject({ code: 'access_denied', status: 403 });
  });

  test('a later one: its keys are reported with the reason, and the others are deleted', async () => {
    failRequest(2, answerError(403, 'AccessDenied', 'Not these.'));
    const outcome = await target.run<Outcome>(
      'delete_multiple_objects',
      { bucket_name, object_keys },
      throughProxy(),
    );
    expect(outcome).toMatchObject({ deleted_count: 1500, error_count: 1000 });
    expect(outcome.errors[0]).toEqual({
      object_path: 'key-1000',
      code: 'access_denied',
      message: 'Not these.',
      needed: [{ action: 's3:DeleteObject', resource: `arn:aws:s3:::${bucket_name}/key-1000` }],
    });
    expect(outcome.errors.at(-1)!.object_path).toBe('key-1999');
  });

  test('keys that the answer passes over are not taken for deleted', async () => {
    const silence = '<DeleteResult><Deleted><Key>key-1</Key></Deleted></DeleteResult>';
    failRequest(1, (response) => response.writeHead(200, { 'content-type': 'application/xml' }).end(silence));
    const outcome = await target.run<Outcome>(
      'delete_multiple_objects',
      { bucket_name, object_keys: ['key-1', 'key-2'] },
      throughProxy(),
    );
    expect(outcome).toMatchObject({ deleted_count: 1, error_count: 1 });
    expect(outcome.errors).toEqual([
      {
        object_path: 'key-2',
        code: 'service_error',
        message: 'S3 did not say what became of this key.',
      },
    ]);
  });

  test('cancelled in the middle, the error lists what was deleted', async () => {
    const stop = new AbortController();
    let count = 0;
    proxy.inject(({ query }) => {
      if (query.has('delete') && (count += 1) === 2) stop.abort();
      return undefined;
    });
    const error = await target.fails(
      'delete_multiple_objects',
      { bucket_name, object_keys },
      { ...throughProxy(), signal: stop.signal },
    );
    expect(error.code).toBe('cancelled');
    expect(error.message).toContain('Until then, 1000 objects were deleted and 0 were not');
    expect(error.details?.deleted).toHaveLength(1000);
    expect(count).toBe(2);
  });
});
