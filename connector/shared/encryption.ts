import { createHash } from 'node:crypto';

interface EncryptionInput {
  encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  kms_key_id?: string;
  bucket_key_enabled?: boolean;
  encryption_context?: Readonly<Record<string, string>>;
  sse_customer_key?: string;
}

/** The request members for SSE-S3, SSE-KMS and SSE-C of a write. */
export function encryptionRequest(input: EncryptionInput) {
  return {
    ServerSideEncryption: input.encryption ?? (input.kms_key_id === undefined ? undefined : 'aws:kms'),
    SSEKMSKeyId: input.kms_key_id,
    BucketKeyEnabled: input.bucket_key_enabled,
    SSEKMSEncryptionContext:
      input.encryption_context && Buffer.from(JSON.stringify(input.encryption_context)).toString('base64'),
    ...customerKeyRequest(input.sse_customer_key),
  } as const;
}

/**
 * The request members for a customer key (SSE-C), needed to write and again to read.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 */
export function customerKeyRequest(key: string | undefined) {
  if (key === undefined) return {};
  const digest = createHash('md5').update(Buffer.from(key, 'base64')).digest('base64');
  return { SSECustomerAlgorithm: 'AES256', SSECustomerKey: key, SSECustomerKeyMD5: digest };
}
