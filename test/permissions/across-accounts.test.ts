import { describe, expect, test } from 'vitest';
import type { Requester } from '../../src/permissions/index.ts';
import {
  OTHER,
  allow,
  bob,
  decide,
  deny,
  inShort,
  session,
  strangeRoot,
  strangeSession,
  stranger,
  type Policies,
} from './support.ts';

const get = allow('s3:GetObject');
const to = (Principal: unknown, effect = allow) => effect('s3:GetObject', { Principal });
const eve = to({ AWS: `arn:aws:iam::${OTHER}:user/eve` });
const account = to({ AWS: OTHER });
const NO_IDENTITY = 'denied for want of identity';
const NO_RESOURCE = 'denied for want of resource';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
describe('across accounts both sides must allow', () => {
  test.each<[string, Requester, Policies, string]>([
    ['both, by user', stranger, { identity: get, resource: eve }, 'allowed'],
    ['both, by account', stranger, { identity: get, resource: account }, 'allowed'],
    ['both, everyone', stranger, { identity: get, resource: to('*') }, 'allowed'],
    ['the identity policy alone', stranger, { identity: get }, NO_RESOURCE],
    ['the resource policy alone', stranger, { resource: eve }, NO_IDENTITY],
    ['everyone, without an identity policy', stranger, { resource: to('*') }, NO_IDENTITY],
    ['neither', stranger, {}, NO_IDENTITY],
    [
      'the resource names somebody else',
      stranger,
      { identity: get, resource: to({ AWS: '1'.repeat(12) }) },
      NO_RESOURCE,
    ],
    [
      'the identity policy denies',
      stranger,
      { identity: [get, deny('*')], resource: eve },
      'denied by identity',
    ],
    [
      'the resource denies the account',
      stranger,
      { identity: get, resource: [eve, to({ AWS: OTHER }, deny)] },
      'denied by resource',
    ],
    [
      'a role named',
      strangeSession,
      { identity: get, resource: to({ AWS: `arn:aws:iam::${OTHER}:role/audit` }) },
      'allowed',
    ],
    [
      'a session named',
      strangeSession,
      { identity: get, resource: to({ AWS: `arn:aws:sts::${OTHER}:assumed-role/audit/app` }) },
      'allowed',
    ],
    [
      'a session named, without an identity policy',
      strangeSession,
      { resource: to({ AWS: `arn:aws:sts::${OTHER}:assumed-role/audit/app` }) },
      NO_IDENTITY,
    ],
    ['the root user of a named account', strangeRoot, { resource: account }, 'allowed'],
    ['the root user of another account', strangeRoot, {}, NO_RESOURCE],
    [
      'a boundary that allows',
      stranger,
      { identity: get, resource: eve, boundary: allow('s3:*') },
      'allowed',
    ],
    [
      'a boundary that does not',
      stranger,
      { identity: get, resource: eve, boundary: allow('ec2:*') },
      'denied for want of permissions_boundary',
    ],
    [
      'a session policy that does not',
      strangeSession,
      { identity: get, resource: to('*'), session: allow('ec2:*') },
      'denied for want of session',
    ],
    [
      'a service control policy that does not',
      stranger,
      { identity: get, resource: eve, control: [allow('ec2:*')] },
      'denied for want of service_control',
    ],
  ])('%s', (_, requester, policies, expected) => {
    expect(inShort(decide(policies, { requester }))).toBe(expected);
  });

  test('everything that is missing is listed', () => {
    const policies = { boundary: allow('ec2:*'), control: [allow('s3:*')] };
    expect(decide(policies, { requester: stranger }).missing).toEqual([
      ['identity'],
      ['permissions_boundary'],
      ['resource'],
    ]);
  });

  test('whose resource it is makes the difference', () => {
    expect(decide({ identity: get }, { requester: bob }).decision).toBe('allowed');
    expect(decide({ identity: get }, { requester: bob, resourceAccount: OTHER }).decision).toBe('denied');
    expect(decide({ identity: get }, { requester: session, resourceAccount: OTHER }).decision).toBe('denied');
  });
});
