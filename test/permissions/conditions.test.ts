import { describe, expect, test } from 'vitest';
import type { ContextValues } from '../../src/permissions/index.ts';
import { allow, decide } from './support.ts';

type Value = string | number | boolean | (string | number | boolean)[];

/** Whether a condition on one key holds; `undefined` in the request means that the key is absent. */
function holds(operator: string, value: Value, actual: ContextValues[string]): boolean {
  const Condition = { [operator]: { 'test:key': value } };
  const { decision } = decide(
    { identity: allow('s3:GetObject', { Condition }) },
    { context: { 'Test:Key': actual } },
  );
  expect(decision).toMatch(/allowed|denied/);
  return decision === 'allowed';
}

const YES = true;
const NO = false;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe('a condition', () => {
  test.each<[string, Value, ContextValues[string], boolean]>([
    ['StringEquals', 'bob', 'bob', YES],
    ['StringEquals', 'bob', 'Bob', NO],
    ['StringEquals', 'b*', 'bob', NO],
    ['StringEquals', 'b*', 'b*', YES],
    ['StringEquals', '', '', YES],
    ['StringEquals', '', 'x', NO],
    ['StringEquals', ['alice', 'bob'], 'bob', YES],
    ['StringEquals', ['alice', 'bob'], 'carol', NO],
    ['StringEquals', 10, '10', YES],
    ['StringEquals', true, 'true', YES],
    ['StringEquals', [], 'bob', NO],
    ['StringNotEquals', 'bob', 'bob', NO],
    ['StringNotEquals', 'bob', 'alice', YES],
    ['StringNotEquals', ['alice', 'bob'], 'bob', NO],
    ['StringNotEquals', ['alice', 'bob'], 'carol', YES],
    ['StringNotEquals', [], 'bob', YES],
    ['StringEqualsIgnoreCase', 'BOB', 'bob', YES],
    ['StringEqualsIgnoreCase', 'BOB', 'bobby', NO],
    ['StringNotEqualsIgnoreCase', 'BOB', 'bob', NO],
    ['StringNotEqualsIgnoreCase', 'BOB', 'alice', YES],
    ['StringLike', 'home/*', 'home/bob', YES],
    ['StringLike', 'home/*', 'Home/bob', NO],
    ['StringLike', 'home/?', 'home/b', YES],
    ['StringLike', 'home/?', 'home/', NO],
    ['StringLike', '*', '', YES],
    ['StringLike', ['', 'home/*'], '', YES],
    ['StringNotLike', 'home/*', 'home/bob', NO],
    ['StringNotLike', 'home/*', 'away', YES],
    ['StringNotLike', ['home/*', 'away'], 'away', NO],

    ['NumericEquals', 10, 10, YES],
    ['NumericEquals', '10', '10.0', YES],
    ['NumericEquals', 10, 11, NO],
    ['NumericEquals', 10, 'ten', NO],
    ['NumericEquals', '-0.5', '-0.50', YES],
    ['NumericEquals', 0, '', NO],
    ['NumericEquals', 16, '0x10', NO],
    ['NumericNotEquals', 10, 11, YES],
    ['NumericNotEquals', 10, 10, NO],
    ['NumericNotEquals', 10, 'ten', YES],
    ['NumericLessThan', 10, 9, YES],
    ['NumericLessThan', 10, 10, NO],
    ['NumericLessThanEquals', 10, 10, YES],
    ['NumericLessThanEquals', 10, 11, NO],
    ['NumericLessThanEquals', 10, 'ten', NO],
    ['NumericGreaterThan', 10, 11, YES],
    ['NumericGreaterThan', 10, 10, NO],
    ['NumericGreaterThan', 9, '10', YES],
    ['NumericGreaterThanEquals', 10, 10, YES],
    ['NumericGreaterThanEquals', 10, 9, NO],

    ['DateEquals', '2030-01-31T12:00:00Z', '2030-01-31T13:00:00+01:00', YES],
    ['DateEquals', '2030-01-31', '2030-01-31T00:00:00Z', YES],
    ['DateEquals', '2030-01-31', '2030-02-01', NO],
    ['DateEquals', 1893456000, '2030-01-01T00:00:00Z', YES],
    ['DateEquals', '2030', new Date('2030-01-01'), YES],
    ['DateNotEquals', '2030-01-31', '2030-02-01', YES],
    ['DateNotEquals', '2030-01-31', '2030-01-31', NO],
    ['DateLessThan', '2030-01-31T12:00:00Z', '2030-01-31T11:59:59Z', YES],
    ['DateLessThan', '2030-01-31T12:00:00Z', '2030-01-31T12:00:00Z', NO],
    ['DateLessThanEquals', '2030-01-31T12:00:00Z', '2030-01-31T12:00:00Z', YES],
    ['DateLessThanEquals', '2030-01-31T12:00:00Z', '2030-01-31T12:00:01Z', NO],
    ['DateGreaterThan', '2030-01-31T12:00:00Z', '2030-01-31T12:00:01Z', YES],
    ['DateGreaterThan', '2030-01-31T12:00:00Z', '2030-01-31T12:00:00Z', NO],
    ['DateGreaterThan', '2030-01-31T12:00:00Z', 1900000000, YES],
    ['DateGreaterThan', '2030-01-31T12:00:00Z', 'soon', NO],
    ['DateGreaterThanEquals', '2030-01-31T12:00:00Z', '2030-01-31T12:00:00Z', YES],
    ['DateGreaterThanEquals', '2030-01-31T12:00:00Z', '2030-01-31T11:00:00Z', NO],

    ['Bool', 'true', true, YES],
    ['Bool', true, 'true', YES],
    ['Bool', 'True', 'true', YES],
    ['Bool', 'false', true, NO],
    ['Bool', false, 'false', YES],
    ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', YES],
    ['BinaryEquals', 'QUI=', 'QUM=', NO],
    ['BinaryEquals', 'QUI=', 'not base64', NO],

    ['IpAddress', '203.0.113.0/24', '203.0.113.7', YES],
    ['IpAddress', '203.0.113.0/24', '203.0.114.7', NO],
    ['IpAddress', '203.0.113.7/24', '203.0.113.1', YES],
    ['IpAddress', '203.0.113.7', '203.0.113.7', YES],
    ['IpAddress', '203.0.113.7', '203.0.113.8', NO],
    ['IpAddress', '0.0.0.0/0', '8.8.8.8', YES],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', NO],
    ['IpAddress', '203.0.113.0/24', '::ffff:203.0.113.7', YES],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::9', YES],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::9', NO],
    ['IpAddress', '2001:db8::1', '2001:0db8:0:0:0:0:0:1', YES],
    ['IpAddress', ['203.0.113.0/24', '2001:db8::/32'], '2001:db8::1', YES],
    ['IpAddress', '203.0.113.0/24', 'somewhere', NO],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.7', NO],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', YES],
    ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', NO],

    ['ArnEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a', YES],
    ['ArnEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::2:role/a', NO],
    ['ArnEquals', 'arn:aws:iam::*:role/*', 'arn:aws:iam::2:role/a', YES],
    ['ArnEquals', 'arn:aws:iam::1:role/A', 'arn:aws:iam::1:role/a', NO],
    ['ArnLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket/key:1', YES],
    ['ArnLike', '*', 'arn:aws:s3:::bucket', YES],
    ['ArnLike', 'arn:aws:s3:::*', 'bucket', NO],
    ['ArnLike', 'arn:*:*:*:*:*', 'arn:aws:s3', NO],
    ['ArnLike', 'arn:aws:some:*:1111:a/*', 'arn:aws:some:eu:2:store/abc:1111:a/b', NO],
    ['StringLike', 'arn:aws:some:*:1111:a/*', 'arn:aws:some:eu:2:store/abc:1111:a/b', YES],
    ['ArnNotEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a', NO],
    ['ArnNotEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/b', YES],
    ['ArnNotLike', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:role/b', NO],
    ['ArnNotLike', 'arn:aws:iam::1:role/*', 'arn:aws:iam::1:user/b', YES],
  ])('%s %j against %j: %s', (operator, value, actual, expected) => {
    expect(holds(operator, value, actual)).toBe(expected);
  });
});

