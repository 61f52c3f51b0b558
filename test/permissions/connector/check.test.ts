import { describe, expect, it } from 'vitest';
import { check, type CheckRequest } from '../../../connector/permissions/index.ts';
import { allow, arn, deny, document } from './support.ts';

const BOB = 'arn:aws:iam::111122223333:user/bob';
const ROLE = 'arn:aws:iam::111122223333:role/team/app';
const KEY = { bucket_name: 'media', object_path: 'a.txt' };
const get: CheckRequest = { operation: 'get_object', input: KEY };
const SESSION = 'arn:aws:sts::111122223333:assumed-role/app/monday';
const forApp = document({
  ...allow('s3:*', '*'),
  Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
});
const everything = document(allow('*', '*'));
const nothing = document(allow('s3:GetBucketPolicy', '*'));

/** A call that everything allows, under one condition that denies it. */
const denyIf = (Condition: object) => [everything, document(deny('*', '*', Condition))];
const decide = (request: CheckRequest) => check(request).decision;

describe('the context of a call', () => {
  const put = (more: object = {}) => ({ operation: 'put_object_text', input: { ...KEY, text: '', ...more } });
  const list = (more: object = {}) => ({
    operation: 'list_bucket_objects',
    input: { bucket_name: 'media', ...more },
  });
  const copy = (more: object = {}) => ({
    operation: 'copy_object',
    input: { ...KEY, source_bucket_name: 'inbox', source_object_path: 'new/b.txt', ...more },
  });
  const kms = 'arn:aws:kms:eu-west-1:111122223333:key/1';
  const SSE = 's3:x-amz-server-side-encryption';

  it.each<[string, string, unknown, Omit<CheckRequest, 'identityPolicies'>]>([
    ['the prefix', 's3:prefix', 'a/', list({ prefix: 'a/' })],
    ['the delimiter', 's3:delimiter', '/', list({ delimiter: '/' })],
    ['the page size', 's3:max-keys', '1000', list()],
    ['the ACL', 's3:x-amz-acl', 'private', put({ acl: 'private' })],
    ['the encryption', SSE, 'AES256', put({ encryption: 'AES256' })],
    ['the encryption that a key implies', SSE, 'aws:kms', put({ kms_key_id: kms })],
    ['the key', `${SSE}-aws-kms-key-id`, kms, put({ kms_key_id: kms })],
    ['the storage class', 's3:x-amz-storage-class', 'STANDARD_IA', put({ storage_class: 'STANDARD_IA' })],
    ['a tag', 's3:RequestObjectTag/Team', 'a', put({ tags: { Team: 'a' } })],
    ["the tags' names", 's3:RequestObjectTagKeys', 'Team', put({ tags: { Team: 'a' } })],
    ['the lock', 's3:object-lock-mode', 'GOVERNANCE', put({ object_lock_mode: 'GOVERNANCE' })],
    ['the hold', 's3:object-lock-legal-hold', 'ON', put({ legal_hold: true })],
    ['the condition', 's3:if-none-match', '*', put({ if_none_match: '*' })],
    ['the creation', 's3:ObjectCreationOperation', 'true', put()],
    ['the copy source', 's3:x-amz-copy-source', 'inbox/new/b.txt', copy()],
    ['the directive', 's3:x-amz-metadata-directive', 'REPLACE', copy({ metadata_directive: 'REPLACE' })],
    ['the version', 's3:VersionId', 'v1', { operation: 'get_object', input: { ...KEY, version_id: 'v1' } }],
    ["the source's version", 's3:VersionId', 'v2', copy({ source_version_id: 'v2' })],
    ['that it is encrypted on its way', 'aws:SecureTransport', 'true', get],
    ['the region', 'aws:RequestedRegion', 'eu-west-1', { ...get, input: { ...KEY, region: 'eu-west-1' } }],
    ['how it is signed', 's3:authType', 'REST-HEADER', get],
    [
      'that it is presigned',
      's3:authType',
      'REST-QUERY-STRING',
      { ...get, operation: 'get_object_signed_url' },
    ],
    ['the user', 'aws:username', 'bob', { ...get, principal: BOB }],
    ['the role', 'aws:PrincipalArn', ROLE, { ...get, principal: ROLE }],
    ['the account of the caller', 'aws:PrincipalAccount', '111122223333', { ...get, principal: BOB }],
    ['the account of the bucket', 'aws:ResourceAccount', '444455556666', { ...get, account: '444455556666' }],
    ['what is given', 'aws:SourceIp', '203.0.113.7', { ...get, context: { 'aws:sourceip': '203.0.113.7' } }],
  ])('has %s', (_, key, value, request) => {
    const is = { StringEquals: { [key]: value } };
    const other = { StringEquals: { [key]: 'other' } };
    expect(decide({ ...request, identityPolicies: denyIf(is) })).toBe('denied');
    expect(decide({ ...request, identityPolicies: denyIf(other) })).toBe('allowed');
  });

  it.each<[string, string, Omit<CheckRequest, 'identityPolicies'>]>([
    ['no prefix', 's3:prefix', list()],
    [
      'no prefix in a call that cannot have one',
      's3:prefix',
      { operation: 'head_bucket', input: { bucket_name: 'media' } },
    ],
    ['no prefix in a call on an object', 's3:prefix', get],
    ['no ACL', 's3:x-amz-acl', put()],
    ['no encryption', SSE, put()],
    ['no tag', 's3:RequestObjectTag/Team', put({ tags: { Other: 'a' } })],
    ['no names of tags', 's3:RequestObjectTagKeys', put({ tags: {} })],
    ['no copy source', 's3:x-amz-copy-source', put()],
    ['no access point', 's3:DataAccessPointArn', get],
    ['no service behind it', 'aws:SourceArn', { ...get, principal: BOB }],
    ['no name of a user in a role', 'aws:username', { ...get, principal: ROLE }],
  ])('has %s', (_, key, request) => {
    expect(decide({ ...request, identityPolicies: denyIf({ Null: { [key]: 'true' } }) })).toBe('denied');
    expect(decide({ ...request, identityPolicies: denyIf({ Null: { [key]: 'false' } }) })).toBe('allowed');
  });

  it.each<[string, string, Omit<CheckRequest, 'identityPolicies'>]>([
    ['where it comes from', 'aws:SourceIp', get],
    ['when it is made', 'aws:CurrentTime', get],
    ['who makes it', 'aws:username', get],
    ["the object's tags", 's3:ExistingObjectTag/Team', get],
    ['the region, where none is named', 'aws:RequestedRegion', get],
    ['which key an alias stands for', `${SSE}-aws-kms-key-id`, put({ kms_key_id: 'alias/app' })],
    ['the last page of a limited listing', 's3:max-keys', list({ limit: 5 })],
    [
      'what a listing asks for of its own',
      's3:delimiter',
      { operation: 'list_objects_ddl', input: { bucket_name: 'media' } },
    ],
    ['a key that nobody has heard of', 's3:constructor', get],
  ])('does not know %s', (_, key, request) => {
    const { decision, notes } = check({
      ...request,
      identityPolicies: denyIf({ StringEquals: { [key]: 'x' } }),
    });
    expect(decision).toBe('unknown');
    expect(notes.join(' ')).toContain(`it depends on ${key}, which is not known`);
  });

  it('has a key only for the actions that take it', () => {
    const ifAcl = (action: string) => deny(action, '*', { Null: { 's3:x-amz-acl': 'false' } });
    const request = put({ acl: 'private', tags: { a: 'b' } });
    const decided = (action: string) =>
      decide({ ...request, identityPolicies: [everything, document(ifAcl(action))] });
    expect(decided('s3:PutObjectTagging')).toBe('allowed');
    expect(decided('s3:PutObjectAcl')).toBe('denied');
  });

  it('does not take a variable for a member of an object', () => {
    const policy = document({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: arn('media/${constructor}*'),
    });
    expect(decide({ ...get, identityPolicies: [policy] })).toBe('unknown');
  });
});

