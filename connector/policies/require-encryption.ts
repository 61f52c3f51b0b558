import type { PolicyStatement } from '../permissions/statements.ts';
import { arnIn, policyOf, TARGET_WORDS, type PolicyTemplate, type Target } from './template.ts';

type Parameters = Target & { kms_key?: string };

/** Uploads must ask for encryption: with keys of S3, or with one key of KMS. */
export const requireEncryption: PolicyTemplate<Parameters> = {
  name: 'require_encryption',
  title: 'Require encryption at upload',
  attach: 'bucket',
  explanation:
    "Refuses uploads that do not ask for encryption: SSE-S3, or SSE-KMS with the given key and no other. Uploads must name it, even where the bucket's default encryption would do the same: without the header a condition with Not holds.",
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html',
  parameters: { ...TARGET_WORDS, kms_key: 'ARN of the KMS key; SSE-S3 when left out' },
  example: {
    bucket: 'media',
    kms_key: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  },
  make: ({ kms_key, ...target }) => {
    const deny = (Sid: string, header: string, value: string): PolicyStatement => ({
      Sid,
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: arnIn(target, '*'),
      Condition: { StringNotEquals: { [`s3:x-amz-server-side-encryption${header}`]: value } },
    });
    const statements =
      kms_key === undefined
        ? [deny('DenyUploadsWithoutEncryption', '', 'AES256')]
        : [
            deny('DenyUploadsWithoutKms', '', 'aws:kms'),
            deny('DenyUploadsWithAnotherKey', '-aws-kms-key-id', kms_key),
          ];
    return { document: policyOf(...statements) };
  },
};
