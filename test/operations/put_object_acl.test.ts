import {
  DeletePublicAccessBlockCommand,
  GetObjectAclCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectorAnswering, nowhere } from '../fixtures/answers.ts';
import { openTarget, type Target } from '../fixtures/target.ts';

interface Set {
  success: true;
  grants?: { grantee: string; permission: string }[];
}

describe('put_object_acl', () => {
  let target: Target;
  let bucket_name: string;
  let owner: string;

  beforeAll(async () => {
    target = await openTarget();
    bucket_name = await target.newBucket({ object_ownership: 'ObjectWriter' });
    await target.run('put_object_text', { bucket_name, object_path: 'a', text: 'x' });
    owner = (await aclOf('a')).Owner!.ID!;
  });
  afterAll(() => target.close());

  const aclOf = (Key: string, VersionId?: string) =>
    target.client.send(new GetObjectAclCommand({ Bucket: bucket_name, Key, VersionId }));
  const setAcl = (input: object) =>
    target.run<Set>('put_object_acl', { bucket_name, object_path: 'a', ...input });

  test('sets a canned ACL', async () => {
    expect(await setAcl({ acl: 'private' })).toEqual({ success: true });
    expect((await aclOf('a')).Grants).toHaveLength(1);
  });

  test('says that Block Public Access refuses a public ACL', async () => {
    const grants = [{ grantee: 'AllUsers', permission: 'READ' }];
    const error = await target.fails('put_object_acl', { bucket_name, object_path: 'a', grants });
    expect(error).toMatchObject({
      code: 'public_access_blocked',
      message: 'Block Public Access of the bucket or its account refuses a public ACL or policy.',
    });
    expect((await aclOf('a')).Grants).toHaveLength(1);
  });

  test('sets grants to a user and to a group named shortly, and reads them back', async () => {
    await target.client.send(new DeletePublicAccessBlockCommand({ Bucket: bucket_name }));
    const grants = [
      { grantee: owner, permission: 'FULL_CONTROL' },
      { grantee: owner, permission: 'READ' },
      { grantee: 'AuthenticatedUsers', permission: 'READ' },
      { grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ_ACP' },
    ];
    const output = await setAcl({ grants, return_acl: true });
    expect(output.grants).toHaveLength(4);
    expect(output.grants).toContainEqual(
      expect.objectContaining({ grantee: owner, permission: 'FULL_CONTROL' }),
    );
    expect(output.grants).toContainEqual({
      grantee: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
      permission: 'READ',
    });
    expect((await aclOf('a')).Grants).toHaveLength(4);
  });

  test('sets a grant to the group that delivers logs', async () => {
    const { grants } = await setAcl({
      grants: [{ grantee: 'LogDelivery', permission: 'READ' }],
      return_acl: true,
    });
    expect(grants).toEqual([
      { grantee: 'http://acs.amazonaws.com/groups/s3/LogDelivery', permission: 'READ' },
    ]);
  });

  test('what it read back can be set again', async () => {
    const { grants } = await setAcl({ acl: 'private', return_acl: true });
    const again = grants!.map(({ grantee, permission }) => ({ grantee, permission }));
    expect((await setAcl({ grants: again, return_acl: true })).grants).toEqual(grants);
  });

  test('sets the ACL of one version only', async () => {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await target.client.send(
      new PutBucketVersioningCommand({ Bucket: bucket_name, VersioningConfiguration }),
    );
    const put = () =>
      target.run<{ version_id: string }>('put_object_text', { bucket_name, object_path: 'v', text: 'x' });
    const [first, second] = [await put(), await put()];
    const grants = [{ grantee: owner, permission: 'READ' }];
    await setAcl({ object_path: 'v', version_id: first.version_id, grants });
    expect((await aclOf('v', first.version_id)).Grants?.[0]?.Permission).toBe('READ');
    expect((await aclOf('v', second.version_id)).Grants?.[0]?.Permission).toBe('FULL_CONTROL');
  });

  test('says that the bucket has ACLs disabled, as new buckets have', async () => {
    const modern = await target.newBucket();
    await target.run('put_object_text', { bucket_name: modern, object_path: 'a', text: 'x' });
    const input = { bucket_name: modern, object_path: 'a' };
    expect(await target.fails('put_object_acl', { ...input, acl: 'public-read' })).toMatchObject({
      code: 'access_control_list_not_supported',
      category: 'permission',
      message: 'The bucket has ACLs disabled (Object Ownership: bucket owner enforced), as new buckets have.',
      fix: 'Leave the ACL out (bucket-owner-full-control is accepted), and share by a bucket policy or a presigned URL.',
    });
    await target.run('put_object_acl', { ...input, acl: 'bucket-owner-full-control' });
  });

  test('says so when the object is missing', async () => {
    const input = { bucket_name, object_path: 'never was', acl: 'private' };
    expect(await target.fails('put_object_acl', input)).toMatchObject({ code: 'no_such_key' });
  });
});

describe('put_object_acl without a server', () => {
  const object = { bucket_name: 'some-bucket', object_path: 'key' };
  const user = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
  const group = (name: string) => `uri="http://acs.amazonaws.com/groups/${name}"`;

  test.each([
    [[{ grantee: user, permission: 'READ' }], { 'x-amz-grant-read': `id="${user}"` }],
    [
      [
        { grantee: 'AllUsers', permission: 'READ' },
        { grantee: 'authenticatedusers', permission: 'READ' },
        { grantee: 'LogDelivery', permission: 'READ_ACP' },
      ],
      {
        'x-amz-grant-read': `${group('global/AllUsers')}, ${group('global/AuthenticatedUsers')}`,
        'x-amz-grant-read-acp': group('s3/LogDelivery'),
      },
    ],
    [
      [
        { grantee: 'zoe@example.com', permission: 'WRITE_ACP' },
        { grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'FULL_CONTROL' },
      ],
      {
        'x-amz-grant-write-acp': 'emailAddress="zoe@example.com"',
        'x-amz-grant-full-control': group('global/AllUsers'),
      },
    ],
  ])('grants %j', async (grants, headers) => {
    const { connector, asked } = connectorAnswering({ body: '' });
    await connector.run('put_object_acl', { ...object, grants } as never, { connection: nowhere });
    const sent = Object.entries(asked[0]!.headers).filter(([name]) => /^x-amz-(grant|acl)/.test(name));
    expect(Object.fromEntries(sent)).toEqual(headers);
    expect(asked[0]!.query).toHaveProperty('acl');
  });

  test('says that the ACL is set when it cannot be read back', async () => {
    const denied = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
    const { connector } = connectorAnswering({ body: '' }, { status: 403, body: denied });
    const input = { ...object, acl: 'private', return_acl: true } as const;
    await expect(connector.run('put_object_acl', input, { connection: nowhere })).rejects.toMatchObject({
      category: 'permission',
      message: expect.stringContaining('The ACL itself is set.'),
    });
  });
});
