import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Buckets {
  buckets: { name: string; creation_date: string; region?: string }[];
  continuation_token?: string;
}
interface Choices {
  result: { text: string; value: string }[];
}

describe('list_buckets and list_buckets_ddl', () => {
  let target: Target;
  let names: string[];
  const namesOf = ({ buckets }: Buckets) => buckets.map(({ name }) => name);

  beforeAll(async () => {
    target = await openTarget();
    names = [await target.newBucket(), await target.newBucket(), await target.newBucket()].toSorted();
  });
  afterAll(() => target.close());

  test('lists the buckets with their dates and regions', async () => {
    const output = await target.run<Buckets>('list_buckets', { return_all: true });
    expect(namesOf(output)).toEqual(expect.arrayContaining(names));
    const own = output.buckets.find(({ name }) => name === names[0]);
    expect(Date.parse(own?.creation_date ?? '')).toBeGreaterThan(Date.parse('2020-01-01'));
    expect(own?.region).toBe(target.connection.region);
    expect(output).not.toHaveProperty('continuation_token', expect.anything());
  });

  test('lists those whose name begins with the prefix', async () => {
    const prefix = names[1] as string;
    expect(namesOf(await target.run<Buckets>('list_buckets', { prefix }))).toEqual([prefix]);
  });

  test('gives one page and continues, or all pages', async () => {
    const prefix = 's3c-test-';
    const all = namesOf(await target.run<Buckets>('list_buckets', { prefix }));
    const first = await target.run<Buckets>('list_buckets', { prefix, max_buckets: 1 });
    expect(namesOf(first)).toEqual(all.slice(0, 1));
    const next = { prefix, max_buckets: 1, continuation_token: first.continuation_token };
    expect(namesOf(await target.run<Buckets>('list_buckets', next))).toEqual(all.slice(1, 2));
    const paged = await target.run<Buckets>('list_buckets', { prefix, max_buckets: 1, return_all: true });
    expect(namesOf(paged)).toEqual(all);
  });

  test('shows no bucket outside the limits of the connection', async () => {
    const connection = { ...target.connection, allowed_buckets: [names[2]] };
    const output = await target.run<Buckets>('list_buckets', { return_all: true }, { connection });
    expect(namesOf(output)).toEqual([names[2]]);
  });

  test('offers every bucket as a choice', async () => {
    const { result } = await target.run<Choices>('list_buckets_ddl', {});
    for (const name of names) expect(result).toContainEqual({ text: name, value: name });
  });

  test('offers the buckets of a limited connection without a call', async () => {
    const connection = {
      ...target.connection,
      endpoint: 'http://127.0.0.1:9',
      allowed_buckets: ['the-one-bucket'],
    };
    const { result } = await target.run<Choices>('list_buckets_ddl', {}, { connection });
    expect(result).toEqual([{ text: 'the-one-bucket', value: 'the-one-bucket' }]);
  });
});
