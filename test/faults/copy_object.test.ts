import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';
import { answerError, startFaultProxy, type Fault, type FaultProxy } from './proxy.ts';

describe('copy_object, when S3 fails', () => {
  let target: Target;
  let proxy: FaultProxy;

  beforeAll(async () => {
    target = await openTarget();
    proxy = await startFaultProxy(target.connection.endpoint!);
  });
  afterAll(async () => {
    await proxy.close();
    await target.close();
  });

  const failWith = async (fault: Fault) => {
    proxy.inject(() => fault);
    const input = {
      source_bucket_name: 'source',
      source_object_path: 'a',
      bucket_name: 'target',
      object_path: 'b',
    };
    const connection = { ...target.connection, endpoint: proxy.endpoint };
    return target.fails('copy_object', input, { connection });
  };

  test('an error inside a 200 is an error', async () => {
    expect(await failWith(answerError(200, 'AccessDenied', 'Denied half way.'))).toMatchObject({
      code: 'access_denied',
      category: 'permission',
      stage: 'call_service',
      details: { s3_code: 'AccessDenied', s3_message: 'Denied half way.' },
    });
  });

  test('a busy S3 inside a 200 is asked again, and then is an error', async () => {
    const before = proxy.seen.length;
    expect(await failWith(answerError(200, 'SlowDown'))).toMatchObject({
      code: 'slow_down',
      category: 'throttled',
    });
    expect(proxy.seen.length - before).toBe(4);
  });

  test('an empty 200 is no copy', async () => {
    const error = await failWith((response) => response.writeHead(200).end());
    expect(error.category).toBe('service');
  });

  test('says that the source is too large', async () => {
    const message =
      'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120';
    expect(await failWith(answerError(400, 'InvalidRequest', message))).toMatchObject({
      code: 'copy_source_too_large',
      message: 'S3 copies at most 5 GB in one call.',
    });
  });
});