describe('without its key', () => {
  test.each<[string, Value, boolean]>([
    ['StringEquals', 'bob', NO],
    ['StringLike', '*', NO],
    ['NumericLessThan', 10, NO],
    ['DateLessThan', '2030-01-01', NO],
    ['Bool', 'false', NO],
    ['BinaryEquals', 'QUI=', NO],
    ['IpAddress', '0.0.0.0/0', NO],
    ['ArnLike', '*', NO],
    ['StringNotEquals', 'bob', YES],
    ['StringNotEqualsIgnoreCase', 'bob', YES],
    ['StringNotLike', '*', YES],
    ['NumericNotEquals', 10, YES],
    ['DateNotEquals', '2030-01-01', YES],
    ['NotIpAddress', '0.0.0.0/0', YES],
    ['ArnNotEquals', '*', YES],
    ['ArnNotLike', '*', YES],
    ['StringEqualsIfExists', 'bob', YES],
    ['StringNotEqualsIfExists', 'bob', YES],
    ['NumericLessThanIfExists', 10, YES],
    ['BoolIfExists', 'true', YES],
    ['IpAddressIfExists', '203.0.113.0/24', YES],
    ['ForAllValues:StringEquals', 'bob', YES],
    ['ForAllValues:StringNotEquals', 'bob', YES],
    ['ForAnyValue:StringEquals', 'bob', NO],
    ['ForAnyValue:StringNotEquals', 'bob', NO],
    ['ForAnyValue:StringEqualsIfExists', 'bob', YES],
    ['Null', 'true', YES],
    ['Null', true, YES],
    ['Null', 'false', NO],
    ['Null', ['true', 'false'], YES],
  ])('%s %j: %s', (operator, value, expected) => {
    expect(holds(operator, value, undefined)).toBe(expected);
    expect(holds(operator, value, [])).toBe(expected);
  });
});

