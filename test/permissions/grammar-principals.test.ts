import { describe, expect, test } from 'vitest';
import { bare, good, policy, problemsOf, withPrincipal } from './documents.ts';

describe('a principal that cannot be', () => {
  test.each<[string, unknown, string]>([
    ['missing', undefined, 'Statement[0]: Principal is missing.'],
    ['a text', 'arn:aws:iam::123456789012:root', 'Statement[0].Principal: It names nobody.'],
    ['an empty object', {}, 'Statement[0].Principal: It names nobody.'],
    [
      'an unknown type',
      { Aws: '*' },
      'Statement[0].Principal.Aws: "Aws" is no kind of principal. Did you mean "AWS"?',
    ],
    [
      'an inherited type',
      { toString: '*' },
      'Statement[0].Principal.toString: "toString" is no kind of principal.',
    ],
    ['an empty list', { AWS: [] }, 'Statement[0].Principal.AWS: The list is empty.'],
    ['an account that is a number', { AWS: 123456789012 }, 'Statement[0].Principal.AWS: It must be text.'],
    [
      'an account of eleven digits',
      { AWS: '12345678901' },
      'Statement[0].Principal.AWS: "12345678901" names no principal.',
    ],
    [
      'part of a name',
      { AWS: 'arn:aws:iam::123456789012:user/*' },
      'Statement[0].Principal.AWS: "arn:aws:iam::123456789012:user/*" names no principal.',
    ],
    [
      'all sessions',
      { AWS: 'arn:aws:sts::123456789012:assumed-role/a/*' },
      'Statement[0].Principal.AWS: "arn:aws:sts::123456789012:assumed-role/a/*" names no principal.',
    ],
    [
      'a group',
      { AWS: ['*', 'arn:aws:iam::123456789012:group/a'] },
      'Statement[0].Principal.AWS[1]: "arn:aws:iam::123456789012:group/a" names no principal.',
    ],
    ['all services', { Service: '*' }, 'Statement[0].Principal.Service: "*" names no principal.'],
    [
      'a canonical user of few digits',
      { CanonicalUser: 'abc' },
      'Statement[0].Principal.CanonicalUser: "abc" names no principal.',
    ],
    ['any federation', { Federated: '*' }, 'Statement[0].Principal.Federated: "*" names no principal.'],
  ])('%s', (_, principal, expected) => {
    expect(problemsOf(withPrincipal(principal), 'resource')).toEqual([expected]);
  });

  test('NotPrincipal is for Deny, in policies of resources', () => {
    const message = 'NotPrincipal: NotPrincipal is only for Deny, and not for trust policies.';
    const allows = policy({ ...good, NotPrincipal: { AWS: '*' } });
    expect(problemsOf(allows, 'resource')).toEqual([`Statement.${message}`]);
    const denies = policy({ ...bare(good), Effect: 'Deny', NotPrincipal: { AWS: '*' } });
    expect(problemsOf(denies, 'trust')).toEqual([`Statement.${message}`]);
    const both = policy({ ...good, Principal: '*', NotPrincipal: '*' });
    expect(problemsOf(both, 'resource')).toEqual(['Statement: It has both Principal and NotPrincipal.']);
  });
});

test('a trust policy has no resource', () => {
  const trust = policy({ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' });
  expect(problemsOf(trust, 'trust')).toEqual([]);
  expect(problemsOf(withPrincipal('*'), 'trust')).toEqual([
    'Statement[0]: A trust policy has no Resource: it is the role itself.',
  ]);
});