describe('the answer', () => {
  it('says of each action which statement decided', () => {
    const policy = document(allow('s3:PutObjectAcl', 'media/*'), {
      ...allow('s3:GetObjectAcl', 'media/*'),
      Sid: 'Acl',
    });
    const request = { operation: 'put_object_acl', input: { ...KEY, acl: 'private', return_acl: true } };
    const resource = arn('media/a.txt');
    const statement = { kind: 'identity', policy: 'app', index: 0 };
    expect(check({ ...request, identityPolicies: [{ name: 'app', document: policy }] })).toEqual({
      decision: 'allowed',
      actions: [
        { action: 's3:PutObjectAcl', resource, decision: 'allowed', statement },
        {
          action: 's3:GetObjectAcl',
          resource,
          decision: 'allowed',
          statement: { ...statement, index: 1, sid: 'Acl' },
        },
      ],
      missing: [],
      notes: [],
    });
  });

  it('says what is missing, and where it can be allowed', () => {
    const request = { operation: 'put_object_text', input: { ...KEY, tags: { a: 'b' } } };
    expect(check({ ...request, identityPolicies: [document(allow('s3:PutObject', '*'))] })).toMatchObject({
      decision: 'denied',
      missing: [
        { action: 's3:PutObjectTagging', resource: arn('media/a.txt'), allow_in: [['identity', 'resource']] },
      ],
    });
  });

  it('is about every key of a call on many', () => {
    const input = { bucket_name: 'media', object_keys: ['mine/a', { Key: 'yours/b' }] };
    const { actions } = check({
      operation: 'delete_multiple_objects',
      input,
      identityPolicies: [document(allow('s3:DeleteObject', 'media/mine/*'))],
    });
    expect(actions.map(({ resource, decision }) => [resource, decision])).toEqual([
      [arn('media/mine/a'), 'allowed'],
      [arn('media/yours/b'), 'denied'],
    ]);
  });

  it('does not change with what depends on the data; the notes tell of it', () => {
    const { decision, actions, notes } = check({
      ...get,
      identityPolicies: [document(allow('s3:GetObject', '*'))],
    });
    expect({ decision, actions: actions.length }).toEqual({ decision: 'allowed', actions: 1 });
    expect(notes).toEqual([
      'If the object is encrypted with a KMS key, kms:Decrypt on arn:aws:kms:*:*:key/* is needed too; these policies do not allow it.',
    ]);
    expect(check({ ...get, identityPolicies: [everything] }).notes.join()).toContain(
      'these policies allow it',
    );
  });

  it('is allowed for an operation that needs nothing', () => {
    expect(check({ operation: 'list_regions_ddl', input: {} })).toEqual({
      decision: 'allowed',
      actions: [],
      missing: [],
      notes: [],
    });
  });
});

