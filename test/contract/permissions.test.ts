import { describe, expect, test } from 'vitest';
import { keywords } from '../../connector/keywords.ts';
import { operations } from '../../connector/operations/index.gen.ts';
import { arnOf, resourceMembers } from '../../connector/permissions/resources.ts';
import common from '../../schemas/common.schema.json' with { type: 'json' };
import file from '../../schemas/file.schema.json' with { type: 'json' };
import { requirementsOf, type Operation } from '../../src/index.ts';
import { createValidator } from '../../src/validator.ts';

const validator = createValidator([common, file], keywords);

/** What an input needs, as "action resource"; a question mark behind it: only if the data say so. */
function needs(name: string, input: object): string[] {
  const operation = (operations as Record<string, Operation>)[name] as Operation;
  return requirementsOf(operation, input, resourceMembers, validator).map((requirement) => {
    const arn = arnOf(requirement, { partition: 'aws' }).replace('arn:aws:s3:::', '');
    return `${requirement.action} ${arn}${requirement.row.if_data ? ' ?' : ''}`;
  });
}

const OBJECT = { bucket_name: 'b', object_path: 'k' };
const VERSION = { ...OBJECT, version_id: 'v' };
const COPY = { ...OBJECT, source_bucket_name: 's', source_object_path: 'o' };
const KMS = { kms_key_id: 'arn:aws:kms:us-east-1:111122223333:key/1' };
const KEY = KMS.kms_key_id;
const ANYBODY = 'arn:aws:iam::*:*';
const ANY_KEY = 'arn:aws:kms:*:*:key/*';
/** Where the input leaves the encryption to the bucket. */
const BUCKETS_KEY = `kms:GenerateDataKey ${ANY_KEY} ?`;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const TABLE: readonly [operation: string, input: object, needed: string[]][] = [
  ['list_buckets', {}, ['s3:ListAllMyBuckets *']],
  ['list_buckets_ddl', {}, ['s3:ListAllMyBuckets *']],
  ['list_bucket_objects', { bucket_name: 'b', prefix: 'p/' }, ['s3:ListBucket b']],
  ['list_objects_ddl', { bucket_name: 'b' }, ['s3:ListBucket b']],
  ['list_object_versions', { bucket_name: 'b' }, ['s3:ListBucketVersions b']],
  ['get_bucket_location', { bucket_name: 'b' }, ['s3:GetBucketLocation b']],
  ['head_bucket', { bucket_name: 'b' }, ['s3:ListBucket b']],
  ['create_bucket', { bucket_name: 'b' }, ['s3:CreateBucket b']],
  [
    'create_bucket',
    { bucket_name: 'b', object_lock_enabled: true, object_ownership: 'ObjectWriter' },
    [
      's3:CreateBucket b',
      's3:PutBucketObjectLockConfiguration b',
      's3:PutBucketVersioning b',
      's3:PutBucketOwnershipControls b',
    ],
  ],
  ['delete_bucket', { bucket_name: 'b' }, ['s3:DeleteBucket b']],
  ['head_object', OBJECT, ['s3:GetObject b/k', 's3:ListBucket b ?']],
  ['head_object', VERSION, ['s3:GetObjectVersion b/k', 's3:ListBucket b ?']],
  [
    'head_object',
    { ...OBJECT, with_checksum: true },
    ['s3:GetObject b/k', `kms:Decrypt ${ANY_KEY} ?`, 's3:ListBucket b ?'],
  ],
  ['get_object', OBJECT, ['s3:GetObject b/k', `kms:Decrypt ${ANY_KEY} ?`]],
  ['get_object', VERSION, ['s3:GetObjectVersion b/k', `kms:Decrypt ${ANY_KEY} ?`]],
  ['get_object_signed_url', OBJECT, ['s3:GetObject b/k', `kms:Decrypt ${ANY_KEY} ?`]],
  ['put_object_text', OBJECT, ['s3:PutObject b/k', BUCKETS_KEY]],
  [
    'put_object_text',
    { ...OBJECT, acl: 'private' },
    ['s3:PutObject b/k', 's3:PutObjectAcl b/k', BUCKETS_KEY],
  ],
  [
    'put_object_text',
    { ...OBJECT, tags: { a: 'b' } },
    ['s3:PutObject b/k', 's3:PutObjectTagging b/k', BUCKETS_KEY],
  ],
  ['put_object_text', { ...OBJECT, if_match: 'e' }, ['s3:PutObject b/k', 's3:GetObject b/k', BUCKETS_KEY]],
  ['put_object_text', { ...OBJECT, if_none_match: '*' }, ['s3:PutObject b/k', BUCKETS_KEY]],
  [
    'put_object_text',
    { ...OBJECT, legal_hold: true },
    ['s3:PutObject b/k', 's3:PutObjectLegalHold b/k', BUCKETS_KEY],
  ],
  [
    'put_object_text',
    { ...OBJECT, object_lock_mode: 'GOVERNANCE' },
    ['s3:PutObject b/k', 's3:PutObjectRetention b/k', BUCKETS_KEY],
  ],
  ['put_object_text', { ...OBJECT, ...KMS }, ['s3:PutObject b/k', `kms:GenerateDataKey ${KEY}`]],
  [
    'put_object_text',
    { ...OBJECT, encryption: 'aws:kms' },
    ['s3:PutObject b/k', `kms:GenerateDataKey ${ANY_KEY}`],
  ],
  [
    'put_object_text',
    { ...OBJECT, kms_key_id: 'alias/app' },
    ['s3:PutObject b/k', `kms:GenerateDataKey ${ANY_KEY}`],
  ],
  ['put_object_text', { ...OBJECT, encryption: 'AES256' }, ['s3:PutObject b/k']],
  [
    'put_object_file',
    OBJECT,
    ['s3:PutObject b/k', BUCKETS_KEY, 's3:AbortMultipartUpload b/k ?', `kms:Decrypt ${ANY_KEY} ?`],
  ],
  [
    'put_object_file',
    { ...OBJECT, ...KMS },
    [
      's3:PutObject b/k',
      `kms:GenerateDataKey ${KEY}`,
      's3:AbortMultipartUpload b/k ?',
      `kms:Decrypt ${KEY} ?`,
    ],
  ],
  [
    'create_upload_url',
    { ...OBJECT, acl: 'private' },
    ['s3:PutObject b/k', 's3:PutObjectAcl b/k', BUCKETS_KEY],
  ],
  ['put_object_acl', { ...OBJECT, acl: 'private' }, ['s3:PutObjectAcl b/k']],
  ['put_object_acl', { ...VERSION, acl: 'private' }, ['s3:PutObjectVersionAcl b/k']],
  ['put_object_acl', { ...OBJECT, return_acl: true }, ['s3:PutObjectAcl b/k', 's3:GetObjectAcl b/k']],
  [
    'put_object_acl',
    { ...VERSION, return_acl: true },
    ['s3:PutObjectVersionAcl b/k', 's3:GetObjectVersionAcl b/k'],
  ],
  ['delete_object', OBJECT, ['s3:DeleteObject b/k']],
  ['delete_object', VERSION, ['s3:DeleteObjectVersion b/k']],
  ['delete_object', { ...OBJECT, if_match: 'e' }, ['s3:DeleteObject b/k', 's3:GetObject b/k']],
  [
    'delete_object',
    { ...VERSION, bypass_governance_retention: true },
    ['s3:DeleteObjectVersion b/k', 's3:BypassGovernanceRetention b/k'],
  ],
  [
    'delete_multiple_objects',
    { bucket_name: 'b', object_keys: ['k', { Key: 'l' }, { Key: 'm', VersionId: 'v' }] },
    ['s3:DeleteObject b/k', 's3:DeleteObject b/l', 's3:DeleteObjectVersion b/m'],
  ],
  [
    'copy_object',
    COPY,
    [
      's3:GetObject s/o',
      's3:PutObject b/k',
      BUCKETS_KEY,
      's3:GetObjectTagging s/o ?',
      's3:PutObjectTagging b/k ?',
      `kms:Decrypt ${ANY_KEY} ?`,
    ],
  ],
  [
    'copy_object',
    { ...COPY, source_version_id: 'v', tags: { a: 'b' } },
    [
      's3:GetObjectVersion s/o',
      's3:PutObject b/k',
      BUCKETS_KEY,
      's3:PutObjectTagging b/k',
      `kms:Decrypt ${ANY_KEY} ?`,
    ],
  ],
  [
    'copy_object',
    { ...COPY, source_version_id: 'v' },
    [
      's3:GetObjectVersion s/o',
      's3:PutObject b/k',
      BUCKETS_KEY,
      's3:GetObjectVersionTagging s/o ?',
      's3:PutObjectTagging b/k ?',
      `kms:Decrypt ${ANY_KEY} ?`,
    ],
  ],
  [
    'copy_object',
    { ...COPY, tagging_directive: 'REPLACE', ...KMS },
    ['s3:GetObject s/o', 's3:PutObject b/k', `kms:GenerateDataKey ${KEY}`, `kms:Decrypt ${ANY_KEY} ?`],
  ],
  ['test_connection', {}, ['s3:ListAllMyBuckets * ?']],
  [
    'test_connection',
    { bucket_name: 'b', prefix: 'p/', method: 'simulator' },
    ['s3:ListBucket b ?', `iam:SimulatePrincipalPolicy ${ANYBODY} ?`],
  ],
  [
    'test_connection',
    { ...OBJECT, method: 'probes' },
    [
      's3:ListAllMyBuckets * ?',
      's3:ListBucket b ?',
      's3:ListBucketVersions b ?',
      's3:GetBucketLocation b ?',
      's3:GetObject b/k ?',
    ],
  ],
  ['check_permissions', { method: 'policies', bucket_name: 'b' }, []],
  ['check_permissions', { method: 'simulator' }, [`iam:SimulatePrincipalPolicy ${ANYBODY}`]],
  [
    'check_permissions',
    { method: 'simulator', principal: 'arn:aws:sts::111122223333:assumed-role/app/session' },
    ['iam:SimulatePrincipalPolicy arn:aws:iam::111122223333:role/app'],
  ],
  ['check_permissions', { method: 'probes' }, ['s3:ListAllMyBuckets * ?']],
  [
    'check_permissions',
    { method: 'probes', bucket_name: 'b' },
    ['s3:ListAllMyBuckets * ?', 's3:ListBucket b ?', 's3:ListBucketVersions b ?', 's3:GetBucketLocation b ?'],
  ],
];

test('every operation is in the table', () => {
  const tabled = new Set(TABLE.map(([name]) => name));
  const needy = Object.values(operations as Record<string, Operation>).filter(
    ({ permissions }) => permissions !== 'none',
  );
  expect(needy.filter(({ name }) => !tabled.has(name)).map(({ name }) => name)).toEqual([]);
});

describe('what an input needs', () => {
  test.each(TABLE)('%s %j', (name, input, needed) => {
    expect(needs(name, input).toSorted()).toEqual(needed.toSorted());
  });
});
