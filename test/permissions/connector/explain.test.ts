import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain, policy, roles } from '../../../connector/permissions/index.ts';
import { compareWithDocumented } from '../../../scripts/generate/permissions/compare.ts';
import trayTable from '../../fixtures/policies/tray-permission-table.json' with { type: 'json' };
import { allow, arn, document, inShort } from './support.ts';

const known = (name: string) =>
  readFileSync(new URL(`../../fixtures/policies/${name}.json`, import.meta.url), 'utf8');

/** The operations of Tray's connector; others come and go. */
const TRAY = new Set([
  'list_buckets',
  'list_buckets_ddl',
  'list_bucket_objects',
  'get_bucket_location',
  'head_object',
  'get_object',
  'get_object_signed_url',
  'put_object_text',
  'put_object_file',
  'put_object_acl',
  'delete_object',
  'delete_multiple_objects',
]);

/** The operations of Tray's that a policy allows so, each with the actions that some of its inputs lack. */
const allowed = (text: unknown, how: 'full' | 'part' | 'none') =>
  explain(text)
    .operations.filter((row) => TRAY.has(row.operation) && row.allowed === how)
    .map(({ operation, missing }) => [operation, ...new Set(missing.map(({ action }) => action))].join(' '));

const OBJECT_LOCK = 's3:PutObjectRetention s3:PutObjectLegalHold';

describe('well-known policies', () => {
  it("Tray's, for a user", () => {
    const tray = known('tray-user');
    expect(allowed(tray, 'full')).toEqual(['list_bucket_objects', 'list_buckets', 'list_buckets_ddl']);
    expect(allowed(tray, 'part')).toEqual([
      'delete_multiple_objects s3:BypassGovernanceRetention',
      'delete_object s3:BypassGovernanceRetention',
      'get_object s3:GetObjectVersion',
      'get_object_signed_url s3:GetObjectVersion',
      'head_object s3:GetObjectVersion',
      'put_object_acl s3:PutObjectVersionAcl s3:GetObjectAcl s3:GetObjectVersionAcl',
      `put_object_file s3:PutObjectTagging kms:GenerateDataKey ${OBJECT_LOCK}`,
      `put_object_text s3:PutObjectTagging kms:GenerateDataKey ${OBJECT_LOCK}`,
    ]);
    expect(allowed(tray, 'none')).toEqual(['get_bucket_location s3:GetBucketLocation']);
    expect(explain(tray)).toMatchObject({ kind: 'identity', places: ['bucket-name-1/*'], findings: [] });
  });

  it("Mattermost's, for its bucket", () => {
    const mattermost = known('mattermost-app');
    const deletions = 's3:DeleteObjectVersion s3:BypassGovernanceRetention';
    const uploads = `s3:PutObjectAcl s3:PutObjectTagging kms:GenerateDataKey ${OBJECT_LOCK}`;
    expect(allowed(mattermost, 'full')).toEqual(['get_bucket_location', 'list_bucket_objects']);
    expect(allowed(mattermost, 'part')).toEqual([
      `delete_multiple_objects ${deletions}`,
      `delete_object ${deletions}`,
      'get_object s3:GetObjectVersion',
      'get_object_signed_url s3:GetObjectVersion',
      'head_object s3:GetObjectVersion',
      `put_object_file ${uploads}`,
      `put_object_text ${uploads}`,
    ]);
    expect(allowed(mattermost, 'none')).toEqual([
      'list_buckets s3:ListAllMyBuckets',
      'list_buckets_ddl s3:ListAllMyBuckets',
      'put_object_acl s3:PutObjectAcl',
    ]);
  });

  it("Mattermost's is the least policy for its five permissions, and no more", () => {
    const app = roles.find(({ name }) => name === 'app');
    const calls = (app?.operations ?? []).map((operation) => ({
      operation,
      scope: { bucket: 'YOUR-BUCKET' },
    }));
    expect(inShort(policy({ kind: 'identity', calls }).document)).toEqual([
      'ListAndReadBucket: s3:GetBucketLocation s3:ListBucket on YOUR-BUCKET',
      'ReadWriteAndDeleteObjects: s3:DeleteObject s3:GetObject s3:PutObject on YOUR-BUCKET/*',
    ]);
    expect(explain(known('mattermost-app')).findings).toEqual([]);
  });

  it('a bucket policy with a public prefix', () => {
    const explanation = explain(known('public-prefix-bucket'));
    expect(explanation).toMatchObject({
      kind: 'bucket',
      places: ['BUCKET/public/*'],
      findings: [{ code: 'public_principal', statement: 0 }],
    });
    expect(allowed(known('public-prefix-bucket'), 'full')).toEqual([]);
    expect(allowed(known('public-prefix-bucket'), 'part')).toEqual(
      ['get_object', 'get_object_signed_url', 'head_object'].map((name) => `${name} s3:GetObjectVersion`),
    );
  });
});

