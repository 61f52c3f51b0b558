import { describe, it } from 'vitest';
import { ACCOUNT, BOB_ARN, BUCKET, allow, useLaboratory } from './laboratory.ts';
import type { Request } from './laboratory.ts';
import { copy, get, list, put, remove } from './requests.ts';

const laboratory = useLaboratory();

const NONE = 'no identity-based policy';

const verify = async (Condition: object, request: Request, expected: string) => {
  await laboratory.enact('bob', { identity: [allow(['s3:*', 'kms:*'], { Condition })] });
  await laboratory.expectOutcome('bob', request, expected);
};

type Case = [name: string, condition: object, request: Request, expected: string];

const equals = (key: string, value: string | string[]) => ({ StringEquals: { [key]: value } });
const like = (key: string, value: string | string[]) => ({ StringLike: { [key]: value } });
const absent = (key: string) => ({ Null: { [key]: 'true' } });

describe('listing', () => {
  it.each<Case>([
    ['its prefix', equals('s3:prefix', 'public/'), list({ Prefix: 'public/' }), 'allowed'],
    ['another prefix', equals('s3:prefix', 'public/'), list({ Prefix: 'private/' }), NONE],
    ['no prefix', equals('s3:prefix', 'public/'), list(), NONE],
    ['an empty prefix', equals('s3:prefix', ['', 'public/']), list({ Prefix: '' }), 'allowed'],
    ['a longer prefix', like('s3:prefix', 'public/*'), list({ Prefix: 'public/deep/' }), 'allowed'],
    ['its delimiter', equals('s3:delimiter', '/'), list({ Delimiter: '/' }), 'allowed'],
    ['another delimiter', equals('s3:delimiter', '/'), list({ Delimiter: '-' }), NONE],
    ['few keys', { NumericLessThanEquals: { 's3:max-keys': '10' } }, list({ MaxKeys: 10 }), 'allowed'],
    ['too many keys', { NumericLessThanEquals: { 's3:max-keys': '10' } }, list({ MaxKeys: 11 }), NONE],
    ['a prefix means nothing to a read', equals('s3:prefix', 'public/'), get(), NONE],
  ])('%s', (_name, condition, request, expected) => verify(condition, request, expected));
});

