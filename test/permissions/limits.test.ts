import { describe, expect, test } from 'vitest';
import { evaluate, type Requester } from '../../src/permissions/index.ts';
import {
  ACCOUNT,
  BOB_ARN,
  ROLE_ARN,
  SESSION_ARN,
  allow,
  anonymous,
  bob,
  cloudfront,
  decide,
  deny,
  federated,
  inShort,
  policyOf,
  requestOf,
  root,
  session,
  type Policies,
} from './support.ts';

const get = allow('s3:GetObject');
const all = allow('*', { Resource: '*' });
const none = allow('ec2:*', { Resource: '*' });
const to = (Principal: unknown) => allow('s3:GetObject', { Principal });
const NO_BOUNDARY = 'denied for want of permissions_boundary';
const NO_SESSION = 'denied for want of session';
const NO_CONTROL = 'denied for want of service_control';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
describe('a permissions boundary', () => {
  test.each<[string, Requester, Policies, string]>([
    ['and the identity policy allow', bob, { identity: get, boundary: all }, 'allowed'],
    ['gives nothing by itself', bob, { boundary: all }, 'denied for want of identity'],
    ['bounds the identity policy', bob, { identity: all, boundary: none }, NO_BOUNDARY],
    ['denies', bob, { identity: all, boundary: [all, deny('s3:*')] }, 'denied by permissions_boundary'],
    [
      'does not bound what a user is given by name',
      bob,
      { resource: to({ AWS: BOB_ARN }), boundary: none },
      'allowed',
    ],
    ['does not bound what everyone is given', bob, { resource: to('*'), boundary: none }, 'allowed'],
    [
      'bounds what the account is given',
      bob,
      { identity: get, resource: to({ AWS: ACCOUNT }), boundary: none },
      NO_BOUNDARY,
    ],
    [
      'bounds what the role is given',
      session,
      { resource: to({ AWS: ROLE_ARN }), boundary: none },
      NO_BOUNDARY,
    ],
    ['allows what the role is given', session, { resource: to({ AWS: ROLE_ARN }), boundary: all }, 'allowed'],
    [
      'does not bound what the session is given',
      session,
      { resource: to({ AWS: SESSION_ARN }), boundary: none },
      'allowed',
    ],
    [
      'denies whatever the resource gives',
      bob,
      { resource: to({ AWS: BOB_ARN }), boundary: deny('s3:*') },
      'denied by permissions_boundary',
    ],
    ['has nothing to say about the root user', root, { boundary: deny('*') }, 'allowed'],
    ['has nothing to say about services', cloudfront, { resource: to('*'), boundary: deny('*') }, 'allowed'],
  ])('%s', (_, requester, policies, expected) => {
    expect(inShort(decide(policies, { requester }))).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
describe('a session policy', () => {
  test.each<[string, Requester, Policies, string]>([
    ['and the identity policy allow', session, { identity: get, session: all }, 'allowed'],
    ['gives nothing by itself', session, { session: all }, 'denied for want of identity'],
    ['bounds the identity policy', session, { identity: all, session: none }, NO_SESSION],
    [
      'bounds what the role is given',
      session,
      { resource: to({ AWS: ROLE_ARN }), session: none },
      NO_SESSION,
    ],
    [
      'does not bound what the session is given',
      session,
      { resource: to({ AWS: SESSION_ARN }), session: none },
      'allowed',
    ],
    [
      'does not bound what everyone is given, the role too',
      session,
      { resource: to({ AWS: [ROLE_ARN, '*'] }), session: none },
      'allowed',
    ],
    ['does not bound what everyone is given', session, { resource: to('*'), session: none }, 'allowed'],
    [
      'denies',
      session,
      { resource: to({ AWS: SESSION_ARN }), session: [all, deny('s3:*')] },
      'denied by session',
    ],
    ['is not needed by a role', session, { identity: get }, 'allowed'],
    ['is needed by a federated user', federated, { identity: get }, NO_SESSION],
    ['gives a federated user what the user has', federated, { identity: get, session: all }, 'allowed'],
    ['and a boundary both bound', session, { identity: all, boundary: all, session: none }, NO_SESSION],
    ['and a boundary both allow', session, { identity: all, boundary: all, session: get }, 'allowed'],
  ])('%s', (_, requester, policies, expected) => {
    expect(inShort(decide(policies, { requester }))).toBe(expected);
  });

  test('of several together one is enough', () => {
    const sessions = [policyOf('session', none), policyOf('session', get)];
    const identity = [policyOf('identity', all)];
    expect(evaluate(requestOf({ requester: session }), { identity, session: sessions }).decision).toBe(
      'allowed',
    );
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
describe('service control policies', () => {
  test.each<[string, Requester, Policies, string]>([
    ['and the identity policy allow', bob, { identity: get, control: [all] }, 'allowed'],
    ['give nothing by themselves', bob, { control: [all] }, 'denied for want of identity'],
    ['bound the identity policy', bob, { identity: get, control: [none] }, NO_CONTROL],
    ['bound the resource policy too', bob, { resource: to({ AWS: BOB_ARN }), control: [none] }, NO_CONTROL],
    ['bound the root user', root, { control: [none] }, NO_CONTROL],
    ['deny the root user', root, { control: [[all, deny('s3:*')]] }, 'denied by service_control'],
    ['must allow at every level', bob, { identity: get, control: [all, none, all] }, NO_CONTROL],
    ['allow at every level', bob, { identity: get, control: [all, allow('s3:*'), get] }, 'allowed'],
    [
      'deny from any level',
      bob,
      { identity: get, control: [[all, deny('s3:Get*')], all] },
      'denied by service_control',
    ],
    ['do not reach anonymous callers', anonymous, { resource: to('*'), control: [none] }, 'allowed'],
    ['do not reach services', cloudfront, { resource: to('*'), control: [deny('*')] }, 'allowed'],
    [
      'may have conditions and NotAction with Allow',
      bob,
      {
        identity: get,
        control: [
          {
            Effect: 'Allow',
            NotAction: 'iam:*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
          },
        ],
      },
      'allowed',
    ],
  ])('%s', (_, requester, policies, expected) => {
    const context = { 'aws:RequestedRegion': 'eu-west-1' };
    expect(inShort(decide(policies, { requester, context }))).toBe(expected);
  });

  test('are all that is missing where the resource gives to the user itself', () => {
    const policies = { resource: to({ AWS: BOB_ARN }), boundary: none, control: [none] };
    expect(decide(policies).missing).toEqual([['service_control']]);
    expect(decide({ identity: get, boundary: none, control: [none] }).missing).toEqual([
      ['service_control'],
      ['permissions_boundary'],
    ]);
  });

  test('a level without a policy allows nothing', () => {
    const identity = [policyOf('identity', all)];
    expect(evaluate(requestOf(), { identity, serviceControl: [[]] }).decision).toBe('denied');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_compare-resource-policies.html
describe('a trust policy', () => {
  const trusts = (Principal: unknown, more: object = {}) => ({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal,
    ...more,
  });
  const mayAssume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE_ARN };
  const externalId = { Condition: { StringEquals: { 'sts:ExternalId': 'x-1' } } };
  const assume = (Principal: unknown, identity?: object, more?: object) =>
    inShort(
      evaluate(
        requestOf({ action: 'sts:AssumeRole', resource: ROLE_ARN, context: { 'sts:ExternalId': 'x-1' } }),
        {
          identity: identity && [policyOf('identity', identity)],
          resource: policyOf('trust', trusts(Principal, more)),
        },
      ),
    );

  test.each<[string, unknown, object | undefined, object | undefined, string]>([
    ['that names the user is enough', { AWS: BOB_ARN }, undefined, undefined, 'allowed'],
    ['that names the account is not', { AWS: ACCOUNT }, undefined, undefined, 'denied for want of identity'],
    ['that names the account, with an identity policy', { AWS: ACCOUNT }, mayAssume, undefined, 'allowed'],
    [
      'that names others, whatever the identity policy says',
      { AWS: '1'.repeat(12) },
      mayAssume,
      undefined,
      'denied for want of trust',
    ],
    ['whose condition holds', { AWS: BOB_ARN }, undefined, externalId, 'allowed'],
    [
      'whose condition fails',
      { AWS: BOB_ARN },
      undefined,
      { Condition: { Null: { 'sts:ExternalId': true } } },
      'denied for want of trust',
    ],
  ])('%s', (_, principal, identity, more, expected) => {
    expect(assume(principal, identity, more)).toBe(expected);
  });
});
