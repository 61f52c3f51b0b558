import { describe, expect, test } from 'vitest';
import { allow, bob, decide, deny, inShort, policyOf, requestOf, root, without } from './support.ts';
import { evaluate } from '../../src/permissions/index.ts';

const OBJECTS = 'arn:aws:s3:::bucket/*';
const notAction = (Effect: string, NotAction: string | string[], Resource: string | string[] = '*') => ({
  Effect,
  NotAction,
  Resource,
});
const notResource = (Effect: string, Action: string, NotResource: string | string[]) => ({
  Effect,
  Action,
  NotResource,
});
const on = (Resource: string | string[]) => allow('s3:GetObject', { Resource });

const NO_ALLOW = 'denied for want of identity';
const DENY = 'denied by identity';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
describe('an action', () => {
  test.each<[string, string | string[], string, string]>([
    ['the same', 's3:GetObject', 's3:GetObject', 'allowed'],
    ['in other case', 'S3:getobject', 's3:GetObject', 'allowed'],
    ['asked for in other case', 's3:GetObject', 'S3:GETOBJECT', 'allowed'],
    ['another', 's3:PutObject', 's3:GetObject', NO_ALLOW],
    ['longer than the value', 's3:GetObject', 's3:GetObjectAcl', NO_ALLOW],
    ['shorter than the value', 's3:GetObjectAcl', 's3:GetObject', NO_ALLOW],
    ['everything', '*', 's3:GetObject', 'allowed'],
    ['everything of the service', 's3:*', 's3:GetObject', 'allowed'],
    ['everything of another service', 'ec2:*', 's3:GetObject', NO_ALLOW],
    ['a star at the end', 's3:Get*', 's3:GetObjectTagging', 'allowed'],
    ['a star at the end that matches nothing', 's3:GetObject*', 's3:GetObject', 'allowed'],
    ['a star in the middle', 's3:*Object', 's3:PutObject', 'allowed'],
    ['a star in the middle, more behind', 's3:*Object', 's3:PutObjectAcl', NO_ALLOW],
    ['two stars', 's3:*Object*', 's3:PutObjectAcl', 'allowed'],
    ['question marks', 's3:???Object', 's3:PutObject', 'allowed'],
    ['too few question marks', 's3:??Object', 's3:PutObject', NO_ALLOW],
    ['a question mark is one character', 's3:GetObject?', 's3:GetObject', NO_ALLOW],
    ['one of a list', ['s3:PutObject', 's3:GetObject'], 's3:GetObject', 'allowed'],
    ['none of a list', ['s3:PutObject', 's3:DeleteObject'], 's3:GetObject', NO_ALLOW],
  ])('%s: %j for %s is %s', (_, given, action, expected) => {
    expect(inShort(decide({ identity: allow(given) }, { action }))).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
describe('NotAction', () => {
  test.each<[string, object[], string, string]>([
    ['allows all others', [notAction('Allow', 's3:DeleteBucket')], 's3:GetObject', 'allowed'],
    ['allows other services', [notAction('Allow', 'iam:*')], 's3:GetObject', 'allowed'],
    ['does not allow what it lists', [notAction('Allow', 's3:DeleteBucket')], 's3:DeleteBucket', NO_ALLOW],
    ['takes wildcards', [notAction('Allow', 's3:Delete*')], 's3:DeleteObject', NO_ALLOW],
    ['leaves out every one of a list', [notAction('Allow', ['iam:*', 's3:*'])], 's3:GetObject', NO_ALLOW],
    ['denies all others', [allow('*'), notAction('Deny', 's3:GetObject')], 's3:PutObject', DENY],
    [
      'does not deny what it lists',
      [allow('*'), notAction('Deny', 's3:GetObject')],
      's3:GetObject',
      'allowed',
    ],
    ['grants nothing with Deny', [notAction('Deny', 's3:GetObject')], 's3:GetObject', NO_ALLOW],
    [
      'keeps to its resource',
      [notAction('Allow', 'iam:*', 'arn:aws:s3:::other/*')],
      's3:GetObject',
      NO_ALLOW,
    ],
  ])('%s', (_, identity, action, expected) => {
    expect(inShort(decide({ identity }, { action }))).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
describe('a resource', () => {
  test.each<[string, string | string[], string, string]>([
    ['everything', '*', 'arn:aws:s3:::bucket/key', 'allowed'],
    ['the same', 'arn:aws:s3:::bucket/key', 'arn:aws:s3:::bucket/key', 'allowed'],
    ['in other case', 'arn:aws:s3:::bucket/Key', 'arn:aws:s3:::bucket/key', NO_ALLOW],
    ['the bucket is not its objects', 'arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/key', NO_ALLOW],
    ['the objects are not their bucket', OBJECTS, 'arn:aws:s3:::bucket', NO_ALLOW],
    ['all objects', OBJECTS, 'arn:aws:s3:::bucket/a/b/c', 'allowed'],
    ['a prefix', 'arn:aws:s3:::bucket/in/*', 'arn:aws:s3:::bucket/in/x', 'allowed'],
    ['another prefix', 'arn:aws:s3:::bucket/in/*', 'arn:aws:s3:::bucket/out/x', NO_ALLOW],
    ['a bucket whose name goes on', OBJECTS, 'arn:aws:s3:::bucket-2/key', NO_ALLOW],
    ['a star reaches over a slash', 'arn:aws:s3:::b*/key', 'arn:aws:s3:::bucket/in/key', 'allowed'],
    ['a key with a colon', OBJECTS, 'arn:aws:s3:::bucket/12:30', 'allowed'],
    ['a colon in the value', 'arn:aws:s3:::bucket/12:*', 'arn:aws:s3:::bucket/12:30', 'allowed'],
    ['a question mark', 'arn:aws:s3:::bucket/?', 'arn:aws:s3:::bucket/k', 'allowed'],
    ['a question mark for two characters', 'arn:aws:s3:::bucket/?', 'arn:aws:s3:::bucket/ke', NO_ALLOW],
    ['another partition', 'arn:aws-cn:s3:::bucket/*', 'arn:aws:s3:::bucket/key', NO_ALLOW],
    ['any partition', 'arn:*:s3:::bucket/*', 'arn:aws-cn:s3:::bucket/key', 'allowed'],
    ['another service', 'arn:aws:sqs:::bucket/*', 'arn:aws:s3:::bucket/key', NO_ALLOW],
    ['any region and account', 'arn:aws:s3:*:*:bucket/*', 'arn:aws:s3:::bucket/key', 'allowed'],
    ['another account', 'arn:aws:kms:eu-west-1:1:key/a', 'arn:aws:kms:eu-west-1:2:key/a', NO_ALLOW],
    ['a star in one part stays there', 'arn:aws:kms:*-1:2:key/a', 'arn:aws:kms:eu:9-1:2:key/a', NO_ALLOW],
    ['a star that ends a part goes on', 'arn:aws:kms:eu-*:2:key/a', 'arn:aws:kms:eu-1:9:2:key/a', 'allowed'],
    ['parts left out after a star', 'arn:aws:s3:*', 'arn:aws:s3:::bucket/key', 'allowed'],
    ['one of a list', ['arn:aws:s3:::x', OBJECTS], 'arn:aws:s3:::bucket/key', 'allowed'],
    ['an action without resource', '*', '*', 'allowed'],
    ['an action without resource, by ARN', OBJECTS, '*', NO_ALLOW],
  ])('%s: %j for %s is %s', (_, given, resource, expected) => {
    expect(inShort(decide({ identity: on(given) }, { resource }))).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
describe('NotResource', () => {
  const key = 'arn:aws:s3:::bucket/key';
  test.each<[string, object[], string]>([
    ['allows all others', [notResource('Allow', 's3:*', 'arn:aws:s3:::bucket/secret/*')], 'allowed'],
    ['does not allow what it lists', [notResource('Allow', 's3:*', OBJECTS)], NO_ALLOW],
    ['leaves out every one of a list', [notResource('Allow', 's3:*', ['arn:aws:s3:::x', key])], NO_ALLOW],
    ['denies all others', [allow('*'), notResource('Deny', 's3:*', 'arn:aws:s3:::other/*')], DENY],
    ['does not deny what it lists', [allow('*'), notResource('Deny', 's3:*', OBJECTS)], 'allowed'],
    ['with * leaves nothing', [notResource('Allow', 's3:*', '*')], NO_ALLOW],
  ])('%s', (_, identity, expected) => {
    expect(inShort(decide({ identity }))).toBe(expected);
  });
});

describe('statements together', () => {
  const get = allow('s3:GetObject', { Sid: 'Read' });
  const denyGet = deny('s3:Get*', { Sid: 'NoRead' });
  test.each<[string, object[], string]>([
    ['no statement fits', [allow('s3:PutObject')], NO_ALLOW],
    ['one allows', [allow('s3:PutObject'), get], 'allowed'],
    ['a deny before an allow', [denyGet, get], DENY],
    ['a deny after an allow', [get, denyGet], DENY],
    ['a deny alone', [denyGet], DENY],
    ['a deny of another action', [get, deny('s3:PutObject')], 'allowed'],
    ['a deny of another resource', [get, deny('s3:*', { Resource: 'arn:aws:s3:::other/*' })], 'allowed'],
    [
      'a deny whose condition fails',
      [get, deny('s3:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      'allowed',
    ],
  ])('%s', (_, identity, expected) => {
    const context = { 'aws:SecureTransport': true };
    expect(inShort(decide({ identity }, { context }))).toBe(expected);
  });

  test('an answer names the statement that decided', () => {
    const identity = [allow('s3:PutObject'), get, allow('s3:*')];
    expect(decide({ identity })).toEqual({
      decision: 'allowed',
      reason: 'allow',
      kind: 'identity',
      statement: { kind: 'identity', policy: 'identity', index: 1, sid: 'Read' },
      missing: [],
      unknownKeys: [],
    });
    expect(decide({ identity: [get, denyGet] })).toMatchObject({
      reason: 'explicit_deny',
      statement: { index: 1, sid: 'NoRead' },
    });
    expect(decide({ identity: without(get, 'Sid') }).statement).not.toHaveProperty('sid');
  });

  test('an answer says what is missing', () => {
    expect(decide({})).toMatchObject({ reason: 'no_allow', missing: [['identity', 'resource']] });
  });

  test('one of several policies is enough, and one deny is too much', () => {
    const put = { ...policyOf('identity', allow('s3:PutObject')), name: 'put' };
    const read = { ...policyOf('identity', get), name: 'read' };
    const none = { ...policyOf('identity', denyGet), name: 'none' };
    expect(evaluate(requestOf(), { identity: [put, read] }).statement).toMatchObject({
      policy: 'read',
      index: 0,
    });
    expect(evaluate(requestOf(), { identity: [put, read, none] }).statement).toMatchObject({
      policy: 'none',
    });
  });
});

test('the root user needs no policy', () => {
  expect(decide({}, { requester: root })).toMatchObject({ decision: 'allowed', reason: 'root_user' });
  expect(decide({}, { requester: bob }).decision).toBe('denied');
});
