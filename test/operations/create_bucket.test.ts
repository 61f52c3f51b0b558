import { randomUUID } from 'node:crypto';
import {
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectorAnswering, nowhere } from '../fixtures/answers.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Created {
  bucket_name: string;
  region: string;
  location: string;
}

describe('create_bucket', () => {
  let target: Target;
  const created: { bucket_name: string; region?: string }[] = [];

  const create = async (input: object): Promise<Created> => {
    const named = { bucket_name: `s3c-test-${randomUUID()}`, ...input };
    const output = await target.run<Created>('create_bucket', named);
    created.push({ bucket_name: output.bucket_name, region: output.region });
    return output;
  };

  beforeAll(async () => {
    target = await openTarget();
  });
  afterEach(async () => {
    for (const bucket of created.splice(0)) await target.run('delete_bucket', bucket);
  });
  afterAll(() => target.close());

  test("creates the bucket in the connection's region and says where it is", async () => {
    const { bucket_name, region, location } = await create({});
    expect(region).toBe(target.connection.region);
    expect(new URL(location).href).toContain(bucket_name);
    const answer = await target.client.send(new GetBucketLocationCommand({ Bucket: bucket_name }));
    expect(answer.LocationConstraint || 'us-east-1').toBe(region);
  });

  test("creates the bucket in the input's region when there is one", async () => {
    const { bucket_name, region } = await create({ region: 'eu-central-1' });
    expect(region).toBe('eu-central-1');
    const elsewhere = await target.fails('delete_bucket', { bucket_name, region: 'eu-west-1' });
    expect(elsewhere).toMatchObject({
      code: 'wrong_region',
      message: 'The bucket is in eu-central-1, and the call was made to eu-west-1.',
      fix: 'Choose the region eu-central-1.',
    });
  });

  test('sets the object ownership', async () => {
    const { bucket_name } = await create({ object_ownership: 'BucketOwnerPreferred' });
    const { OwnershipControls } = await target.client.send(
      new GetBucketOwnershipControlsCommand({ Bucket: bucket_name }),
    );
    expect(OwnershipControls?.Rules?.[0]?.ObjectOwnership).toBe('BucketOwnerPreferred');
  });

  test('switches object lock on, and versioning with it', async () => {
    const { bucket_name } = await create({ object_lock_enabled: true });
    const lock = await target.client.send(new GetObjectLockConfigurationCommand({ Bucket: bucket_name }));
    expect(lock.ObjectLockConfiguration?.ObjectLockEnabled).toBe('Enabled');
    const versioning = await target.client.send(new GetBucketVersioningCommand({ Bucket: bucket_name }));
    expect(versioning.Status).toBe('Enabled');
  });

  test('says so when the bucket is there already', async () => {
    const { bucket_name } = await create({ region: 'eu-west-1' });
    const error = await target.fails('create_bucket', { bucket_name, region: 'eu-west-1' });
    expect(error).toMatchObject({
      code: 'bucket_already_owned_by_you',
      category: 'conflict',
      message: 'You already own a bucket of this name.',
    });
  });

  test('a connection that is limited to some buckets creates no others', async () => {
    const connection = { ...target.connection, allowed_buckets: ['reports'] };
    const error = await target.fails('create_bucket', { bucket_name: 'not-reports' }, { connection });
    expect(error).toMatchObject({
      code: 'outside_connection_limits',
      stage: 'check_permissions',
      message: 'This connection is limited to the buckets "reports", and "bucket_name" is "not-reports".',
    });
  });
});

describe('create_bucket without a server', () => {
  const bodyFor = async (region: string) => {
    const { connector, asked } = connectorAnswering({ body: '' });
    await connector.run('create_bucket', { bucket_name: 'some-bucket', region }, { connection: nowhere });
    return String((asked[0] as { body?: unknown }).body ?? '');
  };

  test('names the region to S3, but for us-east-1, which S3 takes no constraint for', async () => {
    expect(await bodyFor('eu-west-1')).toContain('<LocationConstraint>eu-west-1</LocationConstraint>');
    expect(await bodyFor('us-east-1')).not.toContain('LocationConstraint');
  });
});
