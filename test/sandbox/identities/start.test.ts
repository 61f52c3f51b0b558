import { expect, it } from 'vitest';
import { BUCKET, allow, documentOf, nameOf, startServices } from './support.ts';

const get = { Bucket: 'demo-media', Key: 'images/logo.svg' };

it('the demo has a user who may see its pictures only', async () => {
  const { test, s3 } = await startServices({ demo: true });
  const reader = test.sandbox.users.find(({ name }) => name === 'demo-reader');
  expect(await nameOf(s3(reader).getObject(get))).toBe('done');
  const listed = await s3(reader).listObjectsV2({ Bucket: 'demo-media', Prefix: 'images/' });
  expect(listed.Contents).toHaveLength(2);
  expect(await nameOf(s3(reader).listObjectsV2({ Bucket: 'demo-media' }))).toBe('AccessDenied');
  expect(await nameOf(s3(reader).putObject({ ...get, Body: '' }))).toBe('AccessDenied');
});

it('a user without policies is an administrator, one with none may do nothing', async () => {
  const users = [
    { name: 'all', access_key: 'AKIAALL', secret_key: 'x' },
    { name: 'none', access_key: 'AKIANONE', secret_key: 'x', policies: {} },
  ] as const;
  const { s3 } = await startServices({ users });
  expect(await nameOf(s3(users[0]).listObjectsV2({ Bucket: BUCKET }))).toBe('done');
  expect(await nameOf(s3(users[1]).listObjectsV2({ Bucket: BUCKET }))).toBe('AccessDenied');
});

it('two keys of one name are one user', async () => {
  const policies = { own: documentOf(allow('s3:ListBucket')) };
  const first = { name: 'bob', access_key: 'AKIAFIRST', secret_key: 'x', policies };
  const second = { name: 'bob', access_key: 'AKIASECOND', secret_key: 'y' };
  const { iam, s3 } = await startServices({ users: [first, second] });
  expect((await iam().listAccessKeys({ UserName: 'bob' })).AccessKeyMetadata).toHaveLength(2);
  expect(await nameOf(s3(second).putObject({ Bucket: BUCKET, Key: 'k', Body: '' }))).toBe('AccessDenied');
});

it('a permissions boundary limits a user', async () => {
  const boundary = documentOf(allow('s3:ListBucket'));
  const bob = { name: 'bob', access_key: 'AKIABOB', secret_key: 'x', permissions_boundary: boundary };
  const { s3 } = await startServices({ users: [bob] });
  expect(await nameOf(s3(bob).listObjectsV2({ Bucket: BUCKET }))).toBe('done');
  await expect(s3(bob).putObject({ Bucket: BUCKET, Key: 'k', Body: '' })).rejects.toMatchObject({
    message: expect.stringContaining('because no permissions boundary allows the s3:PutObject action'),
  });
});

it('a policy that is none stops the start', async () => {
  const bob = { name: 'bob', access_key: 'AKIABOB', secret_key: 'x', policies: { bad: '{}' } };
  await expect(startServices({ users: [bob] })).rejects.toMatchObject({ code: 'policy_invalid' });
  const kms_keys = [{ id: 'k', policy: '{}' }];
  await expect(startServices({ kms_keys })).rejects.toMatchObject({ code: 'policy_invalid' });
});

it('reset forgets who was made since the start', async () => {
  const { iam, test } = await startServices();
  await iam().createUser({ UserName: 'bob' });
  await test.sandbox.reset();
  expect((await iam().listUsers({})).Users?.map(({ UserName }) => UserName)).toEqual(['administrator']);
});
