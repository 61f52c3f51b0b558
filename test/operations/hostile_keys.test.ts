import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyKey, HOSTILE_KEYS } from '../fixtures/keys.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

interface List {
  objects: { object_path: string; size: number }[];
}

/** Each round fills two buckets of its own, so that nothing of an earlier one can be found. */
const ROUNDS = 12;

describe('hostile keys', () => {
  let target: Target;

  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(() => target.close());

  /** Keys in a bucket, in an order of our own: servers differ in theirs. */
  const keysIn = async (bucket_name: string) => {
    const input = { bucket_name, return_all: true };
    const { objects } = await target.run<List>('list_bucket_objects', input);
    return objects.map(({ object_path }) => object_path).toSorted();
  };

  /** Stores an object under each key whose text is the key, and finds it under this key alone. */
  const putAndLook = async (bucket_name: string, keys: string[]) => {
    for (const object_path of keys) {
      await target.run('put_object_text', { bucket_name, object_path, text: object_path });
    }
    expect(await keysIn(bucket_name)).toEqual(keys.toSorted());
    for (const object_path of keys) {
      const at = { bucket_name, object_path };
      const size = Buffer.byteLength(object_path);
      expect(await target.run('head_object', at)).toMatchObject({ exists: true, size });
    }
  };

  /** Copies each object to the same key of another bucket, where it can be read. */
  const copyAndRead = async (source_bucket_name: string, bucket_name: string, keys: string[]) => {
    for (const object_path of keys) {
      const at = { bucket_name, object_path };
      await target.run('copy_object', { ...at, source_bucket_name, source_object_path: object_path });
      const { content } = await target.run<{ content: string }>('get_object', { ...at, output: 'text' });
      expect(content).toBe(object_path);
    }
    expect(await keysIn(bucket_name)).toEqual(keys.toSorted());
  };

  const roundTrip = async (keys: string[]) => {
    const [bucket_name, copies] = [await target.newBucket(), await target.newBucket()];
    await putAndLook(bucket_name, keys);
    await copyAndRead(bucket_name, copies, keys);
    const [first = '', ...rest] = keys;
    await target.run('delete_object', { bucket_name, object_path: first });
    expect(await keysIn(bucket_name)).toEqual(rest.toSorted());
    const outcome = await target.run('delete_multiple_objects', { bucket_name: copies, object_keys: keys });
    expect(outcome).toMatchObject({ deleted_count: keys.length, errors: [] });
    expect(await keysIn(copies)).toEqual([]);
  };

  test('of every class are put, listed, looked at, copied, read and deleted byte for byte', () =>
    roundTrip(HOSTILE_KEYS));

  test('made at random are too', { timeout: 120_000 }, () =>
    fc.assert(fc.asyncProperty(fc.uniqueArray(anyKey, { minLength: 1, maxLength: 6 }), roundTrip), {
      numRuns: ROUNDS,
    }),
  );
});