describe('writing', () => {
  const sse = 's3:x-amz-server-side-encryption';
  it.each<Case>([
    [
      'its ACL',
      equals('s3:x-amz-acl', 'bucket-owner-full-control'),
      put('k', { ACL: 'bucket-owner-full-control' }),
      'allowed',
    ],
    ['no ACL', equals('s3:x-amz-acl', 'bucket-owner-full-control'), put(), NONE],
    [
      'another ACL',
      equals('s3:x-amz-acl', 'bucket-owner-full-control'),
      put('k', { ACL: 'public-read' }),
      NONE,
    ],
    [
      'a grant',
      like('s3:x-amz-grant-full-control', 'id=*'),
      put('k', { ACL: 'bucket-owner-full-control' }),
      NONE,
    ],
    ['its encryption', equals(sse, 'AES256'), put('k', { ServerSideEncryption: 'AES256' }), 'allowed'],
    ["the bucket's own encryption is not the request's", equals(sse, 'AES256'), put(), NONE],
    ['another encryption', equals(sse, 'aws:kms'), put('k', { ServerSideEncryption: 'AES256' }), NONE],
    [
      'its key',
      like(`${sse}-aws-kms-key-id`, 'arn:aws:kms:*:key/mine'),
      put('k', {
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: `arn:aws:kms:us-east-1:${ACCOUNT}:key/other`,
      }),
      NONE,
    ],
    [
      'its storage class',
      equals('s3:x-amz-storage-class', 'GLACIER'),
      put('k', { StorageClass: 'GLACIER' }),
      'allowed',
    ],
    [
      'another storage class',
      equals('s3:x-amz-storage-class', 'GLACIER'),
      put('k', { StorageClass: 'STANDARD_IA' }),
      NONE,
    ],
    ['a tag', equals('s3:RequestObjectTag/team', 'red'), put('k', { Tagging: 'team=red' }), 'allowed'],
    ['another value', equals('s3:RequestObjectTag/team', 'red'), put('k', { Tagging: 'team=blue' }), NONE],
    ['no tag', equals('s3:RequestObjectTag/team', 'red'), put(), NONE],
    [
      'only these tags',
      { 'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['team', 'cost'] } },
      put('k', { Tagging: 'team=red&cost=1' }),
      'allowed',
    ],
    [
      'a tag too many',
      { 'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['team', 'cost'] } },
      put('k', { Tagging: 'team=red&other=1' }),
      NONE,
    ],
    [
      'one of these tags',
      { 'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': ['team'] } },
      put('k', { Tagging: 'x=1&team=red' }),
      'allowed',
    ],
    [
      'must not overwrite',
      equals('s3:if-none-match', '*'),
      put('new-by-condition', { IfNoneMatch: '*' }),
      'allowed',
    ],
    ['might overwrite', equals('s3:if-none-match', '*'), put('k'), NONE],
    ['must match', { Null: { 's3:if-match': 'false' } }, put('k'), NONE],
    ['makes an object', { Bool: { 's3:ObjectCreationOperation': 'true' } }, put('k'), 'allowed'],
    ['may not make an object', { Bool: { 's3:ObjectCreationOperation': 'false' } }, put('k'), NONE],
    ['a deletion has no encryption', absent(sse), remove(), 'allowed'],
  ])('%s', (_name, condition, request, expected) => verify(condition, request, expected));
});

describe('tags in a document', () => {
  const tag: Request = (client) =>
    client.putObjectTagging({
      Bucket: BUCKET,
      Key: 'private/c.txt',
      Tagging: { TagSet: [{ Key: 'team', Value: 'red' }] },
    });
  it.each<Case>([
    ['these', equals('s3:RequestObjectTag/team', 'red'), tag, 'allowed'],
    ['others', equals('s3:RequestObjectTag/team', 'blue'), tag, NONE],
    ['those that are there by now', equals('s3:ExistingObjectTag/team', 'red'), tag, 'allowed'],
  ])('%s', (_name, condition, request, expected) => verify(condition, request, expected));
});

describe('reading', () => {
  it.each<Case>([
    ['its tag', equals('s3:ExistingObjectTag/team', 'red'), get('tagged.txt'), 'allowed'],
    ['names of tags in any case', equals('S3:ExistingObjectTag/Team', 'red'), get('tagged.txt'), 'allowed'],
    ['another tag', equals('s3:ExistingObjectTag/secret', 'yes'), get('tagged.txt'), NONE],
    ['no tags', equals('s3:ExistingObjectTag/team', 'red'), get(), NONE],
    ['not that tag', { StringNotEquals: { 's3:ExistingObjectTag/secret': 'yes' } }, get(), 'allowed'],
    ['a deletion sees no tags', equals('s3:ExistingObjectTag/team', 'red'), remove('tagged.txt'), NONE],
    ['a version', { Null: { 's3:versionid': 'true' } }, get(), 'allowed'],
  ])('%s', (_name, condition, request, expected) => verify(condition, request, expected));
});

describe('copying', () => {
  const source = 's3:x-amz-copy-source';
  it.each<Case>([
    ['its source', { StringLikeIfExists: { [source]: `${BUCKET}/public/*` } }, copy(), 'allowed'],
    [
      'another source',
      { StringLikeIfExists: { [source]: `${BUCKET}/public/*` } },
      copy('private/c.txt'),
      NONE,
    ],
    [
      'its directive',
      { StringEqualsIfExists: { 's3:x-amz-metadata-directive': 'REPLACE' } },
      copy('public/a.txt', { MetadataDirective: 'COPY' }),
      NONE,
    ],
  ])('%s', (_name, condition, request, expected) => verify(condition, request, expected));
});

describe('the caller', () => {
  it.each<Case>([
    ['by ARN', { ArnEquals: { 'aws:PrincipalArn': BOB_ARN } }, get(), 'allowed'],
    ['by another ARN', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, get(), NONE],
    ['by name', equals('aws:username', 'bob'), get(), 'allowed'],
    ['by type', equals('aws:PrincipalType', 'User'), get(), 'allowed'],
    ['by id', like('aws:userid', 'AIDA*'), get(), 'allowed'],
    ['by account', equals('aws:PrincipalAccount', ACCOUNT), get(), 'allowed'],
    ['by tag', equals('aws:PrincipalTag/team', 'red'), get(), 'allowed'],
    ['by a tag it has not', equals('aws:PrincipalTag/team', 'blue'), get(), NONE],
    ['with lasting keys, which know no MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, get(), NONE],
    [
      'with lasting keys, if MFA is asked for only where it exists',
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      get(),
      'allowed',
    ],
  ])('%s', (_name, condition, request, expected) => verify(condition, request, expected));
});

describe('the request', () => {
  it.each<Case>([
    ['its address', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, get(), 'allowed'],
    ['another address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, get(), NONE],
    ['not that address', { NotIpAddress: { 'aws:SourceIp': '127.0.0.1' } }, get(), NONE],
    ['without TLS', { Bool: { 'aws:SecureTransport': 'false' } }, get(), 'allowed'],
    ['with TLS', { Bool: { 'aws:SecureTransport': 'true' } }, get(), NONE],
    ['after a day', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, get(), 'allowed'],
    ['before a day', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, get(), NONE],
    ['after a second', { NumericGreaterThan: { 'aws:EpochTime': '1000000000' } }, get(), 'allowed'],
    ['its region', equals('aws:RequestedRegion', 'us-east-1'), get(), 'allowed'],
    ['another region', equals('aws:RequestedRegion', 'eu-central-1'), get(), NONE],
    ['signed in its header', equals('s3:authType', 'REST-HEADER'), get(), 'allowed'],
    ['signed in its query', equals('s3:authType', 'REST-QUERY-STRING'), get(), NONE],
    ['signed with version 4', equals('s3:signatureversion', 'AWS4-HMAC-SHA256'), get(), 'allowed'],
    ['signed lately', { NumericLessThan: { 's3:signatureAge': '600000' } }, get(), 'allowed'],
    ['of an account', equals('s3:ResourceAccount', ACCOUNT), get(), 'allowed'],
    ['of another account', equals('aws:ResourceAccount', '999999999999'), get(), NONE],
    [
      'two conditions, both',
      { ...equals('aws:username', 'bob'), IpAddress: { 'aws:SourceIp': '127.0.0.1' } },
      get(),
      'allowed',
    ],
    [
      'two conditions, one',
      { ...equals('aws:username', 'bob'), IpAddress: { 'aws:SourceIp': '10.1.1.1' } },
      get(),
      NONE,
    ],
  ])('%s', (_name, condition, request, expected) => verify(condition, request, expected));
});
