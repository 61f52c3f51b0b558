import { randomUUID } from 'node:crypto';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

describe('delete_bucket', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target.close());

  test('deletes an empty bucket', async () => {
    const bucket_name = `s3c-test-${randomUUID()}`;
    await target.run('create_bucket', { bucket_name });
    expect(await target.run('delete_bucket', { bucket_name })).toEqual({ bucket_name, success: true });
    const look = target.client.send(new HeadBucketCommand({ Bucket: bucket_name }));
    await expect(look).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  test('leaves a bucket that holds something as it is, and says what counts', async () => {
    const bucket_name = await target.newBucket();
    await target.run('put_object_text', { bucket_name, object_path: 'kept', text: 'still here' });
    expect(await target.fails('delete_bucket', { bucket_name })).toMatchObject({
      code: 'bucket_not_empty',
      category: 'conflict',
      message: 'The bucket is not empty; old versions and delete markers count too.',
      fix: 'Delete its objects and all their versions first.',
      stage: 'call_service',
    });
    await target.client.send(new HeadBucketCommand({ Bucket: bucket_name }));
  });

  test('says so when there is no such bucket', async () => {
    const error = await target.fails('delete_bucket', { bucket_name: `s3c-test-${randomUUID()}` });
    expect(error).toMatchObject({
      code: 'no_such_bucket',
      category: 'not_found',
      message: 'There is no bucket of this name.',
    });
  });
});