describe('a key that is not known by its ARN', () => {
  const put = { operation: 'put_object_text', input: { ...KEY, encryption: 'aws:kms' } };
  const onKey = (effect: typeof allow, resource: string) => ({ ...effect('kms:*', '*'), Resource: resource });
  it.each<[string, object[], string]>([
    ['any key is allowed', [onKey(allow, '*')], 'allowed'],
    ['one key is allowed', [onKey(allow, 'arn:aws:kms:eu-west-1:111122223333:key/1')], 'unknown'],
    ['no key is allowed', [onKey(allow, arn('media/*'))], 'denied'],
    ['any key is allowed, one denied', [onKey(allow, '*'), onKey(deny, 'arn:aws:kms:*:*:key/1')], 'unknown'],
    ['every key is denied', [onKey(allow, '*'), onKey(deny, '*')], 'denied'],
  ])('%s', (_, statements, decision) => {
    expect(decide({ ...put, identityPolicies: [document(allow('s3:*', '*'), ...statements)] })).toBe(
      decision,
    );
  });
});

describe('who calls', () => {
  const forBob = document({ ...allow('s3:GetObject', 'media/*'), Principal: { AWS: BOB } });
  const againstBob = document({ ...deny('s3:GetObject', 'media/*'), Principal: { AWS: BOB } });
  it.each<[string, Omit<CheckRequest, 'operation' | 'input'>, string]>([
    ['the one whom the bucket policy names', { bucketPolicy: forBob, principal: BOB }, 'allowed'],
    ['somebody else', { bucketPolicy: forBob, principal: ROLE }, 'denied'],
    ['nobody knows', { bucketPolicy: forBob }, 'unknown'],
    [
      'nobody knows, and it makes no difference',
      { bucketPolicy: forBob, identityPolicies: [everything] },
      'allowed',
    ],
    [
      'nobody knows, and one is denied',
      { bucketPolicy: againstBob, identityPolicies: [everything] },
      'unknown',
    ],
    ['everyone', { bucketPolicy: document({ ...allow('s3:*', '*'), Principal: '*' }) }, 'allowed'],
    [
      'anonymous, with policies of nobody',
      { identityPolicies: [everything], principal: 'anonymous' },
      'denied',
    ],
    ['a root user', { principal: 'arn:aws:iam::111122223333:root' }, 'allowed'],
    [
      'a session, by its role',
      { bucketPolicy: document({ ...allow('s3:*', '*'), Principal: { AWS: ROLE } }), principal: ROLE },
      'allowed',
    ],
    ['a session, by its own ARN', { bucketPolicy: forApp, principal: SESSION }, 'allowed'],
    [
      'another account, by its own policies',
      { identityPolicies: [everything], principal: BOB, account: '444455556666' },
      'denied',
    ],
    [
      'another account, by both sides',
      { identityPolicies: [everything], bucketPolicy: forBob, principal: BOB, account: '444455556666' },
      'allowed',
    ],
    [
      'within a boundary',
      { identityPolicies: [everything], permissionsBoundary: nothing, principal: BOB },
      'denied',
    ],
    [
      'in a session that is held to less',
      { identityPolicies: [everything], sessionPolicy: nothing },
      'denied',
    ],
    [
      'in an organization that allows less',
      { identityPolicies: [everything], serviceControlPolicies: [nothing] },
      'denied',
    ],
    [
      'in an organization of two levels',
      { identityPolicies: [everything], serviceControlPolicies: [[everything], [everything, nothing]] },
      'allowed',
    ],
    [
      'in an organization whose upper level allows less',
      { identityPolicies: [everything], serviceControlPolicies: [[nothing], [everything]] },
      'denied',
    ],
  ])('%s', (_, policies, decision) => {
    expect(decide({ ...get, ...policies })).toBe(decision);
  });

  it.each(['bob', 'arn:aws:iam::1:user/bob', 'arn:aws:s3:::media'])('%s is refused', (principal) => {
    expect(() => check({ ...get, principal })).toThrow(
      expect.objectContaining({ code: 'principal_unknown' }),
    );
  });
});