describe("Tray's table, row by row", () => {
  it.each([
    [
      'Delete Object',
      's3:DeleteObject',
      's3:DeleteObjectVersion s3:GetObject',
      '',
      's3:BypassGovernanceRetention',
    ],
    ['Get Object', 's3:GetObject', '', '', 's3:GetObjectVersion'],
    ['Get Object Signed Url', 's3:GetObject', '', '', 's3:GetObjectVersion'],
    ['Head Object', 's3:GetObject', '', '', 's3:GetObjectVersion'],
    ['List Buckets', 's3:ListAllMyBuckets', '', 's3:GetObject', ''],
    ['List Bucket Objects', 's3:ListBucket', '', 's3:GetObject', ''],
    [
      'Put Object Acl',
      's3:PutObjectAcl',
      '',
      's3:GetObject',
      's3:PutObjectVersionAcl s3:GetObjectAcl s3:GetObjectVersionAcl',
    ],
    [
      'Put Object File',
      's3:PutObject',
      's3:PutObjectAcl',
      '',
      `s3:GetObject s3:PutObjectTagging kms:GenerateDataKey ${OBJECT_LOCK}`,
    ],
    [
      'Put Object Text',
      's3:PutObject',
      's3:PutObjectAcl',
      '',
      `s3:GetObject s3:PutObjectTagging kms:GenerateDataKey ${OBJECT_LOCK}`,
    ],
  ])(
    '%s: always %s, sometimes %s, never %s, not documented %s',
    (title, always, sometimes, never, missing) => {
      const row = trayTable.rows.find(({ operation }) => operation === title);
      const compared = compareWithDocumented(row ?? { operation: title, permissions: [], resource: '' });
      expect(compared.always.join(' ')).toBe(always);
      expect(compared.sometimes.map(({ action }) => action).join(' ')).toBe(sometimes);
      expect(compared.never.join(' ')).toBe(never);
      const onInputs = compared.missing.filter(({ if_data }) => if_data === undefined);
      expect(onInputs.map(({ action }) => action).join(' ')).toBe(missing);
    },
  );

  it('has no other row', () => expect(trayTable.rows).toHaveLength(9));
});

describe('what a policy allows', () => {
  const of = (operation: string, ...statements: object[]) =>
    explain(document(...statements)).operations.find((row) => row.operation === operation);

  it.each<[string, string, object[], string]>([
    ['everything', 'put_object_file', [allow('*', '*')], 'full'],
    ['only with an option', 'get_object', [allow('s3:GetObjectVersion', 'media/*')], 'part'],
    ['half of what every input needs', 'copy_object', [allow('s3:GetObject', 'media/*')], 'none'],
    [
      'an action, on the bucket and not on its objects',
      'get_object',
      [allow('s3:GetObject', 'media')],
      'none',
    ],
    [
      'something denied again',
      'delete_bucket',
      [allow('s3:*', '*'), { ...allow('s3:Delete*', '*'), Effect: 'Deny' }],
      'none',
    ],
    [
      'buckets that begin alike, and what is in them',
      'get_object',
      [allow('s3:GetObject*', 'media*')],
      'full',
    ],
    [
      'one of two buckets',
      'delete_bucket',
      [allow('s3:ListBucket', 'a'), allow('s3:DeleteBucket', 'b')],
      'full',
    ],
    ['all but something', 'delete_bucket', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'full'],
  ])('%s', (_, operation, statements, how) => {
    expect(of(operation, ...statements)?.allowed).toBe(how);
  });

  it('reaches from a bucket that ends with a star into its keys', () => {
    expect(of('get_object', allow('s3:GetObject*', 'media*'))?.where).toBe('media*/*');
  });

  it('depends on the keys of its conditions', () => {
    const narrow = allow('s3:ListBucket', 'media', { StringLike: { 's3:prefix': 'a/*' } });
    expect(of('list_bucket_objects', narrow)).toMatchObject({ allowed: 'full', depends_on: ['s3:prefix'] });
  });

  it('says where, and what is missing if the data are so', () => {
    expect(of('get_object', allow('s3:GetObject*', 'media/public/*'))).toMatchObject({
      allowed: 'full',
      where: 'media/public/*',
      missing: [],
      missing_if: [{ action: 'kms:Decrypt', if_data: 'the object is encrypted with a KMS key' }],
    });
  });
});

describe('what it grants beyond', () => {
  const codes = (...statements: object[]) =>
    explain(document(...statements)).findings.map(({ code, statement }) => `${code} ${statement}`);
  const everyone = (more: object = {}) => ({ ...allow('s3:GetObject', 'media/*'), Principal: '*', ...more });

  it.each<[string, object[], string[]]>([
    ['nothing', [allow('s3:GetObject', 'media/*')], []],
    ['a wildcard', [allow('s3:Get*', 'media/*')], ['wildcard_action 0']],
    ['an action that no operation needs', [allow('s3:PutBucketPolicy', 'media')], ['unused_action 0']],
    ['another service', [allow('ec2:RunInstances', '*')], ['unused_action 0', 'every_bucket 0']],
    [
      'every bucket',
      [allow('s3:GetObject', 'media/*'), { ...allow('s3:GetObject', '*'), Resource: 'arn:aws:s3:::*/*' }],
      ['every_bucket 1'],
    ],
    [
      'everything but something',
      [{ Effect: 'Allow', NotAction: 's3:DeleteBucket', NotResource: arn('media/*') }],
      ['all_but 0', 'all_but 0'],
    ],
    ['everyone', [everyone()], ['public_principal 0']],
    [
      'everyone under a condition',
      [everyone({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })],
      ['public_principal 0'],
    ],
    ['an action on objects, for a bucket', [allow('s3:GetObject', 'media')], ['never_matches 0']],
    ['an action on a bucket, for its objects', [allow('s3:ListBucket', 'media/*')], ['never_matches 0']],
    ['an action on no bucket, for one', [allow('s3:ListAllMyBuckets', 'media')], ['never_matches 0']],
    ['what is denied', [{ ...allow('s3:*', '*'), Effect: 'Deny' }], []],
  ])('%s', (_, statements, expected) => {
    expect(codes(...statements)).toEqual(expected);
  });
});
