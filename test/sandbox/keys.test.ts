import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { STORES, startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const Bucket = 'key-bucket';

/** One of each kind that servers, proxies and clients get wrong. */
const HOSTILE = [
  'a b',
  ' leading',
  'trailing ',
  'a+b',
  'a%20b',
  'a%2Fb',
  '%',
  '%zz',
  'a&b',
  'a?b',
  'a#b',
  'a=b;c~d',
  'quote\'"',
  '<tag>&amp;',
  'a/../b',
  '../escape',
  './x',
  '.',
  '..',
  '/leading',
  '//x',
  'a//b',
  'trailing/',
  'back\\slash',
  'C:\\x',
  'tab\there',
  'line\nend',
  'nul-ish\u0001',
  'emoji 😀',
  '日本語',
  'e\u0301 (NFD)',
  '\u00e9 (NFC)',
  '\uffee before 😀',
  '*!()@:,$',
  '{"json":1}',
  '-',
  'acl',
  '__proto__',
];

const hostileKey = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc
    .array(fc.constantFrom('/', '..', '.', 'a', '+', '%', ' ', 'é', '😀', '&', '?'), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);
/** XML 1.0 has no way to carry some characters but percent-encoded; U+0000 no S3 request can name. */
const storable = (key: string) => !key.includes('\u0000') && Buffer.byteLength(key) <= 1024;

describe.each(STORES)('keys, byte for byte, in the %s store', (store) => {
  let test: TestSandbox;

  beforeAll(async () => {
    test = await startTestSandbox({ buckets: [Bucket], store });
  });

  afterAll(async () => {
    expect(test.defects).toEqual([]);
    await test.close();
  });

  const listed = async () => {
    const answer = await test.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    return (answer.Contents ?? []).map((object) =>
      decodeURIComponent((object.Key ?? '').replaceAll('+', ' ')),
    );
  };

  it('puts, heads, lists, copies and deletes exactly the keys that were given', async () => {
    const keySets = fc.uniqueArray(hostileKey.filter(storable), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(keySets, async (keys) => {
        for (const Key of keys) await test.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
        expect(await listed()).toEqual(inByteOrder(keys));
        for (const Key of keys) {
          const object = await test.client.send(new GetObjectCommand({ Bucket, Key }));
          expect(await object.Body?.transformToString()).toBe(Key);
        }
        const [first = ''] = keys;
        await test.client.send(
          new CopyObjectCommand({
            Bucket,
            Key: 'copied',
            CopySource: `${Bucket}/${encodeURIComponent(first)}`,
          }),
        );
        expect((await test.client.send(new HeadObjectCommand({ Bucket, Key: 'copied' }))).ContentLength).toBe(
          Buffer.byteLength(first),
        );
        const Objects = [...keys.filter(xmlCan), 'copied'].map((Key) => ({ Key }));
        const deleted = await test.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
        expect(deleted.Errors).toBeUndefined();
        expect(await listed()).toEqual(inByteOrder(keys.filter((key) => !xmlCan(key) && key !== 'copied')));
        for (const key of keys.filter((candidate) => !xmlCan(candidate))) {
          await sendSigned(test.sandbox, { method: 'DELETE', target: `/${Bucket}/${encode(key)}` });
        }
        expect(await listed()).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps each of the known troublemakers apart', async () => {
    for (const Key of HOSTILE) await test.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    expect(await listed()).toEqual(inByteOrder(HOSTILE));
    for (const key of HOSTILE) {
      expect((await sendSigned(test.sandbox, { target: `/${Bucket}/${encode(key)}` })).text).toBe(key);
    }
  });
});

describe('the length of a key', () => {
  it('is at most 1,024 bytes of UTF-8', async () => {
    const test = await startTestSandbox({ buckets: [Bucket] });
    try {
      const longest = `${'é'.repeat(511)}ab`;
      await test.client.send(new PutObjectCommand({ Bucket, Key: longest, Body: 'x' }));
      const tooLong = test.client.send(new PutObjectCommand({ Bucket, Key: `${longest}c`, Body: 'x' }));
      await expect(tooLong).rejects.toMatchObject({
        name: 'KeyTooLongError',
        $metadata: { httpStatusCode: 400 },
      });
    } finally {
      await test.close();
    }
  });
});

function inByteOrder(keys: readonly string[]): string[] {
  return [...keys].sort((first, second) => Buffer.compare(Buffer.from(first), Buffer.from(second)));
}

/** Whether the SDK's request document can carry a key: it writes control characters as they are, which no XML may. */
function xmlCan(key: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are the point
  return !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(key) && key.trim() !== '';
}

function encode(key: string): string {
  return encodeURIComponent(key).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
