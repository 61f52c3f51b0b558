import { describe, expect, test } from 'vitest';
import type { Requester } from '../../src/permissions/index.ts';
import {
  ACCOUNT,
  BOB_ARN,
  CANONICAL,
  FEDERATED_ARN,
  OTHER,
  ROLE_ARN,
  SESSION_ARN,
  allow,
  anonymous,
  bob,
  cloudfront,
  decide,
  deny,
  federated,
  google,
  inShort,
  root,
  session,
  type Policies,
} from './support.ts';

const ACCOUNT_ARN = `arn:aws:iam::${ACCOUNT}:root`;
const CAROL_ARN = `arn:aws:iam::${ACCOUNT}:user/carol`;
const DELETED = 'AIDACKCEVSQ6C2EXAMPLE';
const to = (Principal: unknown, effect = allow) => effect('s3:GetObject', { Principal });
const toAws = (...AWS: string[]) => to({ AWS });
const NO_ALLOW = 'denied for want of identity';
const NO_RESOURCE_ALLOW = 'denied for want of resource';
const DENY = 'denied by resource';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
describe('a principal in the policy of a resource of the same account', () => {
  test.each<[string, Requester, unknown, string]>([
    ['a user', bob, { AWS: BOB_ARN }, 'allowed'],
    ['another user', bob, { AWS: CAROL_ARN }, NO_ALLOW],
    ['a user in other case', bob, { AWS: BOB_ARN.replace('bob', 'Bob') }, NO_ALLOW],
    ['one of a list', bob, { AWS: [CAROL_ARN, BOB_ARN] }, 'allowed'],
    ['the user beside the account', bob, { AWS: [ACCOUNT, BOB_ARN] }, 'allowed'],
    ['everyone', bob, '*', 'allowed'],
    ['everyone, as AWS', bob, { AWS: '*' }, 'allowed'],
    ['the account leaves it to identity policies', bob, { AWS: ACCOUNT }, NO_ALLOW],
    ['the account by its ARN too', bob, { AWS: ACCOUNT_ARN }, NO_ALLOW],
    ['the canonical user is the account', bob, { CanonicalUser: CANONICAL }, NO_ALLOW],
    ['a user who is no more', bob, { AWS: DELETED }, NO_ALLOW],
    ['a service is no user', bob, { Service: 'cloudfront.amazonaws.com' }, NO_ALLOW],
    ['the role of a session', session, { AWS: ROLE_ARN }, 'allowed'],
    ['the role beside the account', session, { AWS: [ACCOUNT, ROLE_ARN] }, 'allowed'],
    ['the session itself', session, { AWS: SESSION_ARN }, 'allowed'],
    ['another session', session, { AWS: SESSION_ARN.replace('monday', 'tuesday') }, NO_ALLOW],
    ['another role', session, { AWS: ROLE_ARN.replace('deploy', 'audit') }, NO_ALLOW],
    ['a service', cloudfront, { Service: 'cloudfront.amazonaws.com' }, 'allowed'],
    ['another service', cloudfront, { Service: 'ec2.amazonaws.com' }, NO_RESOURCE_ALLOW],
    ['a service is no AWS principal', cloudfront, { AWS: '*' }, NO_RESOURCE_ALLOW],
    ['a service is one of all', cloudfront, '*', 'allowed'],
    ['an identity provider', google, { Federated: 'accounts.google.com' }, 'allowed'],
    ['another identity provider', google, { Federated: 'www.amazon.com' }, NO_RESOURCE_ALLOW],
    ['everyone is anonymous callers too', anonymous, '*', 'allowed'],
    ['everyone, as AWS, is anonymous callers too', anonymous, { AWS: '*' }, 'allowed'],
    ['a user is not anonymous', anonymous, { AWS: BOB_ARN }, NO_RESOURCE_ALLOW],
    ['an account is not anonymous', anonymous, { AWS: ACCOUNT }, NO_RESOURCE_ALLOW],
  ])('%s', (_, requester, principal, expected) => {
    expect(inShort(decide({ resource: to(principal) }, { requester }))).toBe(expected);
  });

  test.each<[string, Requester, unknown, string]>([
    ['the user', bob, { AWS: BOB_ARN }, DENY],
    ['the account', bob, { AWS: ACCOUNT }, DENY],
    ['the account of a session', session, { AWS: ACCOUNT_ARN }, DENY],
    ['the role of a session', session, { AWS: ROLE_ARN }, DENY],
    ['everyone', bob, '*', DENY],
    ['the root user', root, { AWS: ACCOUNT_ARN }, DENY],
    ['everyone, the root user included', root, '*', DENY],
    ['the canonical user', root, { CanonicalUser: CANONICAL }, DENY],
    ['another user', bob, { AWS: CAROL_ARN }, 'allowed'],
    ['another account', bob, { AWS: OTHER }, 'allowed'],
  ])('a deny for %s', (_, requester, principal, expected) => {
    const policies: Policies = { identity: allow('s3:*'), resource: to(principal, deny) };
    expect(inShort(decide(policies, { requester }))).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
describe('NotPrincipal', () => {
  const except = (...AWS: string[]) => deny('s3:*', { NotPrincipal: { AWS } });
  test.each<[string, Requester, object, string]>([
    ['leaves out the user it names', bob, except(BOB_ARN, ACCOUNT_ARN), 'allowed'],
    ['may deny a user it names without the account', bob, except(BOB_ARN), 'unknown'],
    ['denies other users of a named account', bob, except(CAROL_ARN, ACCOUNT_ARN), DENY],
    ['denies users when only the account is named', bob, except(ACCOUNT_ARN), DENY],
    ['leaves out the root user by its account', root, except(ACCOUNT_ARN), 'allowed'],
    [
      'leaves out a session by its own, its role and its account',
      session,
      except(SESSION_ARN, ROLE_ARN, ACCOUNT),
      'allowed',
    ],
    ['may deny a session it names without the account', session, except(SESSION_ARN, ROLE_ARN), 'unknown'],
    ['denies a session named by its role only', session, except(ROLE_ARN), DENY],
    ['denies a session named without its role', session, except(SESSION_ARN), DENY],
    ['denies anonymous callers', anonymous, except(BOB_ARN), DENY],
    ['denies services', cloudfront, except(BOB_ARN), DENY],
    [
      'leaves out the service it names',
      cloudfront,
      deny('s3:*', { NotPrincipal: { Service: 'cloudfront.amazonaws.com' } }),
      'allowed',
    ],
    ['with * leaves out everyone', bob, deny('s3:*', { NotPrincipal: '*' }), 'allowed'],
  ])('%s', (_, requester, statement, expected) => {
    const resource = [to('*'), statement];
    expect(inShort(decide({ resource }, { requester }))).toBe(expected);
  });

  test('denies everyone who has a permissions boundary', () => {
    const policies = { resource: [to('*'), except(BOB_ARN, ACCOUNT_ARN)], boundary: allow('*') };
    expect(inShort(decide(policies))).toBe(DENY);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-id-rdp.html
describe('identity and resource policy in one account', () => {
  const get = allow('s3:GetObject');
  const put = allow('s3:PutObject');
  test.each<[string, Policies, string]>([
    ['both allow', { identity: get, resource: toAws(BOB_ARN) }, 'allowed'],
    ['the identity policy alone', { identity: get, resource: toAws(CAROL_ARN) }, 'allowed'],
    ['the resource policy alone', { identity: put, resource: toAws(BOB_ARN) }, 'allowed'],
    ['neither', { identity: put, resource: toAws(CAROL_ARN) }, NO_ALLOW],
    ['the account and the identity policy', { identity: get, resource: toAws(ACCOUNT) }, 'allowed'],
    ['the resource denies', { identity: get, resource: to('*', deny) }, DENY],
    ['the identity denies', { identity: deny('*'), resource: toAws(BOB_ARN) }, 'denied by identity'],
    [
      'an allow of the resource for another action',
      { resource: allow('s3:PutObject', { Principal: '*' }) },
      NO_ALLOW,
    ],
    [
      'an allow of the resource for another key',
      { resource: allow('s3:*', { Principal: '*', Resource: 'arn:aws:s3:::bucket/x' }) },
      NO_ALLOW,
    ],
  ])('%s', (_, policies, expected) => {
    expect(inShort(decide(policies))).toBe(expected);
  });

  test('the statement is the one that grants', () => {
    expect(decide({ identity: put, resource: toAws(BOB_ARN) }).statement).toMatchObject({ kind: 'resource' });
    expect(decide({ identity: get, resource: toAws(BOB_ARN) }).statement).toMatchObject({ kind: 'identity' });
  });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
describe('a resource whose own policy must allow', () => {
  const get = allow('s3:GetObject');
  test.each<[string, Requester, Policies, string]>([
    ['an identity policy is not enough', bob, { identity: get }, NO_RESOURCE_ALLOW],
    ['nor for the root user', root, {}, NO_RESOURCE_ALLOW],
    ['the user named is enough', bob, { resource: toAws(BOB_ARN) }, 'allowed'],
    ['the role named is enough', session, { resource: toAws(ROLE_ARN) }, 'allowed'],
    ['the account named is not enough', bob, { resource: toAws(ACCOUNT) }, NO_ALLOW],
    ['the account named and an identity policy', bob, { resource: toAws(ACCOUNT), identity: get }, 'allowed'],
    ['the account named, for its root user', root, { resource: toAws(ACCOUNT) }, 'allowed'],
    ['another named', bob, { resource: toAws(CAROL_ARN), identity: get }, NO_RESOURCE_ALLOW],
  ])('%s', (_, requester, policies, expected) => {
    expect(inShort(decide(policies, { requester, needsResourcePolicy: true }))).toBe(expected);
  });
});

test('a federated user has what the resource gives to the session, whatever the session policies', () => {
  const resource = toAws(FEDERATED_ARN);
  expect(decide({ resource }, { requester: federated }).decision).toBe('allowed');
  expect(inShort(decide({ resource: toAws(BOB_ARN) }, { requester: federated }))).toBe(
    'denied for want of session',
  );
});
