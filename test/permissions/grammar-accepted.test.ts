import { describe, expect, test } from 'vitest';
import { parsePolicy, type PolicyKind } from '../../src/permissions/index.ts';
import { good, policy, problemsOf, withCondition, withPrincipal } from './documents.ts';

describe('what IAM puts up with', () => {
  test.each<[string, unknown, PolicyKind]>([
    ['one statement', policy(good), 'identity'],
    ['members that are undefined', policy({ ...good, Condition: undefined, Comment: undefined }), 'identity'],
    ['no version', { Statement: good }, 'identity'],
    [
      'an empty Sid',
      policy([
        { ...good, Sid: '' },
        { ...good, Sid: '' },
      ]),
      'identity',
    ],
    [
      'an Id and any Sid in a policy of a resource',
      policy([{ ...good, Principal: '*', Sid: 'my sid!' }], { Id: 'a b' }),
      'resource',
    ],
    [
      'a Sid twice in a policy of a resource',
      policy([
        { ...good, Principal: '*', Sid: 'a' },
        { ...good, Principal: '*', Sid: 'a' },
      ]),
      'resource',
    ],
    ['an empty condition', withCondition({}), 'identity'],
    ['an operator without keys', withCondition({ StringLike: {} }), 'identity'],
    [
      'numbers and booleans as values',
      withCondition({ NumericEquals: { 's3:max-keys': [10, '11'] }, Bool: { 'aws:a': true } }),
      'identity',
    ],
    [
      'every qualifier and suffix',
      withCondition({ 'ForAllValues:StringNotLikeIfExists': { 'aws:TagKeys': ['a*'] } }),
      'identity',
    ],
    [
      'a key of an identity provider',
      withCondition({ StringEquals: { 'token.actions.githubusercontent.com:sub': 'x' } }),
      'identity',
    ],
    [
      'broken variables in old policies',
      { Statement: { ...good, Resource: 'arn:aws:s3:::${x' } },
      'identity',
    ],
    ['a wildcard for the partition', policy({ ...good, Resource: 'arn:*:s3:::b' }), 'identity'],
    [
      'a default',
      policy({ ...good, Resource: "arn:aws:s3:::b/${aws:PrincipalTag/team, 'company-wide'}" }),
      'identity',
    ],
    [
      'all forms of AWS principals',
      withPrincipal({
        AWS: [
          '*',
          '123456789012',
          'arn:aws:iam::123456789012:root',
          'arn:aws-cn:iam::123456789012:user/a/b',
          'arn:aws:iam::123456789012:role/r',
          'arn:aws:sts::123456789012:assumed-role/r/s@example.com',
          'arn:aws:sts::123456789012:federated-user/f',
          'AIDACKCEVSQ6C2EXAMPLE',
          'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1',
        ],
      }),
      'resource',
    ],
    [
      'all types of principals',
      withPrincipal({
        Service: ['s3.amazonaws.com', 'delivery.logs.amazonaws.com'],
        Federated: ['accounts.google.com', 'arn:aws:iam::123456789012:saml-provider/p'],
        CanonicalUser: 'a'.repeat(64),
      }),
      'resource',
    ],
    [
      'JSON with white space and escapes',
      ' {"Version":"2012-10-17",\n"Statement":{"Effect":"Allow","Action":"s3:\\u0047et*","Resource":"*","Sid":"a"}} ',
      'identity',
    ],
    [
      'the same name in different objects',
      '{"Statement":[{"Sid":"Sid","Effect":"Allow","Action":["*","*"],"Resource":"*"},{"Sid":"b","Effect":"Deny","Action":"*","Resource":"*"}]}',
      'identity',
    ],
  ])('%s', (_, document, kind) => {
    expect(problemsOf(document, kind)).toEqual([]);
  });
});

test('normal form', () => {
  const document = {
    Id: 'x',
    Statement: { ...good, Principal: { AWS: '123456789012' }, Condition: { Bool: { 'aws:A': true } } },
  };
  expect(parsePolicy(JSON.stringify(document), 'resource')).toEqual({
    kind: 'resource',
    version: '2008-10-17',
    id: 'x',
    statements: [
      {
        index: 0,
        effect: 'Allow',
        principals: { negated: false, values: [{ type: 'AWS', value: '123456789012' }] },
        actions: { negated: false, values: ['s3:GetObject'] },
        resources: { negated: false, values: ['*'] },
        conditions: [{ operator: 'Bool', key: 'aws:A', values: ['true'] }],
      },
    ],
  });
});
