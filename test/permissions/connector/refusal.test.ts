import { describe, expect, it } from 'vitest';
import { checklistFor } from '../../../connector/permissions/checklist.ts';
import { statementsToPaste } from '../../../connector/permissions/paste.ts';
import { readRefusal } from '../../../connector/permissions/refusal.ts';
import { needsOf } from '../../../connector/permissions/required.ts';
import { operationOf } from '../../../connector/permissions/setting.ts';
import { inShort } from './support.ts';

const BOB = 'arn:aws:iam::111122223333:user/bob';
const OBJECT = 'arn:aws:s3:::media/a';
const base = `User: ${BOB} is not authorized to perform: s3:GetObject on resource: "${OBJECT}"`;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#access-denied-message-examples */
describe('what AWS says', () => {
  it.each<[string, string, object]>([
    [
      'no identity policy allows',
      'because no identity-based policy allows the s3:GetObject action',
      { policy: 'identity-based policy' },
    ],
    [
      'no boundary allows',
      'because no permissions boundary allows the s3:GetObject action',
      { policy: 'permissions boundary' },
    ],
    [
      'no endpoint policy allows',
      'because no VPC endpoint policy allows the s3:GetObject action',
      { policy: 'VPC endpoint policy' },
    ],
    [
      'a bucket policy denies',
      'with an explicit deny in a resource-based policy',
      { policy: 'resource-based policy', explicit_deny: true },
    ],
    [
      'an organization denies',
      'with an explicit deny in a service control policy',
      { policy: 'service control policy', explicit_deny: true },
    ],
    [
      'an identity policy denies',
      'with an explicit deny in an identity-based policy',
      { policy: 'identity-based policy', explicit_deny: true },
    ],
  ])('%s', (_, reason, expected) => {
    expect(readRefusal(`${base} ${reason}`)).toEqual({
      principal: BOB,
      action: 's3:GetObject',
      resource: OBJECT,
      ...expected,
    });
  });

  it('is nothing across accounts', () => expect(readRefusal('Access Denied')).toEqual({}));
});

describe('the checklist', () => {
  const needs = (operation: string, input: object) => needsOf(operationOf(operation), input);
  const object = { bucket_name: 'media', object_path: 'a' };
  const call = {
    refusal: {},
    needs: needs('delete_object', object),
    anonymous: false,
    elsewhere: false,
    publicAcl: false,
  };
  const heads = (changes: object = {}) =>
    checklistFor({ ...call, ...changes }).map((item) => item.split(':')[0]);

  it.each<[string, object, string[]]>([
    [
      'when nothing is said',
      {},
      ['Who calls', 'IAM', 'Bucket policy', 'Limits of the caller', 'VPC endpoint'],
    ],
    [
      'when a key may be involved',
      { needs: needs('get_object', object) },
      ['Who calls', 'IAM', 'Bucket policy', 'KMS', 'Limits of the caller', 'VPC endpoint'],
    ],
    [
      'for what is on no bucket',
      { needs: needs('list_buckets', {}) },
      ['Who calls', 'IAM', 'Limits of the caller', 'VPC endpoint'],
    ],
    [
      'for a caller without credentials',
      { anonymous: true },
      ['Bucket policy', 'VPC endpoint', 'Block Public Access'],
    ],
    [
      'for a public ACL',
      { publicAcl: true, elsewhere: true },
      ['Who calls', 'IAM', 'Bucket policy', 'Block Public Access'],
    ],
    ['at a server that is not of AWS', { elsewhere: true }, ['Who calls', 'IAM', 'Bucket policy']],
    [
      'when AWS names the kind of policy',
      { refusal: { principal: BOB, policy: 'resource-based policy' } },
      ['Bucket policy'],
    ],
    [
      'when AWS names the boundary',
      { refusal: { principal: BOB, policy: 'permissions boundary' } },
      ['Limits of the caller'],
    ],
    ['when AWS names who calls', { refusal: { principal: BOB }, elsewhere: true }, ['IAM', 'Bucket policy']],
  ])('%s', (_, changes, expected) => {
    expect(heads(changes)).toEqual(expected);
  });
});

describe('what to paste', () => {
  const paste = (operation: string, input: object, principal?: string) =>
    statementsToPaste(
      operationOf(operation),
      needsOf(operationOf(operation), input),
      { partition: 'aws' },
      principal,
    );
  const list = { bucket_name: 'media', prefix: 'a/' };

  it('comes in two forms', () => {
    const { identity_policy, bucket_policy } = paste('list_bucket_objects', list, BOB);
    expect(inShort(identity_policy!)).toEqual(['ListBucketUnderPrefix: s3:ListBucket on media (a/)']);
    expect(inShort(bucket_policy!)).toEqual(['ListBucketUnderPrefix: s3:ListBucket on media (a/)']);
    expect(bucket_policy?.Statement[0]?.Principal).toEqual({ AWS: BOB });
  });

  it('names the role of a session', () => {
    const session = 'arn:aws:sts::111122223333:assumed-role/app/monday';
    const { bucket_policy } = paste('list_bucket_objects', list, session);
    expect(bucket_policy?.Statement[0]?.Principal).toEqual({ AWS: 'arn:aws:iam::111122223333:role/app' });
  });

  it('leaves who calls to be filled in where nobody knows', () => {
    const { bucket_policy } = paste('list_bucket_objects', list);
    expect(bucket_policy?.Statement[0]?.Principal).toEqual({ AWS: 'arn:aws:iam::ACCOUNT:user/NAME' });
  });

  it('has a form for each bucket of a copy between two, since S3 takes no policy that names another bucket', () => {
    const copy = {
      source_bucket_name: 'inbox',
      source_object_path: 'a',
      bucket_name: 'media',
      object_path: 'b',
    };
    const { bucket_policy, bucket_policies = {} } = paste('copy_object', copy);
    expect(bucket_policy).toBeUndefined();
    expect(Object.keys(bucket_policies)).toEqual(['inbox', 'media']);
    expect(inShort(bucket_policies.media!)).toContainEqual(
      expect.stringMatching(/^Write.*s3:PutObject.* on media\/b$/),
    );
    expect(JSON.stringify(bucket_policies.inbox)).not.toContain('media');
  });

  it('has no bucket form for what is on no bucket', () => {
    expect(Object.keys(paste('list_buckets', {}))).toEqual(['identity_policy']);
  });
});
