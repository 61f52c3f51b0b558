import type { Answer, Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { readDocument } from '../operations/documents.ts';
import { toXml } from '../xml.ts';
import { ENCRYPTION } from './shapes.ts';
import type { EncryptionConfiguration } from './shapes.ts';
import { setConfiguration } from './stored.ts';

/**
 * What a bucket has from its creation on: SSE-S3, and since April 2026 no uploads with the customer's keys.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html
 */
export const NEW_BUCKET_ENCRYPTION: EncryptionConfiguration = {
  Rule: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: undefined },
      BucketKeyEnabled: false,
      BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
    },
  ],
};

type Rule = EncryptionConfiguration['Rule'][number];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html: every bucket has one. */
export async function getBucketEncryption(context: Context): Promise<Answer> {
  const { encryption } = context.bucket.record;
  const [kept] = encryption?.Rule ?? [];
  const rule = {
    ApplyServerSideEncryptionByDefault: kept?.ApplyServerSideEncryptionByDefault ?? {
      SSEAlgorithm: 'AES256',
    },
    BucketKeyEnabled: kept?.BucketKeyEnabled ?? false,
    BlockedEncryptionTypes: kept?.BlockedEncryptionTypes,
  };
  return { status: 200, body: toXml('ServerSideEncryptionConfiguration', { Rule: rule }) };
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html:
 * a document that says nothing of blocked types leaves them as they are.
 */
export async function putBucketEncryption(context: Context): Promise<Answer> {
  const document = await readDocument(context, 'ServerSideEncryptionConfiguration');
  const [rule] = ENCRYPTION.read([document]).Rule as [Rule];
  checkRule(rule);
  const BlockedEncryptionTypes = rule.BlockedEncryptionTypes ?? blockedTypes(context);
  await setConfiguration(context, 'encryption', { Rule: [{ ...rule, BlockedEncryptionTypes }] });
  return { status: 200 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html: back to SSE-S3. */
export async function deleteBucketEncryption(context: Context): Promise<Answer> {
  const [rule] = NEW_BUCKET_ENCRYPTION.Rule as [Rule];
  const encryption = { Rule: [{ ...rule, BlockedEncryptionTypes: blockedTypes(context) }] };
  await setConfiguration(context, 'encryption', encryption);
  return { status: 204 };
}

/** Refuses an upload with the customer's key where the bucket blocks those, before the key is looked at. */
export function refuseBlockedCustomerKey(context: Context): void {
  const blocked = blockedTypes(context)?.EncryptionType ?? [];
  const used = context.header('x-amz-server-side-encryption-customer-algorithm') !== undefined;
  if (used && blocked.includes('SSE-C')) throw new S3Error('AccessDenied');
}

/** What a new object gets whose request says nothing of encryption. */
export function defaultEncryption(context: Context): {
  algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  keyId?: string;
  bucketKey: boolean;
} {
  const [rule] = context.bucket.record.encryption?.Rule ?? [];
  const { SSEAlgorithm = 'AES256' as const, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  return { algorithm: SSEAlgorithm, keyId: KMSMasterKeyID, bucketKey: rule?.BucketKeyEnabled === true };
}

function blockedTypes(context: Context): Rule['BlockedEncryptionTypes'] {
  return context.bucket.record.encryption?.Rule[0]?.BlockedEncryptionTypes;
}

function checkRule({
  ApplyServerSideEncryptionByDefault: applied,
  BlockedEncryptionTypes: blocked,
}: Rule): void {
  if (applied === undefined && blocked === undefined) throw new S3Error('MalformedXML');
  if (applied?.SSEAlgorithm === 'AES256' && applied.KMSMasterKeyID !== undefined) {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'ApplyServerSideEncryptionByDefault',
      applied.SSEAlgorithm,
    );
  }
}
