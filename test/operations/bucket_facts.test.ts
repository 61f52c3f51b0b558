import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { regionOfConstraint } from '../../connector/shared/buckets.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

describe('get_bucket_location and head_bucket', () => {
  let target: Target;
  let bucket: string;

  beforeAll(async () => {
    target = await openTarget();
    bucket = await target.newBucket();
  });
  afterAll(() => target.close());

  test('name the region of a bucket', async () => {
    const { region } = target.connection;
    expect(await target.run('get_bucket_location', { bucket_name: bucket })).toEqual({ result: region });
    expect(await target.run('head_bucket', { bucket_name: bucket })).toMatchObject({ exists: true, region });
  });

  test('name the region where S3 answers in its old ways', () => {
    expect(regionOfConstraint('')).toBe('us-east-1');
    expect(regionOfConstraint(undefined)).toBe('us-east-1');
    expect(regionOfConstraint('EU')).toBe('eu-west-1');
    expect(regionOfConstraint('eu-central-1')).toBe('eu-central-1');
  });

  test('tell a bucket that does not exist', async () => {
    const bucket_name = `s3c-test-${randomUUID()}`;
    expect(await target.run('head_bucket', { bucket_name })).toEqual({ exists: false });
    const error = await target.fails('get_bucket_location', { bucket_name });
    expect(error).toMatchObject({ code: 'no_such_bucket', message: 'There is no bucket of this name.' });
  });

  test('name the right region when asked in another', async () => {
    const bucket_name = `s3c-test-${randomUUID()}`;
    await target.run('create_bucket', { bucket_name, region: 'eu-central-1' });
    try {
      const error = await target.fails('head_bucket', { bucket_name, region: 'eu-west-1' });
      expect(error).toMatchObject({
        code: 'wrong_region',
        message: 'The bucket is in eu-central-1, and the call was made to eu-west-1.',
      });
      const input = { bucket_name, region: 'eu-central-1' };
      expect(await target.run('get_bucket_location', input)).toEqual({ result: 'eu-central-1' });
    } finally {
      await target.run('delete_bucket', { bucket_name, region: 'eu-central-1' });
    }
  });

  test('a refusal stays an error: it does not mean that the bucket is missing', async () => {
    const connection = { ...target.connection, secret_key: 'a'.repeat(40) };
    const error = await target.fails('head_bucket', { bucket_name: bucket }, { connection });
    expect(error).toMatchObject({ category: 'permission', status: 403 });
  });
});
