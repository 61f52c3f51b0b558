import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import * as sdk from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { upload } from '../../connector/upload.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

const PART = 5 * 1024 * 1024;

/** AWS is asked for checksums with everything; other servers only where the protocol demands one. */
describe.each(['WHEN_SUPPORTED', 'WHEN_REQUIRED'] as const)('upload, checksums %s', (checksums) => {
  let target: Target;
  let client: sdk.S3Client;
  let Bucket: string;

  beforeAll(async () => {
    target = await openTarget();
    const { access_key, secret_key, region, endpoint } = target.connection;
    client = new sdk.S3Client({
      region,
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      credentials: { accessKeyId: access_key, secretAccessKey: secret_key },
      requestChecksumCalculation: checksums,
      responseChecksumValidation: checksums,
    });
    Bucket = await target.newBucket();
  });
  afterAll(async () => {
    client.destroy();
    await target.close();
  });

  const store = (request: Omit<sdk.PutObjectCommandInput, 'Bucket'>, bytes: Buffer) =>
    upload(
      client,
      sdk,
      { Bucket, ...request },
      { body: Readable.from([bytes], { objectMode: false }), name: 'bytes', part_size: PART },
      new AbortController().signal,
    );
  const customerKey = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: randomBytes(32).toString('base64') };

  test.each([
    ['plain', {}],
    ['with SSE-S3', { ServerSideEncryption: 'AES256' }],
    ['with SSE-KMS', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: process.env.S3_KMS_KEY_ID }],
    ['with SSE-C', customerKey],
    ['with a checksum of its own', { ChecksumAlgorithm: 'SHA256' }],
    ['with a CRC-32 asked for', { ChecksumAlgorithm: 'CRC32' }],
  ] as const)('stores objects %s whole, and recognises them', async (name, request) => {
    for (const size of [0, 1000, PART, 2 * PART, 2 * PART + 1]) {
      const Key = `${name} ${size}`;
      const bytes = randomBytes(size);
      expect(await store({ Key, ...request }, bytes)).toMatchObject({ size });
      const answer = await client.send(
        new sdk.GetObjectCommand({ Bucket, Key, ...('SSECustomerKey' in request ? request : {}) }),
      );
      expect(Buffer.from(await answer.Body!.transformToByteArray()).equals(bytes)).toBe(true);
    }
  });

  test('an object in parts has a checksum of the whole where checksums are asked for', async () => {
    const { ChecksumCRC32, ChecksumType } = await store({ Key: 'whole' }, randomBytes(PART + 1));
    if (checksums === 'WHEN_SUPPORTED') expect(ChecksumCRC32).not.toContain('-');
    expect(ChecksumType).toBe(checksums === 'WHEN_SUPPORTED' ? 'FULL_OBJECT' : ChecksumType);
  });
});
