import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../src/index.ts';
import { parsePolicy } from '../../src/permissions/index.ts';
import { bare, good, policy, problemsOf, withCondition, withPrincipal } from './documents.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
describe('a malformed policy: each problem has its place', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{"Version": ', ': It is not JSON'],
    ['an empty text', '', ': It is not JSON'],
    ['no object', '[]', ': A policy must be an object.'],
    ['null', null, ': A policy must be an object.'],
    ['nothing', undefined, ': A policy must be an object.'],
    ['no statement', { Version: '2012-10-17' }, 'Statement: There is no statement.'],
    ['an empty list of statements', policy([]), 'Statement: There is no statement.'],
    ['a statement that is a text', policy(['x']), 'Statement[0]: A statement must be an object.'],
    ['a statement that is null', policy([null]), 'Statement[0]: A statement must be an object.'],
    [
      'another version',
      policy(good, { Version: '2024-01-01' }),
      'Version: It must be "2012-10-17" or "2008-10-17".',
    ],
    [
      'an element in small letters',
      { version: '2012-10-17', Statement: good },
      'version: "version" is no element of a policy here. Did you mean "Version"?',
    ],
    [
      'a misspelt element',
      policy([{ ...good, Actions: 's3:*' }]),
      'Statement[0].Actions: "Actions" is no element of a policy here. Did you mean "Action"?',
    ],
    ['an Id', policy(good, { Id: 'mine' }), 'Id: Only policies of resources and trust policies have an Id.'],
    [
      'a Sid with a blank',
      policy([{ ...good, Sid: 'my sid' }]),
      'Statement[0].Sid: "my sid" has other characters than letters and digits.',
    ],
    ['a Sid that is a number', policy([{ ...good, Sid: 1 }]), 'Statement[0].Sid: It must be text.'],
    [
      'a Sid twice',
      policy([
        { ...good, Sid: 'a' },
        { ...good, Sid: 'a' },
      ]),
      'Statement[1].Sid: "a" is the Sid of two statements.',
    ],
    ['no effect', policy([{ ...good, Effect: undefined }]), 'Statement[0].Effect: It is missing.'],
    [
      'an effect in small letters',
      policy([{ ...good, Effect: 'allow' }]),
      'Statement[0].Effect: It must be "Allow" or "Deny"; case counts.',
    ],
    [
      'no action',
      policy([{ ...good, Action: undefined }]),
      'Statement[0]: It has neither Action nor NotAction.',
    ],
    [
      'Action and NotAction',
      policy([{ ...good, NotAction: 's3:*' }]),
      'Statement[0]: It has both Action and NotAction.',
    ],
    ['no action in the list', policy([{ ...good, Action: [] }]), 'Statement[0].Action: The list is empty.'],
    [
      'an action that is a number',
      policy([{ ...good, Action: ['s3:*', 7] }]),
      'Statement[0].Action[1]: It must be text.',
    ],
    [
      'an action without service',
      policy([{ ...good, Action: 'GetObject' }]),
      'Statement[0].Action: "GetObject" is no action.',
    ],
    [
      'an action without name',
      policy([{ ...good, Action: 's3:' }]),
      'Statement[0].Action: "s3:" is no action.',
    ],
    [
      'an action with a blank',
      policy([{ ...good, Action: 's3:Get Object' }]),
      'Statement[0].Action: "s3:Get Object" is no action.',
    ],
    [
      'a wildcard in the service',
      policy([{ ...good, Action: 's*:GetObject' }]),
      'Statement[0].Action: "s*:GetObject" has a wildcard in the service.',
    ],
    [
      'a star for the service',
      policy([{ ...good, NotAction: '*:*', Action: undefined }]),
      'Statement[0].NotAction: "*:*" has a wildcard in the service.',
    ],
    ['no resource', policy([bare(good)]), 'Statement[0]: It has neither Resource nor NotResource.'],
    [
      'Resource and NotResource',
      policy([{ ...good, NotResource: '*' }]),
      'Statement[0]: It has both Resource and NotResource.',
    ],
    [
      'a bucket for an ARN',
      policy([{ ...good, Resource: 'bucket/*' }]),
      'Statement[0].Resource: "bucket/*" is no ARN.',
    ],
    [
      'one of the resources',
      policy([{ ...good, Resource: ['*', 'b'] }]),
      'Statement[0].Resource[1]: "b" is no ARN.',
    ],
    [
      'too few parts',
      policy([{ ...good, Resource: 'arn:aws:s3:bucket' }]),
      'Statement[0].Resource: "arn:aws:s3:bucket" lacks parts of an ARN.',
    ],
    [
      'nothing but a star',
      policy([{ ...good, Resource: 'arn:*' }]),
      'Statement[0].Resource: "arn:*" lacks parts of an ARN.',
    ],
    [
      'a variable for an ARN in an old policy',
      { Statement: { ...good, Condition: { ArnLike: { 'aws:SourceArn': '${aws:a}' } } } },
      'Statement.Condition.ArnLike.aws:SourceArn: "${aws:a}" is not an ARN',
    ],
    [
      'no resource in the ARN',
      policy([{ ...good, Resource: 'arn:aws:s3:::' }]),
      'Statement[0].Resource: "arn:aws:s3:::" lacks parts of an ARN.',
    ],
    [
      'no partition',
      policy([{ ...good, Resource: 'arn::s3:::b' }]),
      'Statement[0].Resource: "arn::s3:::b" has no valid partition.',
    ],
    [
      'a wildcard in the ARN service',
      policy([{ ...good, Resource: 'arn:aws:s*:::b' }]),
      'Statement[0].Resource: "arn:aws:s*:::b" has a wildcard in the service.',
    ],
    [
      'an ARN service in capitals',
      policy([{ ...good, Resource: 'arn:aws:S3:::b' }]),
      'Statement[0].Resource: "arn:aws:S3:::b" has no valid service.',
    ],
    [
      'a variable before the fifth colon',
      policy([{ ...good, Resource: 'arn:aws:s3:${aws:x}::b' }]),
      'Statement[0].Resource: "arn:aws:s3:${aws:x}::b" has a variable before its fifth colon.',
    ],
    [
      'a variable without its end',
      policy([{ ...good, Resource: 'arn:aws:s3:::${aws:x' }]),
      'Statement[0].Resource: "arn:aws:s3:::${aws:x" has a broken variable.',
    ],
    [
      'an empty variable',
      policy([{ ...good, Resource: 'arn:aws:s3:::${}' }]),
      'Statement[0].Resource: "arn:aws:s3:::${}" has a broken variable.',
    ],
    [
      'a default without quotes',
      policy([{ ...good, Resource: 'arn:aws:s3:::${aws:x, y}' }]),
      'Statement[0].Resource: "arn:aws:s3:::${aws:x, y}" has a broken variable.',
    ],
    [
      'a principal',
      withPrincipal('*'),
      'Statement[0].Principal: Only policies of resources and trust policies have a Principal.',
    ],
    ['conditions in a list', withCondition([]), 'Statement[0].Condition: It must be an object.'],
    [
      'an unknown operator',
      withCondition({ StringEqual: { 'aws:a': 'x' } }),
      'Statement[0].Condition.StringEqual: "StringEqual" is no condition operator. Did you mean "StringEquals"?',
    ],
    [
      'an operator in other case',
      withCondition({ stringLike: { 'aws:a': 'x' } }),
      'Statement[0].Condition.stringLike: "stringLike" is no condition operator. Did you mean "StringLike"?',
    ],
    [
      'an operator of Object',
      withCondition({ constructor: {} }),
      'Statement[0].Condition.constructor: "constructor" is no condition operator.',
    ],
    [
      'an unknown qualifier',
      withCondition({ 'ForEach:StringLike': { 'aws:a': 'x' } }),
      'Statement[0].Condition.ForEach:StringLike: "ForEach:StringLike" is no condition operator. Did you mean "StringLike"?',
    ],
    [
      'Null with IfExists',
      withCondition({ NullIfExists: { 'aws:a': 'true' } }),
      'Statement[0].Condition.NullIfExists: Null cannot be combined with IfExists.',
    ],
    [
      'an operator without keys',
      withCondition({ StringLike: 'x' }),
      'Statement[0].Condition.StringLike: It must be an object of condition keys.',
    ],
    [
      'a key without service',
      withCondition({ StringLike: { prefix: 'x' } }),
      'Statement[0].Condition.StringLike.prefix: "prefix" is no condition key.',
    ],
    [
      'a key twice in other case',
      withCondition({ StringLike: { 'aws:a': 'x', 'AWS:A': 'y' } }),
      'Statement[0].Condition.StringLike.AWS:A: "AWS:A" stands here twice: case does not count in condition keys.',
    ],
    [
      'a value that is an object',
      withCondition({ StringLike: { 'aws:a': {} } }),
      'Statement[0].Condition.StringLike.aws:a: It must be text, a number, true or false.',
    ],
    [
      'a value that is null',
      withCondition({ StringLike: { 'aws:a': ['x', null] } }),
      'Statement[0].Condition.StringLike.aws:a[1]: It must be text, a number, true or false.',
    ],
    [
      'no number',
      withCondition({ NumericEquals: { 's3:max-keys': 'ten' } }),
      'Statement[0].Condition.NumericEquals.s3:max-keys: "ten" is not a number',
    ],
    [
      'no date',
      withCondition({ DateLessThan: { 'aws:CurrentTime': 'today' } }),
      'Statement[0].Condition.DateLessThan.aws:CurrentTime: "today" is not a date',
    ],
    [
      'a time without its zone',
      withCondition({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00' } }),
      'Statement[0].Condition.DateLessThan.aws:CurrentTime: "2030-01-01T00:00:00" is not a date',
    ],
    [
      'neither true nor false',
      withCondition({ Bool: { 'aws:SecureTransport': 'yes' } }),
      'Statement[0].Condition.Bool.aws:SecureTransport: "yes" is not true or false.',
    ],
    [
      'neither, for Null',
      withCondition({ Null: { 'aws:a': '' } }),
      'Statement[0].Condition.Null.aws:a: "" is not true or false.',
    ],
    [
      'no base64',
      withCondition({ BinaryEquals: { 'aws:a': '&' } }),
      'Statement[0].Condition.BinaryEquals.aws:a: "&" is not base64.',
    ],
    [
      'no address',
      withCondition({ IpAddress: { 'aws:SourceIp': '10.0.0' } }),
      'Statement[0].Condition.IpAddress.aws:SourceIp: "10.0.0" is not an IP address',
    ],
    [
      'a prefix too long',
      withCondition({ IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } }),
      'Statement[0].Condition.IpAddress.aws:SourceIp: "10.0.0.0/33" is not an IP address',
    ],
    [
      'no ARN',
      withCondition({ ArnLike: { 'aws:SourceArn': 'bucket' } }),
      'Statement[0].Condition.ArnLike.aws:SourceArn: "bucket" is not an ARN',
    ],
    [
      'a variable where none is read',
      withCondition({ NumericEquals: { 's3:max-keys': '${aws:a}' } }),
      'Statement[0].Condition.NumericEquals.s3:max-keys: "${aws:a}" is not a number',
    ],
    [
      'a broken variable',
      withCondition({ StringLike: { 's3:prefix': '${aws:a' } }),
      'Statement[0].Condition.StringLike.s3:prefix: "${aws:a" has a broken variable.',
    ],
    [
      'an element twice',
      '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Effect": "Deny"}]}',
      'Statement[0].Effect: This element stands here more than once.',
    ],
    [
      'a key twice',
      '{"Statement": {"Condition": {"Bool": {"aws:a": "x", "aws:\\u0061": "y"}}}}',
      'Statement.Condition.Bool.aws:a: This element stands here more than once.',
    ],
    [
      'Statement twice',
      '{"Statement": [], "Statement": []}',
      'Statement: This element stands here more than once.',
    ],
  ])('%s', (_, document, expected) => {
    const problems = problemsOf(document);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, expected.length)).toBe(expected);
  });
});

