import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Choices {
  result: { text: string; value: string }[];
}

describe('list_objects_ddl', () => {
  let target: Target;
  let bucket: string;
  const valuesFor = async (input: object) => {
    const { result } = await target.run<Choices>('list_objects_ddl', { bucket_name: bucket, ...input });
    return result.map(({ value }) => value);
  };

  beforeAll(async () => {
    target = await openTarget();
    bucket = await target.newBucket();
    const numbered = Array.from({ length: 104 }, (_, index) => `many/${String(index).padStart(3, '0')}`);
    for (const Key of [...numbered, 'reports/', 'reports/May + June.csv', 'Übersicht.txt'])
      await target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x' }));
  });
  afterAll(() => target.close());

  test('offers the keys under a prefix, each as it is', async () => {
    expect(await valuesFor({ prefix: 'reports/' })).toEqual(['reports/', 'reports/May + June.csv']);
    expect(await valuesFor({ prefix: 'nothing here' })).toEqual([]);
  });

  test('offers nothing in an empty bucket', async () => {
    expect(await valuesFor({ bucket_name: await target.newBucket() })).toEqual([]);
  });

  test('offers at most 100', async () => {
    expect(await valuesFor({})).toHaveLength(100);
  });

  test('finds keys beyond the first hundred by a word, whatever its case', async () => {
    expect(await valuesFor({ search: 'JUNE' })).toEqual(['reports/May + June.csv']);
    expect(await valuesFor({ search: 'über' })).toEqual(['Übersicht.txt']);
  });
});

describe('list_regions_ddl', () => {
  test('needs no connection and no region', async () => {
    const { connector, close } = await openTarget();
    const { result } = await connector.run('list_regions_ddl', {});
    expect(result).toContainEqual({ text: 'us-east-1 · US East (N. Virginia)', value: 'us-east-1' });
    for (const value of ['cn-north-1', 'us-gov-west-1'])
      expect(result.map((choice) => choice.value)).toContain(value);
    await close();
  });
});
