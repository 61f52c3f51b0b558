import { describe, expect, test } from 'vitest';
import { UNKNOWN, evaluate, parsePolicy, type ContextValues } from '../../src/permissions/index.ts';
import { allow, decide, deny, policyOf, requestOf } from './support.ts';

const on = (key: string) => allow('s3:GetObject', { Resource: `arn:aws:s3:::bucket/${key}` });
const where = (operator: string, key: string, value: string, effect = allow) =>
  effect('s3:GetObject', { Condition: { [operator]: { [key]: value } } });
const bob = { 'aws:username': 'bob' };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
describe('a variable in a resource', () => {
  test.each<[string, string, ContextValues, string, string]>([
    ['is the value', '${aws:username}/*', bob, 'bob/x', 'allowed'],
    ['is no other value', '${aws:username}/*', bob, 'alice/x', 'denied'],
    ['is not part of a value', '${aws:username}/*', bob, 'bobby/x', 'denied'],
    ['has a name in any case', '${AWS:UserName}/*', bob, 'bob/x', 'allowed'],
    ['may be a tag', '${aws:PrincipalTag/team}/*', { 'aws:PrincipalTag/team': 'red' }, 'red/x', 'allowed'],
    [
      'may be a tag with a space',
      '${aws:PrincipalTag/my team}',
      { 'aws:PrincipalTag/my team': 'r' },
      'r',
      'allowed',
    ],
    ['may stand twice', '${aws:username}/${aws:username}', bob, 'bob/bob', 'allowed'],
    ['takes no wildcard from its value', '${aws:username}/x', { 'aws:username': '*' }, 'bob/x', 'denied'],
    ['is its value, star and all', '${aws:username}/x', { 'aws:username': '*' }, '*/x', 'allowed'],
    ['may have a colon in its value', '${aws:userid}/x', { 'aws:userid': 'AROA:me' }, 'AROA:me/x', 'allowed'],
    ['matches nothing when absent', '${aws:username}*', {}, 'x', 'denied'],
    ['is not its own text when absent', '${aws:username}', {}, '${aws:username}', 'denied'],
    ['has a default', "${aws:username, 'guest'}/*", {}, 'guest/x', 'allowed'],
    ['has a default that may be empty', "${aws:username, ''}x", {}, 'x', 'allowed'],
    ['has a default, and a value', "${aws:username, 'guest'}/*", bob, 'guest/x', 'denied'],
    ['of many values is none', '${aws:username}', { 'aws:username': ['bob', 'alice'] }, 'bob', 'denied'],
    ['is a star', 'a${*}b', {}, 'a*b', 'allowed'],
    ['is a star and no wildcard', 'a${*}b', {}, 'axb', 'denied'],
    ['is a question mark', 'a${?}', {}, 'a?', 'allowed'],
    ['is a question mark and no wildcard', 'a${?}', {}, 'ab', 'denied'],
    ['is a dollar sign', '${$}{aws:username}', bob, '${aws:username}', 'allowed'],
  ])('%s', (_, value, context, key, expected) => {
    const { decision } = decide({ identity: on(value) }, { context, resource: `arn:aws:s3:::bucket/${key}` });
    expect(decision).toBe(expected);
  });

  test.each([{}, { Version: '2008-10-17' }])('is plain text in a policy of %j', (version) => {
    const policy = parsePolicy({ ...version, Statement: on('${aws:username}/x') }, 'identity');
    const at = (key: string) => {
      const request = requestOf({ context: bob, resource: `arn:aws:s3:::bucket/${key}` });
      return evaluate(request, { identity: [{ name: 'old', policy }] }).decision;
    };
    expect([at('bob/x'), at('${aws:username}/x')]).toEqual(['denied', 'allowed']);
  });

  test('is plain text in the conditions of an old policy', () => {
    const identity = policyOf(
      'identity',
      where('StringEquals', 's3:prefix', '${aws:username}'),
      '2008-10-17',
    );
    const at = (prefix: string) =>
      evaluate(requestOf({ context: { ...bob, 's3:prefix': prefix } }), { identity: [identity] }).decision;
    expect([at('bob'), at('${aws:username}')]).toEqual(['denied', 'allowed']);
  });

  test('absent, in NotResource, nobody knows', () => {
    const identity = { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::${aws:username}' };
    expect(decide({ identity }).decision).toBe('unknown');
    expect(decide({ identity }, { context: bob }).decision).toBe('allowed');
  });
});

describe('a variable in a condition', () => {
  test.each<[string, object, ContextValues, string]>([
    [
      'StringEquals',
      where('StringEquals', 's3:prefix', '${aws:username}'),
      { ...bob, 's3:prefix': 'bob' },
      'allowed',
    ],
    [
      'StringEquals, other value',
      where('StringEquals', 's3:prefix', '${aws:username}'),
      { ...bob, 's3:prefix': 'x' },
      'denied',
    ],
    [
      'StringLike',
      where('StringLike', 's3:prefix', 'home/${aws:username}/*'),
      { ...bob, 's3:prefix': 'home/bob/x' },
      'allowed',
    ],
    [
      'StringLike, a star in the value',
      where('StringLike', 's3:prefix', '${aws:username}'),
      { 'aws:username': '*', 's3:prefix': 'x' },
      'denied',
    ],
    [
      'StringEqualsIgnoreCase',
      where('StringEqualsIgnoreCase', 's3:prefix', '${aws:username}'),
      { ...bob, 's3:prefix': 'BOB' },
      'allowed',
    ],
    [
      'StringNotEquals',
      where('StringNotEquals', 's3:prefix', '${aws:username}'),
      { ...bob, 's3:prefix': 'x' },
      'allowed',
    ],
    [
      'StringNotEquals, same value',
      where('StringNotEquals', 's3:prefix', '${aws:username}'),
      { ...bob, 's3:prefix': 'bob' },
      'denied',
    ],
    [
      'ArnLike',
      where('ArnLike', 'aws:SourceArn', 'arn:aws:iam::1:user/${aws:username}'),
      { ...bob, 'aws:SourceArn': 'arn:aws:iam::1:user/bob' },
      'allowed',
    ],
    [
      'a whole ARN',
      where('ArnEquals', 'aws:SourceArn', '${aws:PrincipalArn}'),
      { 'aws:PrincipalArn': 'arn:aws:iam::1:user/bob', 'aws:SourceArn': 'arn:aws:iam::1:user/bob' },
      'allowed',
    ],
    [
      'a default',
      where('StringEquals', 's3:prefix', "${aws:username, 'guest'}"),
      { 's3:prefix': 'guest' },
      'allowed',
    ],
    ['absent', where('StringEquals', 's3:prefix', '${aws:username}'), { 's3:prefix': 'x' }, 'denied'],
    [
      'absent, under a negated operator nobody knows',
      where('StringNotEquals', 's3:prefix', '${aws:username}'),
      { 's3:prefix': 'x' },
      'unknown',
    ],
  ])('%s', (_, identity, context, expected) => {
    expect(decide({ identity }, { context }).decision).toBe(expected);
  });
});

describe('what is not known', () => {
  const secure = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
  const get = allow('s3:GetObject');
  const maybe = allow('s3:GetObject', { Sid: 'Maybe', ...secure });
  const maybeNot = deny('s3:GetObject', secure);
  const hidden: ContextValues = { 'aws:SecureTransport': UNKNOWN, 'aws:username': UNKNOWN };

  test.each<[string, object | object[], string]>([
    ['leaves an allow open', maybe, 'unknown'],
    ['leaves a deny open', [get, maybeNot], 'unknown'],
    ['does not matter beside another allow', [maybe, get], 'allowed'],
    ['does not matter beside another deny', [maybe, deny('*')], 'denied'],
    ['does not matter when nothing allows', maybeNot, 'denied'],
    ['does not matter when the action is another', [get, deny('s3:PutObject', secure)], 'allowed'],
    [
      'does not matter when the resource is another',
      [get, deny('*', { Resource: 'arn:aws:s3:::x', ...secure })],
      'allowed',
    ],
    ['is open with IfExists', where('BoolIfExists', 'aws:SecureTransport', 'true'), 'unknown'],
    ['is open with a negated operator', where('StringNotEquals', 'aws:username', 'bob'), 'unknown'],
    ['is open with Null', where('Null', 'aws:username', 'true'), 'unknown'],
    ['is open with ForAllValues', where('ForAllValues:StringEquals', 'aws:username', 'x'), 'unknown'],
    ['is open in a resource', on('${aws:username}'), 'unknown'],
    ['does not matter in another resource', on('x/${aws:username}'), 'denied'],
    ['is open in a resource, default or not', on("${aws:username, 'x'}"), 'unknown'],
    [
      'is open in NotResource',
      { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::${aws:username}' },
      'unknown',
    ],
    [
      'does not matter in a list that matches',
      allow('*', { Resource: ['*', 'arn:aws:s3:::${aws:username}'] }),
      'allowed',
    ],
    ['is open in a value', where('StringEquals', 's3:prefix', '${aws:username}'), 'unknown'],
    [
      'does not matter when another condition fails',
      allow('*', { Condition: { ...secure.Condition, StringEquals: { 's3:prefix': 'x' } } }),
      'denied',
    ],
  ])('%s', (_, identity, expected) => {
    expect(decide({ identity }, { context: { ...hidden, 's3:prefix': 'home' } }).decision).toBe(expected);
  });

  test('is named, with the statement that hangs on it', () => {
    const identity = [
      deny('s3:PutObject', secure),
      maybe,
      where('StringLike', 's3:prefix', '${aws:username}/*'),
    ];
    const context = { ...hidden, 's3:prefix': 'home' };
    expect(decide({ identity }, { context })).toEqual({
      decision: 'unknown',
      reason: 'context_unknown',
      kind: 'identity',
      statement: { kind: 'identity', policy: 'identity', index: 1, sid: 'Maybe' },
      missing: [],
      unknownKeys: ['aws:SecureTransport', 'aws:username'],
    });
  });

  test('is no variable in an old policy', () => {
    const Resource = ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::${aws:username}'];
    const old = policyOf('identity', allow('*', { Resource, ...secure }), '2008-10-17');
    const { unknownKeys } = evaluate(requestOf({ context: hidden }), { identity: [old] });
    expect(unknownKeys).toEqual(['aws:SecureTransport']);
  });

  test.each([
    ['boundary', 'permissions_boundary'],
    ['session', 'session'],
  ] as const)('leaves a %s open', (name, kind) => {
    expect(decide({ identity: get, [name]: maybe }, { context: hidden })).toMatchObject({
      decision: 'unknown',
      kind,
    });
  });

  test('leaves a service control policy open, unless another level does not allow', () => {
    expect(decide({ identity: get, control: [maybe] }, { context: hidden })).toMatchObject({
      decision: 'unknown',
      kind: 'service_control',
      unknownKeys: ['aws:SecureTransport'],
    });
    const control = [maybe, allow('ec2:*')];
    expect(decide({ identity: get, control }, { context: hidden }).decision).toBe('denied');
  });
});
