import { describe, expect, it } from 'vitest';
import { ACCOUNT, BUCKET, allow, documentOf, nameOf, startServices, trust } from './support.ts';

const BOB = { name: 'bob', access_key: 'AKIABOB0000000000000', secret_key: 'bob' };
const BOB_ARN = `arn:aws:iam::${ACCOUNT}:user/bob`;
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/reader`;

describe('SimulatePrincipalPolicy', () => {
  const condition = { Condition: { StringEquals: { 's3:ExistingObjectTag/open': 'yes' } } };
  const policies = {
    some: documentOf(
      allow('s3:GetObject', `arn:aws:s3:::${BUCKET}/public/*`),
      allow('s3:GetObjectTagging', '*', condition),
      { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' },
    ),
  };
  const simulate = async (ActionNames: string[], more: object = {}) => {
    const { iam } = await startServices({
      users: [{ ...BOB, policies }],
    });
    const { EvaluationResults = [] } = await iam().simulatePrincipalPolicy({
      PolicySourceArn: BOB_ARN,
      ActionNames,
      ...more,
    });
    return EvaluationResults.map(
      ({ EvalActionName, EvalResourceName, EvalDecision, MissingContextValues = [] }) => [
        EvalActionName,
        EvalResourceName,
        EvalDecision,
        ...MissingContextValues,
      ],
    );
  };

  it('decides every action on every resource', async () => {
    const ResourceArns = [`arn:aws:s3:::${BUCKET}/public/a`, `arn:aws:s3:::${BUCKET}/b`];
    expect(await simulate(['s3:GetObject', 's3:DeleteObject'], { ResourceArns })).toEqual([
      ['s3:GetObject', ResourceArns[0], 'allowed'],
      ['s3:GetObject', ResourceArns[1], 'implicitDeny'],
      ['s3:DeleteObject', ResourceArns[0], 'explicitDeny'],
      ['s3:DeleteObject', ResourceArns[1], 'explicitDeny'],
    ]);
  });

  it('tells which context it would need, and takes it', async () => {
    const key = 's3:ExistingObjectTag/open';
    expect(await simulate(['s3:GetObjectTagging'])).toEqual([
      ['s3:GetObjectTagging', '*', 'implicitDeny', key],
    ]);
    const ContextEntries = [{ ContextKeyName: key, ContextKeyType: 'string', ContextKeyValues: ['yes'] }];
    expect(await simulate(['s3:GetObjectTagging'], { ContextEntries })).toEqual([
      ['s3:GetObjectTagging', '*', 'allowed'],
    ]);
  });

  it('gives pages, each with the place of the next', async () => {
    const { iam } = await startServices({ users: [{ ...BOB, policies }] });
    const ActionNames = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
    const asked = {
      PolicySourceArn: BOB_ARN,
      ActionNames,
      ResourceArns: ['*', 'arn:aws:s3:::b'],
      MaxItems: 4,
    };
    const first = await iam().simulatePrincipalPolicy(asked);
    expect([first.EvaluationResults?.length, first.IsTruncated]).toEqual([4, true]);
    const second = await iam().simulatePrincipalPolicy({ ...asked, Marker: first.Marker });
    expect([second.EvaluationResults?.length, second.IsTruncated, second.Marker]).toEqual([
      2,
      false,
      undefined,
    ]);
    const named = [first, second].flatMap(({ EvaluationResults = [] }) => EvaluationResults);
    expect(named.map(({ EvalActionName }) => EvalActionName)).toEqual(
      ActionNames.flatMap((name) => [name, name]),
    );
  });

  it('needs permission, on the user or role it is about', async () => {
    const ask = documentOf(allow('iam:SimulatePrincipalPolicy', BOB_ARN));
    const { iam } = await startServices({ users: [{ ...BOB, policies: { ask } }] });
    const about = (PolicySourceArn: string) =>
      nameOf(iam(BOB).simulatePrincipalPolicy({ PolicySourceArn, ActionNames: ['s3:GetObject'] }));
    expect(await about(BOB_ARN)).toBe('done');
    expect(await about(`arn:aws:iam::${ACCOUNT}:user/administrator`)).toBe('AccessDenied');
    expect(await about(`arn:aws:iam::${ACCOUNT}:user/nobody-there`)).toBe('AccessDenied');
  });

  it('is by the policies as they are now, a boundary among them, and those of a role too', async () => {
    const get = documentOf(allow('s3:*'));
    const boundary = documentOf(allow('s3:GetObject'));
    const role = {
      name: 'reader',
      trust: trust({ AWS: ACCOUNT }),
      policies: { get },
      permissions_boundary: boundary,
    };
    const { iam } = await startServices({ roles: [role] });
    const ask = async () => {
      const ActionNames = ['s3:GetObject', 's3:PutObject'];
      const { EvaluationResults = [] } = await iam().simulatePrincipalPolicy({
        PolicySourceArn: ROLE_ARN,
        ActionNames,
      });
      return EvaluationResults.map(({ EvalDecision, PermissionsBoundaryDecisionDetail }) => [
        EvalDecision,
        PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
      ]);
    };
    expect(await ask()).toEqual([
      ['allowed', true],
      ['implicitDeny', false],
    ]);
    await iam().deleteRolePolicy({ RoleName: 'reader', PolicyName: 'get' });
    expect(await ask()).toEqual([
      ['implicitDeny', true],
      ['implicitDeny', false],
    ]);
  });

  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/me`;
  it.each([
    ['somebody who is not there', { PolicySourceArn: ROLE_ARN }, 'NoSuchEntityException'],
    [
      'a user of another account',
      { PolicySourceArn: 'arn:aws:iam::210987654321:user/eve' },
      'NoSuchEntityException',
    ],
    ['a session', { PolicySourceArn: session }, 'InvalidInputException'],
    ['no action', { ActionNames: [] }, 'InvalidInputException'],
    ['an action without its service', { ActionNames: ['GetObject'] }, 'InvalidInputException'],
    ['a resource that is no ARN', { ResourceArns: ['bucket/key'] }, 'InvalidInputException'],
    ['a policy that is none', { PolicyInputList: ['{}'] }, 'MalformedPolicyDocumentException'],
    ['a page of nothing', { MaxItems: 0 }, 'ValidationError'],
    ['a marker of nobody', { Marker: 'bm9wZQ' }, 'ValidationError'],
  ])('refuses %s', async (_name, more, expected) => {
    const eve = { name: 'eve', access_key: 'AKIAEVE', secret_key: 'e', account: '210987654321' };
    const { iam } = await startServices({ users: [{ ...BOB, policies }, eve] });
    const asked = { PolicySourceArn: BOB_ARN, ActionNames: ['s3:GetObject'], ...more };
    expect(await nameOf(iam().simulatePrincipalPolicy(asked))).toBe(expected);
  });
});