describe('the error', () => {
  const thrownBy = (document: unknown) => {
    try {
      parsePolicy(document, 'session');
    } catch (error) {
      return error as ConnectorError;
    }
    return undefined;
  };

  test('says what, where and how to fix it, for the author of the policy', () => {
    const error = thrownBy(policy([{ ...good, Effect: 'allow', Action: 'Get' }]));
    expect(ConnectorError.is(error)).toBe(true);
    expect(error).toMatchObject({ code: 'policy_invalid', category: 'input', retryable: false });
    expect(error?.message).toBe(
      'This is no valid session policy: Statement[0].Effect: It must be "Allow" or "Deny"; case counts. ' +
        'Statement[0].Action: "Get" is no action.',
    );
    expect(error?.fix).toBe(
      'Write "Effect": "Allow" or "Effect": "Deny". Write service:Action, for example s3:GetObject, or *.',
    );
    expect(error?.details?.problems).toHaveLength(2);
  });

  test('spells out five problems and counts the others', () => {
    const error = thrownBy(policy(Array.from({ length: 50 }, () => ({ ...good, Effect: 'x' }))));
    expect(error?.message).toContain('Statement[4].Effect');
    expect(error?.message).not.toContain('Statement[5].Effect');
    expect(error?.message).toContain('And 45 more.');
    expect(error?.details?.problems).toHaveLength(50);
  });
});
