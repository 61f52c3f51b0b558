import type { ObjectCannedACL, ObjectOwnership } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, IN_BUCKET, OTHER_ACCOUNT, allow, deny, useLaboratory } from './laboratory.ts';
import type { Policies, Request, Who } from './laboratory.ts';
import { get, list, put, remove } from './requests.ts';

const laboratory = useLaboratory();
const NONE = 'no identity-based policy';
const ALL = allow('s3:*');

const own = async (ObjectOwnership: ObjectOwnership) => {
  const OwnershipControls = { Rules: [{ ObjectOwnership }] };
  await laboratory.client('root').putBucketOwnershipControls({ Bucket: BUCKET, OwnershipControls });
};
const setObjectAcl = (ACL: ObjectCannedACL, Key = 'public/a.txt') =>
  laboratory.client('root').putObjectAcl({ Bucket: BUCKET, Key, ACL });
const canonicalId = (account: string) =>
  laboratory.test.sandbox.users.find((user) => user.account === account)?.canonical_id ?? '';

beforeAll(() => own('ObjectWriter'));

const verify = async (who: Who, policies: Policies, request: Request, expected: string) => {
  await laboratory.enact(who, policies);
  expect(await laboratory.outcome(who, request)).toBe(expected);
};

describe('the ACL of an object', () => {
  it.each<[ObjectCannedACL, Who, Policies, string]>([
    ['private', 'nobody', {}, 'AccessDenied'],
    ['private', 'bob', {}, NONE],
    ['private', 'stranger', { identity: [ALL] }, 'AccessDenied'],
    ['public-read', 'nobody', {}, 'allowed'],
    ['public-read', 'bob', {}, 'allowed'],
    ['public-read', 'stranger', { identity: [ALL] }, 'allowed'],
    ['public-read', 'stranger', {}, 'AccessDenied'],
    ['authenticated-read', 'nobody', {}, 'AccessDenied'],
    ['authenticated-read', 'stranger', { identity: [ALL] }, 'allowed'],
    ['authenticated-read', 'their-administrator', {}, 'allowed'],
    ['public-read', 'bob', { identity: [deny('s3:GetObject')] }, 'denied by identity-based policy'],
    [
      'public-read',
      'nobody',
      { bucket: [deny('s3:GetObject', { Principal: '*', Resource: IN_BUCKET })] },
      'AccessDenied',
    ],
  ])('%s, read by %s', async (acl, who, policies, expected) => {
    await setObjectAcl(acl);
    await verify(who, policies, get(), expected);
  });

  it('names an account by its canonical id', async () => {
    const GrantRead = `id=${canonicalId(OTHER_ACCOUNT)}`;
    await laboratory.client('root').putObjectAcl({ Bucket: BUCKET, Key: 'private/c.txt', GrantRead });
    await verify('stranger', { identity: [ALL] }, get('private/c.txt'), 'allowed');
    await verify('stranger', {}, get('private/c.txt'), 'AccessDenied');
    await verify('nobody', {}, get('private/c.txt'), 'AccessDenied');
  });

  it('is not looked at where ACLs are disabled', async () => {
    await setObjectAcl('public-read');
    await own('BucketOwnerEnforced');
    expect(await laboratory.outcome('nobody', get())).toBe('AccessDenied');
    await own('ObjectWriter');
    expect(await laboratory.outcome('nobody', get())).toBe('allowed');
  });
});

describe('the ACL of the bucket', () => {
  it('lists and writes, and deletes only what is their own', async () => {
    await laboratory.client('root').putBucketAcl({ Bucket: BUCKET, ACL: 'public-read-write' });
    await laboratory.enact('nobody', {});
    expect(await laboratory.outcome('nobody', list())).toBe('allowed');
    expect(await laboratory.outcome('their-administrator', put('theirs.txt'))).toBe('allowed');
    expect(await laboratory.outcome('their-administrator', put('public/a.txt'))).toBe('AccessDenied');
    expect(await laboratory.outcome('their-administrator', remove('public/a.txt'))).toBe('AccessDenied');
    expect(await laboratory.outcome('their-administrator', remove('theirs.txt'))).toBe('allowed');
    await laboratory.client('root').putBucketAcl({ Bucket: BUCKET, ACL: 'private' });
    expect(await laboratory.outcome('nobody', list())).toBe('AccessDenied');
  });
});

describe("another account's object", () => {
  const Key = 'foreign.txt';
  beforeAll(async () => {
    await laboratory.client('root').putBucketAcl({ Bucket: BUCKET, ACL: 'public-read-write' });
    await laboratory.client('their-administrator').putObject({ Bucket: BUCKET, Key, Body: 'x' });
    await laboratory.client('root').putBucketAcl({ Bucket: BUCKET, ACL: 'private' });
  });

  it("is not the bucket owner's to read", async () => {
    await laboratory.enact('bob', {});
    expect(await laboratory.outcome('administrator', get(Key))).toBe('AccessDenied');
    expect(await laboratory.outcome('their-administrator', get(Key))).toBe('allowed');
  });

  it('is not opened by the bucket policy, but can be closed', async () => {
    const read = { Principal: '*', Resource: IN_BUCKET[1] };
    await laboratory.enact('bob', { bucket: [allow('s3:GetObject', read)] });
    expect(await laboratory.outcome('nobody', get(Key))).toBe('AccessDenied');
    await laboratory.enact('bob', { bucket: [deny('s3:GetObject', read)] });
    expect(await laboratory.outcome('their-administrator', get(Key))).toBe('AccessDenied');
  });

  it('is read by whom its own ACL names', async () => {
    const ACL = 'bucket-owner-full-control';
    await laboratory.enact('bob', { identity: [ALL] });
    await laboratory.client('their-administrator').putObjectAcl({ Bucket: BUCKET, Key, ACL });
    expect(await laboratory.outcome('bob', get(Key))).toBe('allowed');
  });

  it("is the bucket owner's to delete", async () => {
    expect(await laboratory.outcome('administrator', remove(Key))).toBe('allowed');
  });
});
