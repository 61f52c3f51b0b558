import { beforeEach } from 'vitest';
import { describeNeeds } from './needs.ts';
import type { Needs } from './needs.ts';
import { BUCKET, useLaboratory } from './laboratory.ts';

const laboratory = useLaboratory();

const Bucket = BUCKET;
const Key = 'public/a.txt';
const object = { Bucket, Key };
const fresh = { Bucket, Key: 'made.txt' };
const VersionId = 'null';
const upload = { ...fresh, UploadId: 'none' };
const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };
const kms = {
  ServerSideEncryption: 'aws:kms',
  SSEKMSKeyId: 'arn:aws:kms:us-east-1:123456789012:key/k',
} as const;
const until = new Date(Date.now() + 86_400_000);

/** What AWS's documentation says that each call needs: every one of these, and nothing else. */
const NEEDS: readonly Needs[] = [
  ['GetObject', (s3) => s3.getObject(object), ['s3:GetObject']],
  ['GetObject of a version', (s3) => s3.getObject({ ...object, VersionId }), ['s3:GetObjectVersion']],
  ['HeadObject', (s3) => s3.headObject(object), ['s3:GetObject']],
  ['HeadObject of a version', (s3) => s3.headObject({ ...object, VersionId }), ['s3:GetObjectVersion']],
  [
    'GetObjectAttributes',
    (s3) => s3.getObjectAttributes({ ...object, ObjectAttributes: ['ETag'] }),
    ['s3:GetObject', 's3:GetObjectAttributes'],
  ],
  [
    'GetObjectAttributes of a version',
    (s3) => s3.getObjectAttributes({ ...object, VersionId, ObjectAttributes: ['ETag'] }),
    ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'],
  ],
  ['GetObjectAcl', (s3) => s3.getObjectAcl(object), ['s3:GetObjectAcl']],
  [
    'GetObjectAcl of a version',
    (s3) => s3.getObjectAcl({ ...object, VersionId }),
    ['s3:GetObjectVersionAcl'],
  ],
  [
    'PutObjectAcl',
    (s3) => s3.putObjectAcl({ ...object, ACL: 'bucket-owner-full-control' }),
    ['s3:PutObjectAcl'],
  ],
  [
    'PutObjectAcl of a version',
    (s3) => s3.putObjectAcl({ ...object, VersionId, ACL: 'bucket-owner-full-control' }),
    ['s3:PutObjectVersionAcl'],
  ],
  ['GetObjectTagging', (s3) => s3.getObjectTagging(object), ['s3:GetObjectTagging']],
  [
    'GetObjectTagging of a version',
    (s3) => s3.getObjectTagging({ ...object, VersionId }),
    ['s3:GetObjectVersionTagging'],
  ],
  ['PutObjectTagging', (s3) => s3.putObjectTagging({ ...object, Tagging }), ['s3:PutObjectTagging']],
  [
    'PutObjectTagging of a version',
    (s3) => s3.putObjectTagging({ ...object, VersionId, Tagging }),
    ['s3:PutObjectVersionTagging'],
  ],
  ['DeleteObjectTagging', (s3) => s3.deleteObjectTagging(object), ['s3:DeleteObjectTagging']],
  [
    'DeleteObjectTagging of a version',
    (s3) => s3.deleteObjectTagging({ ...object, VersionId }),
    ['s3:DeleteObjectVersionTagging'],
  ],
  ['GetObjectRetention', (s3) => s3.getObjectRetention(object), ['s3:GetObjectRetention']],
  [
    'PutObjectRetention',
    (s3) => s3.putObjectRetention({ ...object, Retention: { Mode: 'GOVERNANCE', RetainUntilDate: until } }),
    ['s3:PutObjectRetention'],
  ],
  [
    'PutObjectRetention past governance',
    (s3) => s3.putObjectRetention({ ...object, Retention: {}, BypassGovernanceRetention: true }),
    ['s3:PutObjectRetention', 's3:BypassGovernanceRetention'],
  ],
  ['GetObjectLegalHold', (s3) => s3.getObjectLegalHold(object), ['s3:GetObjectLegalHold']],
  [
    'PutObjectLegalHold',
    (s3) => s3.putObjectLegalHold({ ...object, LegalHold: { Status: 'ON' } }),
    ['s3:PutObjectLegalHold'],
  ],
  [
    'RestoreObject',
    (s3) => s3.restoreObject({ ...object, RestoreRequest: { Days: 1 } }),
    ['s3:RestoreObject'],
  ],

  ['PutObject', (s3) => s3.putObject({ ...fresh, Body: 'x' }), ['s3:PutObject']],
  [
    'PutObject with tags',
    (s3) => s3.putObject({ ...fresh, Body: 'x', Tagging: 'a=b' }),
    ['s3:PutObject', 's3:PutObjectTagging'],
  ],
  [
    'PutObject with an ACL',
    (s3) => s3.putObject({ ...fresh, Body: 'x', ACL: 'bucket-owner-full-control' }),
    ['s3:PutObject', 's3:PutObjectAcl'],
  ],
  [
    'PutObject with a legal hold',
    (s3) => s3.putObject({ ...fresh, Body: 'x', ObjectLockLegalHoldStatus: 'ON' }),
    ['s3:PutObject', 's3:PutObjectLegalHold'],
  ],
  [
    'PutObject with a retention',
    (s3) =>
      s3.putObject({
        ...fresh,
        Body: 'x',
        ObjectLockMode: 'GOVERNANCE',
        ObjectLockRetainUntilDate: until,
      }),
    ['s3:PutObject', 's3:PutObjectRetention'],
  ],
  [
    'PutObject with a KMS key',
    (s3) => s3.putObject({ ...fresh, Body: 'x', ...kms }),
    ['s3:PutObject', 'kms:GenerateDataKey'],
  ],
  [
    'GetObject with a KMS key',
    (s3) => s3.getObject({ Bucket, Key: 'encrypted.txt' }),
    ['s3:GetObject', 'kms:Decrypt'],
  ],
  ['HeadObject with a KMS key', (s3) => s3.headObject({ Bucket, Key: 'encrypted.txt' }), ['s3:GetObject']],
  [
    'CopyObject',
    (s3) => s3.copyObject({ ...fresh, CopySource: `${Bucket}/${Key}` }),
    ['s3:GetObject', 's3:PutObject'],
  ],
  [
    'CopyObject of a version',
    (s3) => s3.copyObject({ ...fresh, CopySource: `${Bucket}/${Key}?versionId=null` }),
    ['s3:GetObjectVersion', 's3:PutObject'],
  ],
  [
    'CopyObject with the tags',
    (s3) => s3.copyObject({ ...fresh, CopySource: `${Bucket}/tagged.txt` }),
    ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:PutObjectTagging'],
  ],
  [
    'CopyObject without the tags',
    (s3) => s3.copyObject({ ...fresh, CopySource: `${Bucket}/tagged.txt`, TaggingDirective: 'REPLACE' }),
    ['s3:GetObject', 's3:PutObject'],
  ],
  [
    'CopyObject with other tags',
    (s3) =>
      s3.copyObject({
        ...fresh,
        CopySource: `${Bucket}/tagged.txt`,
        TaggingDirective: 'REPLACE',
        Tagging: 'x=y',
      }),
    ['s3:GetObject', 's3:PutObject', 's3:PutObjectTagging'],
  ],
  [
    'CopyObject with an ACL',
    (s3) => s3.copyObject({ ...fresh, CopySource: `${Bucket}/${Key}`, ACL: 'bucket-owner-full-control' }),
    ['s3:GetObject', 's3:PutObject', 's3:PutObjectAcl'],
  ],
  [
    'CopyObject from key to key',
    (s3) => s3.copyObject({ ...fresh, CopySource: `${Bucket}/encrypted.txt`, ...kms }),
    ['s3:GetObject', 'kms:Decrypt', 's3:PutObject', 'kms:GenerateDataKey'],
  ],
  ['DeleteObject', (s3) => s3.deleteObject({ Bucket, Key: 'nothing' }), ['s3:DeleteObject']],
  [
    'DeleteObject of a version',
    (s3) => s3.deleteObject({ Bucket, Key: 'nothing', VersionId }),
    ['s3:DeleteObjectVersion'],
  ],
  [
    'DeleteObject past governance',
    (s3) => s3.deleteObject({ Bucket, Key: 'nothing', VersionId, BypassGovernanceRetention: true }),
    ['s3:DeleteObjectVersion', 's3:BypassGovernanceRetention'],
  ],

  ['CreateMultipartUpload', (s3) => s3.createMultipartUpload(fresh), ['s3:PutObject']],
  [
    'CreateMultipartUpload with tags',
    (s3) => s3.createMultipartUpload({ ...fresh, Tagging: 'a=b' }),
    ['s3:PutObject', 's3:PutObjectTagging'],
  ],
  [
    'CreateMultipartUpload with a KMS key',
    (s3) => s3.createMultipartUpload({ ...fresh, ...kms }),
    ['s3:PutObject', 'kms:GenerateDataKey'],
  ],
  ['UploadPart', (s3) => s3.uploadPart({ ...upload, PartNumber: 1, Body: 'x' }), ['s3:PutObject']],
  [
    'UploadPartCopy',
    (s3) => s3.uploadPartCopy({ ...upload, PartNumber: 1, CopySource: `${Bucket}/${Key}` }),
    ['s3:GetObject', 's3:PutObject'],
  ],
  [
    'CompleteMultipartUpload',
    (s3) =>
      s3.completeMultipartUpload({
        ...upload,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] },
      }),
    ['s3:PutObject'],
  ],
  ['AbortMultipartUpload', (s3) => s3.abortMultipartUpload(upload), ['s3:AbortMultipartUpload']],
  ['ListParts', (s3) => s3.listParts(upload), ['s3:ListMultipartUploadParts']],
];

beforeEach(async () => {
  const administrator = laboratory.client('administrator');
  await administrator.putObject({ Bucket, Key: 'encrypted.txt', Body: 'x', ...kms });
});

describeNeeds(laboratory, NEEDS);
