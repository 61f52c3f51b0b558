import { describe, expect, it } from 'vitest';
import { sendRaw } from '../../fixtures/raw-s3.ts';
import { ACCOUNT, BUCKET, allow, documentOf, nameOf, startServices, trust } from './support.ts';

const BOB_ARN = `arn:aws:iam::${ACCOUNT}:user/bob`;
const READ = documentOf(allow('s3:GetObject', `arn:aws:s3:::${BUCKET}/*`));
const inline = { UserName: 'bob', PolicyName: 'read' };

describe('a user', () => {
  it('is created with nothing, and may do what its policies allow', async () => {
    const { iam, s3 } = await startServices();
    const administrator = iam();
    await s3().putObject({ Bucket: BUCKET, Key: 'k', Body: '' });
    const { User } = await administrator.createUser({
      UserName: 'bob',
      Tags: [{ Key: 'team', Value: 'red' }],
    });
    expect(User).toMatchObject({ UserName: 'bob', Arn: BOB_ARN, Tags: [{ Key: 'team', Value: 'red' }] });
    const { AccessKey } = await administrator.createAccessKey({ UserName: 'bob' });
    const get = () =>
      nameOf(
        s3({
          access_key: AccessKey?.AccessKeyId ?? '',
          secret_key: AccessKey?.SecretAccessKey ?? '',
        }).getObject({ Bucket: BUCKET, Key: 'k' }),
      );
    expect(await get()).toBe('AccessDenied');
    await administrator.putUserPolicy({ ...inline, PolicyDocument: READ });
    expect(await get()).toBe('done');
    expect((await administrator.listUserPolicies({ UserName: 'bob' })).PolicyNames).toEqual(['read']);
    const { PolicyDocument } = await administrator.getUserPolicy(inline);
    expect(decodeURIComponent(PolicyDocument ?? '')).toBe(READ);
    await administrator.deleteUserPolicy(inline);
    expect(await get()).toBe('AccessDenied');
    await administrator.deleteAccessKey({ UserName: 'bob', AccessKeyId: AccessKey?.AccessKeyId });
    expect(await get()).toBe('InvalidAccessKeyId');
    await administrator.deleteUser({ UserName: 'bob' });
    expect(await nameOf(administrator.getUser({ UserName: 'bob' }))).toBe('NoSuchEntityException');
  });

  it('has two keys at most, and one name', async () => {
    const { iam } = await startServices();
    const administrator = iam();
    await administrator.createUser({ UserName: 'bob' });
    expect(await nameOf(administrator.createUser({ UserName: 'bob' }))).toBe('EntityAlreadyExistsException');
    await administrator.createAccessKey({ UserName: 'bob' });
    await administrator.createAccessKey({ UserName: 'bob' });
    expect(await nameOf(administrator.createAccessKey({ UserName: 'bob' }))).toBe('LimitExceededException');
    expect((await administrator.listAccessKeys({ UserName: 'bob' })).AccessKeyMetadata).toHaveLength(2);
    expect(await nameOf(administrator.deleteUser({ UserName: 'bob' }))).toBe('LimitExceededException');
    expect((await administrator.listUsers({})).Users?.map(({ UserName }) => UserName)).toEqual([
      'administrator',
      'bob',
    ]);
  });

  it.each([
    [
      'of a name that cannot be',
      { UserName: 'a b', PolicyName: 'p', PolicyDocument: READ },
      'ValidationError',
    ],
    [
      'who is not there',
      { UserName: 'carol', PolicyName: 'p', PolicyDocument: READ },
      'NoSuchEntityException',
    ],
    ['with a policy that is none', { ...inline, PolicyDocument: '{}' }, 'MalformedPolicyDocumentException'],
    [
      'with more than 2,048 bytes of policies',
      { ...inline, PolicyDocument: documentOf(allow(`s3:${'x'.repeat(2048)}`)) },
      'LimitExceededException',
    ],
  ])('%s is refused', async (_name, input, expected) => {
    const { iam } = await startServices();
    await iam().createUser({ UserName: 'bob' });
    expect(await nameOf(iam().putUserPolicy(input))).toBe(expected);
  });
});

describe('permission', () => {
  const BOB = { name: 'bob', access_key: 'AKIABOB0000000000000', secret_key: 'bob' };

  it('is needed for IAM too', async () => {
    const own = documentOf(allow('iam:ListAccessKeys', 'arn:aws:iam::*:user/${aws:username}'));
    const { iam } = await startServices({ users: [{ ...BOB, policies: { own } }] });
    expect((await iam(BOB).listAccessKeys({})).AccessKeyMetadata).toHaveLength(1);
    await expect(iam(BOB).createUser({ UserName: 'carol' })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${BOB_ARN} is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${ACCOUNT}:user/carol because no identity-based policy allows the iam:CreateUser action`,
    });
  });

  it('ends at the account', async () => {
    const { iam } = await startServices({ users: [{ ...BOB, account: '210987654321' }] });
    expect(await nameOf(iam(BOB).getUser({ UserName: 'administrator' }))).toBe('NoSuchEntityException');
    expect((await iam(BOB).createUser({ UserName: 'carol' })).User?.Arn).toBe(
      'arn:aws:iam::210987654321:user/carol',
    );
  });
});

describe('a role', () => {
  it('is created, given policies, and assumed', async () => {
    const { iam, sts, s3 } = await startServices();
    await s3().putObject({ Bucket: BUCKET, Key: 'k', Body: '' });
    const AssumeRolePolicyDocument = trust({ AWS: ACCOUNT });
    const { Role } = await iam().createRole({ RoleName: 'reader', AssumeRolePolicyDocument });
    const { Credentials } = await sts().assumeRole({ RoleArn: Role?.Arn, RoleSessionName: 'me' });
    const get = () => nameOf(s3(Credentials).getObject({ Bucket: BUCKET, Key: 'k' }));
    expect(await get()).toBe('AccessDenied');
    const policy = { RoleName: 'reader', PolicyName: 'read' };
    await iam().putRolePolicy({ ...policy, PolicyDocument: READ });
    expect(await get()).toBe('done');
    expect((await iam().listRolePolicies({ RoleName: 'reader' })).PolicyNames).toEqual(['read']);
    await iam().deleteRolePolicy(policy);
    expect(await get()).toBe('AccessDenied');
  });
});

describe('the query protocol', () => {
  it.each([
    ['no action', 'Version=2011-06-15', 400, 'ValidationError'],
    ['an action that is none', 'Action=constructor&Version=2011-06-15', 400, 'InvalidAction'],
    [
      'an action without a signature',
      'Action=GetCallerIdentity&Version=2011-06-15',
      403,
      'MissingAuthenticationToken',
    ],
  ])('%s', async (_name, body, status, code) => {
    const { test } = await startServices();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await sendRaw(test.sandbox, { method: 'POST', target: '/', headers, body });
    expect([answer.status, answer.field('Code')]).toEqual([status, code]);
  });
});
