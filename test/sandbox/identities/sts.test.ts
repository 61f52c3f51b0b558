import { describe, expect, it } from 'vitest';
import { ACCOUNT, BUCKET, allow, documentOf, nameOf, startServices, trust } from './support.ts';

const OTHER = '210987654321';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const BOB = { name: 'bob', access_key: 'AKIABOB0000000000000', secret_key: 'bob', policies: {} };
const BOB_ARN = `arn:aws:iam::${ACCOUNT}:user/bob`;
const STRANGER = { name: 'stranger', access_key: 'AKIASTRANGER00000000', secret_key: 's', account: OTHER };
const READ = { read: documentOf(allow('s3:GetObject')) };
const byBob = { name: 'reader', trust: trust({ AWS: BOB_ARN }), policies: READ };

const assume = { RoleArn: ROLE, RoleSessionName: 'session' };

describe('GetCallerIdentity', () => {
  it('says who signed', async () => {
    const { sts, test } = await startServices({
      users: [BOB, { ...BOB, access_key: 'AKIAROOT', root: true }],
    });
    const [administrator, bob, root] = test.sandbox.users;
    expect(await sts(administrator).getCallerIdentity({})).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:iam::${ACCOUNT}:user/administrator`,
      UserId: expect.stringMatching(/^AIDA\w{17}$/),
    });
    expect((await sts(bob).getCallerIdentity({})).Arn).toBe(BOB_ARN);
    expect(await sts(root).getCallerIdentity({})).toMatchObject({
      Arn: `arn:aws:iam::${ACCOUNT}:root`,
      UserId: ACCOUNT,
    });
  });

  it.each([
    ['an unknown key', { access_key: 'AKIAUNKNOWN000000000', secret_key: 'x' }, 'InvalidClientTokenId'],
    ['a wrong secret', { access_key: BOB.access_key, secret_key: 'wrong' }, 'SignatureDoesNotMatch'],
  ])('refuses %s', async (_name, keys, code) => {
    const { sts } = await startServices({ users: [BOB] });
    expect(await nameOf(sts(keys).getCallerIdentity({}))).toBe(code);
  });
});

describe('AssumeRole', () => {
  it('gives a session the permissions of the role', async () => {
    const { sts, s3 } = await startServices({ users: [BOB], roles: [byBob] });
    await s3().putObject({ Bucket: BUCKET, Key: 'k', Body: 'text' });
    const { Credentials, AssumedRoleUser } = await sts(BOB).assumeRole(assume);
    const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/session`;
    expect(AssumedRoleUser).toEqual({
      Arn: arn,
      AssumedRoleId: expect.stringMatching(/^AROA\w{17}:session$/),
    });
    expect((await sts(Credentials).getCallerIdentity({})).Arn).toBe(arn);
    const read = await s3(Credentials).getObject({ Bucket: BUCKET, Key: 'k' });
    expect(await read.Body?.transformToString()).toBe('text');
    await expect(s3(Credentials).deleteObject({ Bucket: BUCKET, Key: 'k' })).rejects.toMatchObject({
      message: `User: ${arn} is not authorized to perform: s3:DeleteObject on resource: "arn:aws:s3:::${BUCKET}/k" because no identity-based policy allows the s3:DeleteObject action`,
    });
  });

  const withId = { StringEquals: { 'sts:ExternalId': 'secret' } };
  const account = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  const may = { assume: documentOf(allow('sts:AssumeRole', ROLE)) };
  it.each<[string, string, object, object, string]>([
    ['the trust policy names the user', trust({ AWS: BOB_ARN }), {}, {}, 'done'],
    ['it names another', trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/carol` }), may, {}, 'AccessDenied'],
    ['it names the account, and an identity policy allows', trust(account), may, {}, 'done'],
    ['it names the account, and no identity policy allows', trust(account), {}, {}, 'AccessDenied'],
    ['with the external id', trust({ AWS: BOB_ARN }, withId), {}, { ExternalId: 'secret' }, 'done'],
    [
      'with another external id',
      trust({ AWS: BOB_ARN }, withId),
      {},
      { ExternalId: 'guess' },
      'AccessDenied',
    ],
    ['without the external id', trust({ AWS: BOB_ARN }, withId), {}, {}, 'AccessDenied'],
    [
      'a name that the trust policy asks for',
      trust({ AWS: BOB_ARN }, { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } }),
      {},
      { RoleSessionName: 'bob' },
      'done',
    ],
    [
      'another name',
      trust({ AWS: BOB_ARN }, { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } }),
      {},
      {},
      'AccessDenied',
    ],
    [
      'tags that the trust policy does not allow',
      trust({ AWS: BOB_ARN }),
      {},
      { Tags: [{ Key: 'a', Value: 'b' }] },
      'AccessDenied',
    ],
    [
      'a role that does not exist',
      trust({ AWS: BOB_ARN }),
      may,
      { RoleArn: `${ROLE}-of-another-name` },
      'AccessDenied',
    ],
    ['too short', trust({ AWS: BOB_ARN }), {}, { DurationSeconds: 899 }, 'ValidationError'],
    [
      'longer than the role allows',
      trust({ AWS: BOB_ARN }),
      {},
      { DurationSeconds: 3601 },
      'ValidationError',
    ],
    [
      'with a name that cannot be',
      trust({ AWS: BOB_ARN }),
      {},
      { RoleSessionName: 'a b' },
      'ValidationError',
    ],
    [
      'with a session policy that is none',
      trust({ AWS: BOB_ARN }),
      {},
      { Policy: '{}' },
      'MalformedPolicyDocumentException',
    ],
  ])('%s', async (_name, trustPolicy, policies, input, expected) => {
    const { sts } = await startServices({
      users: [{ ...BOB, policies: policies as Record<string, string> }],
      roles: [{ name: 'reader', trust: trustPolicy }],
    });
    expect(await nameOf(sts(BOB).assumeRole({ ...assume, ...input }))).toBe(expected);
  });

  it('across accounts both sides must allow', async () => {
    const role = { name: 'reader', trust: trust({ AWS: OTHER }) };
    const { sts } = await startServices({ users: [STRANGER, { ...BOB, account: OTHER }], roles: [role] });
    expect(await nameOf(sts(STRANGER).assumeRole(assume))).toBe('done');
    expect(await nameOf(sts(BOB).assumeRole(assume))).toBe('AccessDenied');
  });

  it('a session policy takes away, and gives nothing', async () => {
    const { sts, s3 } = await startServices({ users: [BOB], roles: [byBob] });
    await s3().putObject({ Bucket: BUCKET, Key: 'mine/k', Body: '' });
    await s3().putObject({ Bucket: BUCKET, Key: 'k', Body: '' });
    const Policy = documentOf(allow('s3:*', `arn:aws:s3:::${BUCKET}/mine/*`));
    const { Credentials } = await sts(BOB).assumeRole({ ...assume, Policy });
    const session = s3(Credentials);
    expect(await nameOf(session.getObject({ Bucket: BUCKET, Key: 'mine/k' }))).toBe('done');
    await expect(session.getObject({ Bucket: BUCKET, Key: 'k' })).rejects.toMatchObject({
      message: expect.stringContaining('because no session policy allows the s3:GetObject action'),
    });
    expect(await nameOf(session.putObject({ Bucket: BUCKET, Key: 'mine/k', Body: '' }))).toBe('AccessDenied');
  });

  it.each([
    ['the role', ROLE, 'done'],
    ['the session', `arn:aws:sts::${ACCOUNT}:assumed-role/reader/session`, 'done'],
    ['another session', `arn:aws:sts::${ACCOUNT}:assumed-role/reader/other`, 'AccessDenied'],
    ['who assumed it', BOB_ARN, 'AccessDenied'],
  ])('a bucket policy can name %s', async (_name, AWS, expected) => {
    const { sts, s3 } = await startServices({ users: [BOB], roles: [byBob] });
    const list = {
      Effect: 'Allow',
      Principal: { AWS },
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${BUCKET}`,
    };
    await s3().putBucketPolicy({ Bucket: BUCKET, Policy: documentOf(list) });
    const { Credentials } = await sts(BOB).assumeRole(assume);
    expect(await nameOf(s3(Credentials).listObjectsV2({ Bucket: BUCKET }))).toBe(expected);
  });

  it('tags of the session are tags of the principal', async () => {
    const mine = `arn:aws:s3:::${BUCKET}/\${aws:PrincipalTag/team}/*`;
    const tagged = documentOf({
      Effect: 'Allow',
      Principal: { AWS: BOB_ARN },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    });
    const role = { name: 'reader', trust: tagged, policies: { p: documentOf(allow('s3:PutObject', mine)) } };
    const { sts, s3 } = await startServices({ users: [BOB], roles: [role] });
    const Tags = [{ Key: 'team', Value: 'red' }];
    const { Credentials } = await sts(BOB).assumeRole({ ...assume, Tags });
    const put = (Key: string) => nameOf(s3(Credentials).putObject({ Bucket: BUCKET, Key, Body: '' }));
    expect([await put('red/k'), await put('blue/k')]).toEqual(['done', 'AccessDenied']);
  });

  it('a permissions boundary limits the role', async () => {
    const boundary = documentOf(allow('s3:ListBucket'));
    const role = { ...byBob, permissions_boundary: boundary };
    const { sts, s3 } = await startServices({ users: [BOB], roles: [role] });
    const { Credentials } = await sts(BOB).assumeRole(assume);
    await s3().putObject({ Bucket: BUCKET, Key: 'k', Body: '' });
    await expect(s3(Credentials).getObject({ Bucket: BUCKET, Key: 'k' })).rejects.toMatchObject({
      message: expect.stringContaining('because no permissions boundary allows the s3:GetObject action'),
    });
  });

  it('is not for root users', async () => {
    const { sts } = await startServices({ users: [{ ...BOB, root: true }], roles: [byBob] });
    expect(await nameOf(sts(BOB).assumeRole(assume))).toBe('AccessDenied');
  });
});

describe('a session', () => {
  it("ends by the sandbox's clock", async () => {
    const { sts, s3, test } = await startServices({ users: [BOB], roles: [byBob] });
    const { Credentials } = await sts(BOB).assumeRole({ ...assume, DurationSeconds: 900 });
    const list = () => nameOf(s3(Credentials).getObject({ Bucket: BUCKET, Key: 'k' }));
    await test.sandbox.advanceClock({ seconds: 880 });
    expect(await list()).toBe('AccessDenied');
    await test.sandbox.advanceClock({ seconds: 30 });
    expect(await list()).toBe('ExpiredToken');
    expect(await nameOf(sts(Credentials).getCallerIdentity({}))).toMatch(/^ExpiredToken/);
  });

  it('needs its token', async () => {
    const { sts, s3 } = await startServices({ users: [BOB], roles: [byBob] });
    const { Credentials } = await sts(BOB).assumeRole(assume);
    const get = (keys: typeof Credentials) => nameOf(s3(keys).getObject({ Bucket: BUCKET, Key: 'k' }));
    expect(await get({ ...Credentials!, SessionToken: undefined })).toBe('InvalidAccessKeyId');
    expect(await get({ ...Credentials!, SessionToken: 'another' })).toBe('InvalidToken');
  });
});

describe('GetSessionToken', () => {
  it('is the same user with keys that expire', async () => {
    const { sts, s3, test } = await startServices({ users: [{ ...BOB, policies: READ }] });
    const { Credentials } = await sts(BOB).getSessionToken({ DurationSeconds: 900 });
    expect((await sts(Credentials).getCallerIdentity({})).Arn).toBe(BOB_ARN);
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
    await test.sandbox.advanceClock({ minutes: 16 });
    expect(await nameOf(s3(Credentials).getObject({ Bucket: BUCKET, Key: 'k' }))).toBe('ExpiredToken');
  });

  it('is not for sessions', async () => {
    const { sts } = await startServices({ users: [BOB] });
    const { Credentials } = await sts(BOB).getSessionToken({});
    expect(await nameOf(sts(Credentials).getSessionToken({}))).toBe('AccessDenied');
  });
});
