import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, BUCKET, allow, documentOf, nameOf, startServices, trust } from './support.ts';

const ISSUER = 'https://tokens.example.com/pool';
const PROVIDER = 'tokens.example.com/pool';
const PROVIDER_ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/${PROVIDER}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenOf(
  claims: object,
  { alg = 'RS256', kid = 'rsa', key = rsa.privateKey as KeyObject } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: ISSUER, aud: 'sandbox', sub: 'repo:me/project', iat: now, exp: now + 600 };
  const text = `${encode({ alg, kid, typ: 'JWT' })}.${encode({ ...usual, ...claims })}`;
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

const start = () =>
  startServices({
    identity_providers: [
      {
        url: ISSUER,
        audiences: ['sandbox', 'client'],
        keys: [
          { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa' },
          { ...elliptic.publicKey.export({ format: 'jwk' }), kid: 'elliptic' },
        ],
      },
    ],
    roles: [
      {
        name: 'deploy',
        trust: trust(
          { Federated: PROVIDER_ARN },
          {
            StringEquals: { [`${PROVIDER}:aud`]: ['sandbox', 'client'] },
            StringLike: { [`${PROVIDER}:sub`]: 'repo:me/*' },
          },
          'sts:AssumeRoleWithWebIdentity',
        ),
        policies: { write: documentOf(allow('s3:PutObject')) },
      },
    ],
  });

const withToken = (WebIdentityToken: string) => ({
  RoleArn: ROLE,
  RoleSessionName: 'ci',
  WebIdentityToken,
});

describe('AssumeRoleWithWebIdentity', () => {
  it('takes a token of a provider that the role trusts', async () => {
    const { sts, s3 } = await start();
    const answer = await sts().assumeRoleWithWebIdentity(withToken(tokenOf({})));
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: 'repo:me/project',
      Audience: 'sandbox',
      Provider: PROVIDER_ARN,
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci` },
    });
    await s3(answer.Credentials).putObject({ Bucket: BUCKET, Key: 'k', Body: '' });
    const read = s3(answer.Credentials).getObject({ Bucket: BUCKET, Key: 'k' });
    expect(await nameOf(read)).toBe('AccessDenied');
  });

  const past = Math.floor(Date.now() / 1000) - 10;
  it.each<[string, () => string, string]>([
    [
      'signed with an elliptic curve',
      () => tokenOf({}, { alg: 'ES256', kid: 'elliptic', key: elliptic.privateKey }),
      'done',
    ],
    ['whose azp is registered', () => tokenOf({ aud: 'elsewhere', azp: 'client' }), 'done'],
    ['of another subject', () => tokenOf({ sub: 'repo:you/project' }), 'AccessDenied'],
    ['for another audience', () => tokenOf({ aud: 'elsewhere' }), 'InvalidIdentityTokenException'],
    [
      'of another issuer',
      () => tokenOf({ iss: 'https://elsewhere.example.com' }),
      'InvalidIdentityTokenException',
    ],
    [
      'signed by somebody else',
      () => tokenOf({}, { key: other.privateKey }),
      'InvalidIdentityTokenException',
    ],
    ['that says it is signed otherwise', () => tokenOf({}, { alg: 'none' }), 'InvalidIdentityTokenException'],
    [
      'signed with the key of another algorithm',
      () => tokenOf({}, { alg: 'HS256' }),
      'InvalidIdentityTokenException',
    ],
    ['that has expired', () => tokenOf({ exp: past }), 'ExpiredTokenException'],
    ['that is not valid yet', () => tokenOf({ nbf: past + 600 }), 'InvalidIdentityTokenException'],
    [
      'that was changed',
      () =>
        tokenOf({}).replace(
          /\.[^.]+\./,
          `.${encode({ iss: ISSUER, aud: 'sandbox', sub: 'repo:me/x', exp: past + 600 })}.`,
        ),
      'InvalidIdentityTokenException',
    ],
    ['that is none', () => 'not a token', 'InvalidIdentityTokenException'],
  ])('%s', async (_name, token, expected) => {
    const { sts } = await start();
    expect(await nameOf(sts().assumeRoleWithWebIdentity(withToken(token())))).toBe(expected);
  });

  it('does not open a role that trusts nobody from there', async () => {
    const { sts, iam } = await start();
    const PolicyDocument = trust(
      { Federated: 'accounts.google.com' },
      undefined,
      'sts:AssumeRoleWithWebIdentity',
    );
    await iam().updateAssumeRolePolicy({ RoleName: 'deploy', PolicyDocument });
    expect(await nameOf(sts().assumeRoleWithWebIdentity(withToken(tokenOf({}))))).toBe('AccessDenied');
  });
});
