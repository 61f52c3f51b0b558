import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';
import { startSandboxProcess } from '../fixtures/sandbox-process.ts';

const Bucket = 'durable-bucket';
const WRITES = 200;
const KIB = 1024;

let directory: string;
let again: TestSandbox | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 's3-sandbox-test-'));
});

afterEach(async () => {
  expect(again?.defects ?? []).toEqual([]);
  await again?.close();
  again = undefined;
  await rm(directory, { recursive: true });
});

const reopen = async () => {
  again = await startTestSandbox({ directory });
  return again;
};
const md5 = (content: Uint8Array) => createHash('md5').update(content).digest('hex');
/** Content of its own for each write, from a byte to 200 KiB. */
const contentOf = (number: number) => Buffer.alloc(1 + (number % 5) * 50 * KIB, `content ${number} `);

/** What is kept under a key, whole and part by part, when the sandbox has been opened again. */
const objects = async ({ client }: TestSandbox) => {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  const read = Contents.map(async ({ Key = '', Size, ETag }) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
    expect([Key, content.length, `"${md5(content)}"`]).toEqual([Key, Size, ETag]);
    return [Key, md5(content)] as const;
  });
  return new Map(await Promise.all(read));
};

/** The parts of every upload in progress: upload id, number and MD5. */
const parts = async ({ client }: TestSandbox) => {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  const listed = Uploads.map(async ({ Key, UploadId }) => {
    const { Parts = [] } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    return Parts.map(({ PartNumber, ETag }) => `${UploadId} ${PartNumber} ${ETag?.replaceAll('"', '')}`);
  });
  return (await Promise.all(listed)).flat();
};

/** How many files there are that nothing listed needs: content, and what was being written. */
const strayFiles = async (found: { size: number }, parts: readonly string[]) => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const blobs = files.filter(({ parentPath }) => parentPath.includes('blobs'));
  return blobs.length - found.size - parts.length + files.filter(({ name }) => name.endsWith('.tmp')).length;
};

/** The writes are new objects, contents that replace others, and parts of uploads, in turns. */
const KINDS = ['new', 'replaced', 'part'] as const;
const kindOf = (number: number) => KINDS[number % KINDS.length] as (typeof KINDS)[number];
const keyOf = (number: number) => `${kindOf(number)}-${kindOf(number) === 'new' ? number : number % 10}`;
const NUMBERS = Array.from({ length: WRITES }, (_, number) => number);

/** What a write makes, in the form in which `objects` and `parts` tell it. */
const lineOf = (number: number, uploads: ReadonlyMap<string, string>) => {
  const key = keyOf(number);
  const hash = md5(contentOf(number));
  return kindOf(number) === 'part' ? `${uploads.get(key)} ${number + 1} ${hash}` : `${key} ${hash}`;
};

/** Sends all at once to a sandbox that is killed at an answer; tells which of them were acknowledged. */
async function writeAndKill(
  killAfterPuts: number,
): Promise<{ acknowledged: number[]; uploads: Map<string, string> }> {
  const server = await startSandboxProcess({ directory, buckets: [Bucket], killAfterPuts });
  const uploads = new Map<string, string>();
  for (const key of new Set(NUMBERS.filter((number) => kindOf(number) === 'part').map(keyOf))) {
    const started = await sendSigned(server.address, { method: 'POST', target: `/${Bucket}/${key}?uploads` });
    uploads.set(key, started.field('UploadId') as string);
  }
  const acknowledged: number[] = [];
  const write = async (number: number) => {
    const part =
      kindOf(number) === 'part' ? `?partNumber=${number + 1}&uploadId=${uploads.get(keyOf(number))}` : '';
    const target = `/${Bucket}/${keyOf(number)}${part}`;
    const { status } = await sendSigned(server.address, { method: 'PUT', target, body: contentOf(number) });
    expect(status).toBe(200);
    acknowledged.push(number);
  };
  await Promise.allSettled(NUMBERS.map(write));
  await server.ended;
  return { acknowledged, uploads };
}

describe(`${WRITES} writes at once, and a sandbox killed in the middle`, () => {
  it.each([1, 60, 150])(
    'of them, at answer %d: what was acknowledged is there, nothing is torn',
    async (after) => {
      const { acknowledged, uploads } = await writeAndKill(after);
      expect(acknowledged.length).toBeGreaterThan(after / 2 - 1);
      expect(acknowledged.length).toBeLessThan(WRITES);
      const test = await reopen();
      const [stored, listed] = [await objects(test), await parts(test)];
      const found = [...[...stored].map(([key, hash]) => `${key} ${hash}`), ...listed];
      expect(NUMBERS.map((number) => lineOf(number, uploads))).toEqual(expect.arrayContaining(found));
      const lasting = acknowledged.filter((number) => kindOf(number) !== 'replaced');
      expect(found).toEqual(expect.arrayContaining(lasting.map((number) => lineOf(number, uploads))));
      // Which of two contents came last nobody knows; that one of them came is sure.
      const replaced = acknowledged.filter((number) => kindOf(number) === 'replaced').map(keyOf);
      expect([...stored.keys()]).toEqual(expect.arrayContaining(replaced));
      expect(await strayFiles(stored, listed)).toBe(0);
    },
  );
});

describe('a sandbox that ended', () => {
  /** Puts back every record that is gone, as if the process had ended before it went. */
  const keepingRecords = async (change: (test: TestSandbox) => Promise<unknown>) => {
    const [records, saved] = [join(directory, 'records'), join(directory, 'saved')];
    await cp(records, saved, { recursive: true });
    await change(again as TestSandbox);
    await again?.close();
    await cp(saved, records, { recursive: true, force: false });
    await rm(saved, { recursive: true });
    return reopen();
  };

  it('between completing an upload and forgetting it has the object, which no abort can harm', async () => {
    again = await startTestSandbox({ directory, buckets: [Bucket] });
    const key = { Bucket, Key: 'completed' };
    const { UploadId } = await again.client.send(new CreateMultipartUploadCommand(key));
    const part = { ...key, UploadId, PartNumber: 1 };
    const { ETag } = await again.client.send(new UploadPartCommand({ ...part, Body: 'content' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const complete = new CompleteMultipartUploadCommand({ ...key, UploadId, MultipartUpload });
    const { client } = await keepingRecords((test) => test.client.send(complete));
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads).toBeUndefined();
    const { Body } = await client.send(new GetObjectCommand(key));
    expect(await Body?.transformToString()).toBe('content');
  });

  it('in the middle of deleting a bucket brings nothing of it into a later one', async () => {
    again = await startTestSandbox({ directory, buckets: [Bucket] });
    await again.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'old' }));
    const { client } = await keepingRecords(async (test) => {
      await test.client.send(new DeleteBucketCommand({ Bucket }));
      await rm(join(directory, 'saved', Bucket, 'bucket'), { recursive: true });
    });
    await client.send(new CreateBucketCommand({ Bucket }));
    await again.close();
    const list = new ListMultipartUploadsCommand({ Bucket });
    expect((await (await reopen()).client.send(list)).Uploads).toBeUndefined();
  });
});
