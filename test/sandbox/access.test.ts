import {
  CreateBucketCommand,
  DeleteBucketOwnershipControlsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketOwnershipControlsCommand,
  GetObjectAclCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type {
  ObjectOwnership,
  PutObjectAclCommandInput,
  PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw, sendSigned } from '../fixtures/raw-s3.ts';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const OTHER = { access_key: 'AKIAOTHERACCOUNT0000', secret_key: 'other', account: '210987654321' };
const Bucket = 'acl-bucket';
const Enforced = 'enforced-bucket';

let test: TestSandbox;
let other: S3Client;
let owner: string;

beforeAll(async () => {
  test = await startTestSandbox({ buckets: [Enforced], users: [OTHER] });
  other = test.createClient({
    credentials: { accessKeyId: OTHER.access_key, secretAccessKey: OTHER.secret_key },
  });
  await createOpenBucket(Bucket, 'ObjectWriter');
  owner = (await test.client.send(new GetBucketAclCommand({ Bucket }))).Owner?.ID ?? '';
});

afterAll(async () => {
  expect(test.defects).toEqual([]);
  await test.close();
});

async function createOpenBucket(name: string, ObjectOwnership: ObjectOwnership): Promise<void> {
  await test.client.send(new CreateBucketCommand({ Bucket: name, ObjectOwnership }));
  await test.client.send(new DeletePublicAccessBlockCommand({ Bucket: name }));
}

const put = (Key: string, input: Partial<PutObjectCommandInput> = {}) =>
  test.client.send(new PutObjectCommand({ Bucket, Key, Body: Key, ...input }));
const setAcl = (Key: string, input: Partial<PutObjectAclCommandInput>) =>
  test.client.send(new PutObjectAclCommand({ Bucket, Key, ...input }));
const grants = async (Key: string, name = Bucket) => {
  const { Grants = [] } = await test.client.send(new GetObjectAclCommand({ Bucket: name, Key }));
  return Grants.map(({ Grantee, Permission }) => [Grantee?.ID ?? Grantee?.URI, Permission]);
};
const anonymously = (target: string, method = 'GET') => sendRaw(test.sandbox, { target, method });

describe('a new bucket', () => {
  it('has ACLs disabled and all public access blocked', async () => {
    const { OwnershipControls } = await test.client.send(
      new GetBucketOwnershipControlsCommand({ Bucket: Enforced }),
    );
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const { PublicAccessBlockConfiguration } = await test.client.send(
      new GetPublicAccessBlockCommand({ Bucket: Enforced }),
    );
    expect(PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
  });

  it.each<Partial<PutObjectCommandInput>>([
    { ACL: 'public-read' },
    { ACL: 'private' },
    { GrantRead: `uri="${ALL_USERS}"` },
  ])('takes no object with %o', async (acl) => {
    const refused = put('refused', { Bucket: Enforced, ...acl });
    await expect(refused).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("takes an object with bucket-owner-full-control, and tells only the owner's grant", async () => {
    await put('welcome', { Bucket: Enforced, ACL: 'bucket-owner-full-control' });
    expect(await grants('welcome', Enforced)).toEqual([[owner, 'FULL_CONTROL']]);
    await expect(setAcl('welcome', { Bucket: Enforced, ACL: 'public-read' })).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
    });
  });

  it('cannot be created with ACLs disabled and an ACL', async () => {
    const created = test.client.send(
      new CreateBucketCommand({
        Bucket: 'contradiction',
        ACL: 'public-read',
        ObjectOwnership: 'BucketOwnerEnforced',
      }),
    );
    await expect(created).rejects.toMatchObject({ name: 'InvalidBucketAclWithObjectOwnership' });
  });
});

describe('the ACL of an object', () => {
  it('is private unless something else is said', async () => {
    await put('private');
    expect(await grants('private')).toEqual([[owner, 'FULL_CONTROL']]);
    expect((await anonymously(`/${Bucket}/private`)).status).toBe(403);
    await expect(other.send(new GetObjectAclCommand({ Bucket, Key: 'private' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([
    ['public-read', 200, 403],
    ['authenticated-read', 403, 403],
    ['private', 403, 403],
  ] as const)('%s is what the anonymous caller meets', async (ACL, read, write) => {
    await put('canned', { ACL });
    expect((await anonymously(`/${Bucket}/canned`)).status).toBe(read);
    expect((await anonymously(`/${Bucket}/canned`, 'DELETE')).status).toBe(write);
  });

  it("authenticated-read lets another account's user read", async () => {
    const request = { target: `/${Bucket}/shared` };
    const signing = { accessKey: OTHER.access_key, secretKey: OTHER.secret_key };
    await put('shared');
    expect((await sendSigned(test.sandbox, request, signing)).status).toBe(403);
    await setAcl('shared', { ACL: 'authenticated-read' });
    expect((await sendSigned(test.sandbox, request, signing)).text).toBe('shared');
  });

  it('can name grantees in headers', async () => {
    await put('named', {
      GrantRead: `uri="${ALL_USERS}", id="${'ab'.repeat(32)}"`,
      GrantReadACP: `id=${owner}`,
    });
    expect(await grants('named')).toEqual([
      [ALL_USERS, 'READ'],
      ['ab'.repeat(32), 'READ'],
      [owner, 'READ_ACP'],
    ]);
  });

  it('can be a document', async () => {
    await put('document');
    const AccessControlPolicy = {
      Owner: { ID: owner },
      Grants: [
        { Grantee: { Type: 'CanonicalUser' as const, ID: owner }, Permission: 'FULL_CONTROL' as const },
        { Grantee: { Type: 'Group' as const, URI: ALL_USERS }, Permission: 'READ' as const },
      ],
    };
    await setAcl('document', { AccessControlPolicy });
    expect(await grants('document')).toEqual([
      [owner, 'FULL_CONTROL'],
      [ALL_USERS, 'READ'],
    ]);
    await expect(
      setAcl('document', { AccessControlPolicy: { ...AccessControlPolicy, Owner: { ID: 'cd'.repeat(32) } } }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each([
    [{ ACL: 'nobody' as 'private' }, 'InvalidArgument'],
    [{ GrantRead: 'emailAddress="a@example.com"' }, 'UnresolvableGrantByEmailAddress'],
    [{ GrantRead: 'id="short"' }, 'InvalidArgument'],
    [{ ACL: 'private' as const, GrantRead: `id="${'ab'.repeat(32)}"` }, 'InvalidRequest'],
    [{}, 'MissingSecurityHeader'],
  ])('%o is refused', async (input, name) => {
    await put('bad');
    await expect(setAcl('bad', input)).rejects.toMatchObject({ name });
  });

  it('of a missing object is not there', async () => {
    await expect(setAcl('missing', { ACL: 'private' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('the ACL of a bucket', () => {
  it('opens it to listing and writing', async () => {
    const name = 'open-bucket';
    await createOpenBucket(name, 'ObjectWriter');
    await expect(other.send(new ListObjectsV2Command({ Bucket: name }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await test.client.send(new PutBucketAclCommand({ Bucket: name, ACL: 'public-read-write' }));
    await other.send(new PutObjectCommand({ Bucket: name, Key: 'theirs', Body: 'x' }));
    const listed = await other.send(new ListObjectsV2Command({ Bucket: name, FetchOwner: true }));
    expect(listed.Contents?.[0]?.Owner?.ID).not.toBe(owner);
    expect((await anonymously(`/${name}/not-there`)).status).toBe(404);
    expect((await anonymously(`/${Bucket}/not-there`)).status).toBe(403);
  });

  it('stops ACLs from being disabled while it grants to others', async () => {
    const rule = (ObjectOwnership: ObjectOwnership) =>
      test.client.send(
        new PutBucketOwnershipControlsCommand({
          Bucket: 'open-bucket',
          OwnershipControls: { Rules: [{ ObjectOwnership }] },
        }),
      );
    await expect(rule('BucketOwnerEnforced')).rejects.toMatchObject({
      name: 'InvalidBucketAclWithObjectOwnership',
    });
    await test.client.send(new PutBucketAclCommand({ Bucket: 'open-bucket', ACL: 'private' }));
    await rule('BucketOwnerEnforced');
    await test.client.send(new DeleteBucketOwnershipControlsCommand({ Bucket: 'open-bucket' }));
    const read = test.client.send(new GetBucketOwnershipControlsCommand({ Bucket: 'open-bucket' }));
    await expect(read).rejects.toMatchObject({ name: 'OwnershipControlsNotFoundError' });
  });
});

describe('BucketOwnerPreferred', () => {
  it("gives the bucket's owner what is put with bucket-owner-full-control", async () => {
    const name = 'preferred-bucket';
    await createOpenBucket(name, 'BucketOwnerPreferred');
    await test.client.send(new PutBucketAclCommand({ Bucket: name, ACL: 'public-read-write' }));
    await other.send(
      new PutObjectCommand({ Bucket: name, Key: 'given', Body: '', ACL: 'bucket-owner-full-control' }),
    );
    await other.send(new PutObjectCommand({ Bucket: name, Key: 'kept', Body: '' }));
    const { Contents = [] } = await test.client.send(
      new ListObjectsV2Command({ Bucket: name, FetchOwner: true }),
    );
    expect(Contents.map(({ Owner }) => Owner?.ID === owner)).toEqual([true, false]);
  });
});

describe('Block Public Access', () => {
  const block = (settings: object) =>
    test.client.send(
      new PutPublicAccessBlockCommand({ Bucket: 'blocked-bucket', PublicAccessBlockConfiguration: settings }),
    );
  beforeAll(() => createOpenBucket('blocked-bucket', 'ObjectWriter'));

  it('refuses public ACLs', async () => {
    await block({ BlockPublicAcls: true });
    await expect(put('k', { Bucket: 'blocked-bucket', ACL: 'public-read' })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('BlockPublicAcls'),
    });
    await put('k', { Bucket: 'blocked-bucket', ACL: 'bucket-owner-read' });
    await expect(setAcl('k', { Bucket: 'blocked-bucket', ACL: 'public-read' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('ignores those that are there', async () => {
    await block({});
    await put('seen', { Bucket: 'blocked-bucket', ACL: 'public-read' });
    expect((await anonymously('/blocked-bucket/seen')).status).toBe(200);
    await block({ IgnorePublicAcls: true });
    expect((await anonymously('/blocked-bucket/seen')).status).toBe(403);
  });

  it('can be taken away', async () => {
    await test.client.send(new DeletePublicAccessBlockCommand({ Bucket: 'blocked-bucket' }));
    const read = test.client.send(new GetPublicAccessBlockCommand({ Bucket: 'blocked-bucket' }));
    await expect(read).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
  });
});

it("x-amz-expected-bucket-owner must be the owner's account", async () => {
  await put('owned', { ExpectedBucketOwner: '123456789012' });
  await expect(put('owned', { ExpectedBucketOwner: OTHER.account })).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

it('response-* overrides are for who signs', async () => {
  await put('overridden', { ACL: 'public-read' });
  const response = await anonymously(`/${Bucket}/overridden?response-content-type=text/html`);
  expect(response.status).toBe(400);
  expect(response.field('Code')).toBe('InvalidRequest');
});
