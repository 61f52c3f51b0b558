import type { S3 } from '@aws-sdk/client-s3';

export const ACCOUNT = '123456789012';
/** Servers other than the sandbox have keys of their own. */
export const KEY =
  process.env.S3_KMS_KEY_ID ?? `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** Beside the buckets of the demo: one with object lock, one that encrypts by default. */
export const LOCKED = 'proof-locked';
export const ENCRYPTING = 'proof-encrypting';

/** An object in demo-media whose ETag is known, one there that is encrypted, one with tags and several versions. */
export const PLAIN = { bucket_name: 'demo-media', object_path: 'notes/hello.txt' };
export const ENCRYPTED = { bucket_name: 'demo-media', object_path: 'proof/encrypted.txt' };
export const TAGGED = { bucket_name: 'demo-documents', object_path: 'contracts/2026/agreement.txt' };
export const GOVERNED = { bucket_name: LOCKED, object_path: 'governed.txt' };

/** What the server gave to the objects, as inputs name it. */
export interface Facts {
  etag: string;
  version: string;
  governed: string;
}

type Fill = (s3: S3) => Promise<unknown>;

/** What the proofs add to each bucket of the demo, and their own buckets. */
export const ADDITIONS: Readonly<Record<string, Fill>> = {
  [ENCRYPTED.bucket_name]: (s3) =>
    s3.putObject({
      ...named(ENCRYPTED),
      Body: 'secret',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KEY,
    }),
  [ENCRYPTING]: async (s3) => {
    await s3.createBucket({ Bucket: ENCRYPTING });
    await s3.putBucketEncryption({
      Bucket: ENCRYPTING,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } }],
      },
    });
  },
  [LOCKED]: async (s3) => {
    await s3.createBucket({ Bucket: LOCKED, ObjectLockEnabledForBucket: true });
    await s3.putObject({
      ...named(GOVERNED),
      Body: 'kept',
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: new Date('2099-01-01'),
    });
  },
};

/** Looks up what the situations speak of. */
export async function lookUp(s3: S3): Promise<Facts> {
  const [plain, tagged, governed] = await Promise.all(
    [PLAIN, TAGGED, GOVERNED].map((object) => s3.headObject(named(object))),
  );
  return {
    etag: plain?.ETag ?? '',
    version: tagged?.VersionId ?? '',
    governed: governed?.VersionId ?? '',
  };
}

const named = ({ bucket_name, object_path }: typeof PLAIN) => ({ Bucket: bucket_name, Key: object_path });
