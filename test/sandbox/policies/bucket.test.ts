import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  BOB_ARN,
  BUCKET,
  HAS_ROOT,
  IN_BUCKET,
  OBJECTS,
  OTHER_ACCOUNT,
  STRANGER_ARN,
  allow,
  deny,
  documentOf,
  useLaboratory,
} from './laboratory.ts';
import type { Policies, Request, Statement, Who } from './laboratory.ts';
import { copy, get, list, put } from './requests.ts';

const laboratory = useLaboratory();

const NONE = 'no identity-based policy';
const DENIED = 'denied by resource-based policy';
const PLAIN = 'AccessDenied';
const READ = allow('s3:GetObject');
const to = (Principal: unknown, more: object = {}): Statement =>
  allow('s3:GetObject', { Principal, Resource: OBJECTS, ...more });
const denyTo = (Principal: unknown, more: object = {}): Statement =>
  deny('s3:GetObject', { Principal, Resource: OBJECTS, ...more });
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

const verify = async (who: Who, policies: Policies, request: Request, expected: string) => {
  await laboratory.enact(who, policies);
  await laboratory.expectOutcome(who, request, expected);
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
describe('within the account of the bucket', () => {
  it.each<[string, Policies, string]>([
    ['the bucket policy names the user', { bucket: [to({ AWS: BOB_ARN })] }, 'allowed'],
    ['it names another', { bucket: [to({ AWS: `arn:aws:iam::${ACCOUNT}:user/carol` })] }, NONE],
    [
      'it names one of two',
      { bucket: [to({ AWS: [`arn:aws:iam::${ACCOUNT}:user/carol`, BOB_ARN] })] },
      'allowed',
    ],
    ['it names everybody', { bucket: [to('*')] }, 'allowed'],
    ['it names every AWS principal', { bucket: [to({ AWS: '*' })] }, 'allowed'],
    ['it names the account, which leaves it to identity policies', { bucket: [to(root(ACCOUNT))] }, NONE],
    [
      'it names the account, and the identity policy allows',
      { bucket: [to(root(ACCOUNT))], identity: [READ] },
      'allowed',
    ],
    ['the identity policy alone', { identity: [READ] }, 'allowed'],
    ['neither', {}, NONE],
    [
      'it denies what the identity policy allows',
      { bucket: [denyTo({ AWS: BOB_ARN })], identity: [READ] },
      DENIED,
    ],
    ['it denies the account', { bucket: [denyTo(root(ACCOUNT))], identity: [READ] }, DENIED],
    ['it denies everybody', { bucket: [denyTo('*')], identity: [READ] }, DENIED],
    ['it denies another', { bucket: [denyTo({ AWS: STRANGER_ARN })], identity: [READ] }, 'allowed'],
    [
      'the identity policy denies what it allows',
      { bucket: [to({ AWS: BOB_ARN })], identity: [deny('s3:*')] },
      'denied by identity-based policy',
    ],
    ['it allows and denies', { bucket: [to('*'), denyTo({ AWS: BOB_ARN })] }, DENIED],
    ['it allows another action', { bucket: [to({ AWS: BOB_ARN }, { Action: 's3:PutObject' })] }, NONE],
    [
      'it allows other objects',
      { bucket: [to({ AWS: BOB_ARN }, { Resource: `arn:aws:s3:::${BUCKET}/private/*` })] },
      NONE,
    ],
    ['it names a service', { bucket: [to({ Service: 'cloudfront.amazonaws.com' })] }, NONE],
  ])('%s', (_name, policies, expected) => verify('bob', policies, get(), expected));
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
describe('NotPrincipal', () => {
  const denyAllBut = (...AWS: string[]): Statement => {
    const { Principal: _nobody, ...statement } = denyTo('*');
    return { ...statement, NotPrincipal: { AWS } };
  };
  it.each<[string, Statement, string]>([
    [
      'leaves out who is named with the account',
      denyAllBut(BOB_ARN, `arn:aws:iam::${ACCOUNT}:root`),
      'allowed',
    ],
    ['denies who is not named', denyAllBut(`arn:aws:iam::${ACCOUNT}:user/carol`), DENIED],
    ['denies who is named by the account alone', denyAllBut(`arn:aws:iam::${ACCOUNT}:root`), DENIED],
  ])('%s', (_name, statement, expected) =>
    verify('bob', { bucket: [statement], identity: [READ] }, get(), expected),
  );
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
describe('from another account', () => {
  it.each<[string, Policies, string]>([
    ['both must allow: they do', { bucket: [to({ AWS: STRANGER_ARN })], identity: [READ] }, 'allowed'],
    ['the bucket policy alone', { bucket: [to({ AWS: STRANGER_ARN })] }, PLAIN],
    ['the identity policy alone', { identity: [READ] }, PLAIN],
    [
      'the account named, and the identity policy',
      { bucket: [to(root(OTHER_ACCOUNT))], identity: [READ] },
      'allowed',
    ],
    ['the account by its number', { bucket: [to({ AWS: OTHER_ACCOUNT })], identity: [READ] }, 'allowed'],
    ['the wrong account named', { bucket: [to(root(ACCOUNT))], identity: [READ] }, PLAIN],
    ['everybody, and the identity policy', { bucket: [to('*')], identity: [READ] }, 'allowed'],
    ['everybody, and no identity policy', { bucket: [to('*')] }, PLAIN],
    ['the bucket policy denies', { bucket: [to('*'), denyTo(root(OTHER_ACCOUNT))], identity: [READ] }, PLAIN],
    ['the identity policy denies', { bucket: [to('*')], identity: [READ, deny('s3:GetObject')] }, PLAIN],
    [
      'the wrong action in the identity policy',
      { bucket: [to('*')], identity: [allow('s3:PutObject')] },
      PLAIN,
    ],
    [
      'by the account that makes the request',
      {
        bucket: [to('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER_ACCOUNT } } })],
        identity: [READ],
      },
      'allowed',
    ],
    [
      'by another account that would make it',
      {
        bucket: [to('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } })],
        identity: [READ],
      },
      PLAIN,
    ],
  ])('%s', (_name, policies, expected) => verify('stranger', policies, get(), expected));

  it("an administrator there has what the bucket's policy allows", async () => {
    await laboratory.enact('bob', { bucket: [to(root(OTHER_ACCOUNT))] });
    await laboratory.expectOutcome('their-administrator', get(), 'allowed');
    await laboratory.expectOutcome('their-administrator', put(), PLAIN);
  });

  it('nobody else may manage the policy, though it says so', async () => {
    const Action = ['s3:GetBucketPolicy', 's3:PutBucketPolicy'];
    await laboratory.enact('bob', {
      bucket: [allow(Action, { Principal: root(OTHER_ACCOUNT), Resource: IN_BUCKET[0] })],
    });
    const read: Request = (client) => client.getBucketPolicy({ Bucket: BUCKET });
    await laboratory.expectOutcome('their-administrator', read, 'MethodNotAllowed');
  });
});

describe('the anonymous caller', () => {
  it.each<[string, Statement[], Request, string]>([
    ['has nothing', [], get(), PLAIN],
    ['has what everybody has', [to('*')], get(), 'allowed'],
    ['has what every AWS principal has', [to({ AWS: '*' })], get(), 'allowed'],
    ['has no more than that', [to('*')], put(), PLAIN],
    ['is no account', [to(root(ACCOUNT))], get(), PLAIN],
    ['may list', [allow('s3:ListBucket', { Principal: '*', Resource: IN_BUCKET[0] })], list(), 'allowed'],
    [
      'may write',
      [allow('s3:PutObject', { Principal: '*', Resource: OBJECTS })],
      put('anonymous.txt'),
      'allowed',
    ],
    [
      'is denied',
      [to('*'), denyTo('*', { Condition: { Null: { 'aws:PrincipalArn': 'true' } } })],
      get(),
      PLAIN,
    ],
  ])('%s', (_name, bucket, request, expected) =>
    verify('nobody', bucket.length === 0 ? {} : { bucket }, request, expected),
  );
});

if (HAS_ROOT) {
  describe('root and administrator', () => {
    const lockOut = [deny('s3:*', { Principal: '*', Resource: IN_BUCKET })];

    it('are bound by a denial of the bucket', async () => {
      await laboratory.enact('bob', { bucket: lockOut });
      await laboratory.expectOutcome('administrator', get(), DENIED);
      await laboratory.expectOutcome('root', get(), DENIED);
    });

    it('but root can always take the policy away', async () => {
      const remove: Request = (client) => client.deleteBucketPolicy({ Bucket: BUCKET });
      await laboratory.enact('bob', { bucket: lockOut });
      await laboratory.expectOutcome('administrator', remove, DENIED);
      await laboratory.expectOutcome('root', remove, 'allowed');
      await laboratory.expectOutcome('administrator', get(), 'allowed');
    });
  });
}

describe('both buckets of a copy', () => {
  it.each<[string, Policies, string]>([
    ['read and write', { identity: [READ, allow('s3:PutObject')] }, 'allowed'],
    [
      'read by the bucket policy',
      { bucket: [to({ AWS: BOB_ARN })], identity: [allow('s3:PutObject')] },
      'allowed',
    ],
    ['no read', { identity: [allow('s3:PutObject')] }, NONE],
    ['no write', { identity: [READ] }, NONE],
  ])('%s', (_name, policies, expected) => verify('bob', policies, copy(), expected));
});

describe('a policy that S3 would not take', () => {
  it.each<[string, Statement, string]>([
    [
      'a resource of another bucket',
      to('*', { Resource: 'arn:aws:s3:::other/*' }),
      'Policy has invalid resource',
    ],
    ['an action of another service', to('*', { Action: 'ec2:Run' }), 'Policy has invalid action'],
    [
      'an action on objects for the bucket',
      to('*', { Resource: IN_BUCKET[0] }),
      'Action does not apply to any resource(s) in statement',
    ],
    [
      'an action on buckets for objects',
      to('*', { Action: 's3:ListBucket' }),
      'Action does not apply to any resource(s) in statement',
    ],
    ['nobody', allow('s3:GetObject', { Resource: OBJECTS }), 'Missing required field Principal'],
    ['a principal that is none', to({ AWS: 'bob' }), 'Invalid principal in policy'],
  ])('%s', async (_name, statement, message) => {
    const sent = laboratory
      .client('administrator')
      .putBucketPolicy({ Bucket: BUCKET, Policy: documentOf([statement]) });
    await expect(sent).rejects.toMatchObject({ name: 'MalformedPolicy', message });
  });
});