describe('with its key', () => {
  test.each<[string, Value, ContextValues[string], boolean]>([
    ['StringEqualsIfExists', 'bob', 'bob', YES],
    ['StringEqualsIfExists', 'bob', 'alice', NO],
    ['StringNotEqualsIfExists', 'bob', 'bob', NO],
    ['NumericLessThanIfExists', 10, 11, NO],
    ['ForAllValues:StringEqualsIfExists', ['a', 'b'], ['a', 'c'], NO],
    ['Null', 'true', 'x', NO],
    ['Null', 'false', 'x', YES],
    ['Null', 'false', '', YES],
  ])('%s %j against %j: %s', (operator, value, actual, expected) => {
    expect(holds(operator, value, actual)).toBe(expected);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
describe('a set operator', () => {
  test.each<[string, Value, string[], boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], YES],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], YES],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], NO],
    ['ForAllValues:StringEquals', ['a'], [''], YES],
    ['ForAllValues:StringLike', ['a*'], ['a1', 'a2'], YES],
    ['ForAllValues:StringLike', ['a*'], ['a1', 'b2'], NO],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], YES],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['a', 'c'], NO],
    ['ForAllValues:NumericLessThan', 10, ['1', '9'], YES],
    ['ForAllValues:NumericLessThan', 10, ['1', '19'], NO],
    ['ForAllValues:ArnLike', 'arn:aws:iam::1:*', ['arn:aws:iam::1:role/a', 'arn:aws:iam::1:user/b'], YES],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['a', 'c'], YES],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], NO],
    ['ForAnyValue:StringEquals', '', [''], NO],
    ['ForAnyValue:StringLike', 'a*', ['b', 'a1'], YES],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], YES],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], NO],
    ['StringEquals', 'a', ['a', 'b'], YES],
    ['StringNotEquals', 'a', ['a', 'b'], NO],
    ['StringNotEquals', 'a', ['b', 'c'], YES],
  ])('%s %j against %j: %s', (operator, value, actual, expected) => {
    expect(holds(operator, value, actual)).toBe(expected);
  });
});

describe('several conditions', () => {
  const Condition = {
    StringEquals: { 'aws:username': ['bob', 'alice'], 's3:prefix': 'home/' },
    Bool: { 'aws:SecureTransport': 'true' },
  };
  const identity = allow('s3:GetObject', { Condition });
  const good = { 'aws:username': 'bob', 's3:prefix': 'home/', 'aws:SecureTransport': 'true' };
  test.each<[string, ContextValues, string]>([
    ['all hold', good, 'allowed'],
    ['one key of an operator fails', { ...good, 's3:prefix': 'away/' }, 'denied'],
    ['one operator fails', { ...good, 'aws:SecureTransport': 'false' }, 'denied'],
    [
      'names in other case',
      { 'AWS:UserName': 'bob', 'S3:PREFIX': 'home/', 'aws:securetransport': true },
      'allowed',
    ],
    ['a value under either spelling', { ...good, 'aws:username': 'x', 'aws:UserName': 'alice' }, 'allowed'],
  ])('%s', (_, context, expected) => {
    expect(decide({ identity }, { context }).decision).toBe(expected);
  });

  test('none at all always hold', () => {
    expect(decide({ identity: allow('s3:GetObject', { Condition: {} }) }).decision).toBe('allowed');
  });
});
