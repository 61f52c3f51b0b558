import { expect, test } from 'vitest';
import { UNKNOWN, requestContext } from '../../src/permissions/index.ts';

test('a key is present, absent or unknown', () => {
  const context = requestContext({
    'aws:a': 'x',
    'aws:b': ['y', 1],
    'aws:c': [],
    'aws:d': undefined,
    'aws:e': UNKNOWN,
  });
  const keys = ['AWS:A', 'aws:b', 'aws:c', 'aws:d', 'aws:e', 'aws:f'];
  expect(keys.map((key) => context.get(key))).toEqual([
    ['x'],
    ['y', '1'],
    undefined,
    undefined,
    UNKNOWN,
    undefined,
  ]);
});

test('what is not listed may be unknown; what is listed as absent is not', () => {
  const context = requestContext({ 'aws:a': undefined }, { others: 'unknown' });
  expect([context.get('aws:a'), context.get('aws:b')]).toEqual([undefined, UNKNOWN]);
});