describe('the input', () => {
  it('may leave out what no permission depends on', () => {
    const request = { operation: 'put_object_text', input: KEY, identityPolicies: [everything] };
    expect(decide(request)).toBe('allowed');
  });

  it.each<[string, object]>([
    ['a misspelt member', { bucket: 'media', object_path: 'a' }],
    ['no bucket', { object_path: 'a' }],
    ['a bucket that is none', { bucket_name: 'No_Bucket', object_path: 'a' }],
  ])('is refused: %s', (_, input) => {
    expect(() => check({ ...get, input })).toThrow(expect.objectContaining({ code: 'input_invalid' }));
  });

  it('is in the partition of its region', () => {
    const { actions } = check({
      ...get,
      input: { ...KEY, region: 'cn-north-1' },
      identityPolicies: [everything],
    });
    expect(actions[0]?.resource).toBe('arn:aws-cn:s3:::media/a.txt');
    expect(check({ ...get, partition: 'aws-us-gov' }).actions[0]?.resource).toBe(
      'arn:aws-us-gov:s3:::media/a.txt',
    );
  });

  it('is in the partition of the principal, where neither it nor a region is named', () => {
    const principal = 'arn:aws-cn:iam::111122223333:user/bob';
    const arnOf = (more: object) => check({ ...get, principal, ...more }).actions[0]?.resource;
    expect(arnOf({})).toBe('arn:aws-cn:s3:::media/a.txt');
    expect(arnOf({ partition: 'aws' })).toBe('arn:aws:s3:::media/a.txt');
    expect(arnOf({ input: { ...KEY, region: 'eu-west-1' } })).toBe('arn:aws:s3:::media/a.txt');
  });

  it.each<[string, object]>([
    ['account_invalid', { account: '12' }],
    ['partition_unknown', { partition: 'china' }],
  ])('is nowhere: %s', (code, place) => {
    expect(() => check({ ...get, ...place })).toThrow(expect.objectContaining({ code }));
  });

  it('says of an access point that the bucket behind it has a say', () => {
    const bucket_name = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/media';
    const { notes } = check({ ...get, input: { ...KEY, bucket_name }, identityPolicies: [everything] });
    expect(notes).toContainEqual(expect.stringContaining('the bucket behind it must allow the call as well'));
  });

  it('is open where a NotPrincipal names the caller without the account, and says why', () => {
    const principal = 'arn:aws:iam::111122223333:user/bob';
    const but = {
      Sid: 'AllBut',
      Effect: 'Deny',
      NotPrincipal: { AWS: principal },
      Action: '*',
      Resource: '*',
    };
    const bucketPolicy = { Version: '2012-10-17', Statement: [but] };
    const { decision, notes } = check({ ...get, principal, identityPolicies: [everything], bucketPolicy });
    expect(decision).toBe('unknown');
    expect(notes[0]).toContain(
      'how AWS reads a NotPrincipal that does not name the caller\'s account as well (statement 1 ("AllBut")',
    );
  });

  it('comes with policies that are read by their grammar', () => {
    expect(() => check({ ...get, identityPolicies: ['{"Statement": []}'] })).toThrow(
      expect.objectContaining({ code: 'policy_invalid' }),
    );
    expect(() => check({ ...get, bucketPolicy: everything })).toThrow(/Principal is missing/);
  });
});
