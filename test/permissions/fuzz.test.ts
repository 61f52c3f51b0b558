import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConnectorError } from '../../src/index.ts';
import { evaluate, parsePolicy, type PolicyKind } from '../../src/permissions/index.ts';
import { requestOf } from './support.ts';

const kind = fc.constantFrom<PolicyKind>(
  'identity',
  'resource',
  'trust',
  'permissions_boundary',
  'session',
  'service_control',
);

/** A policy is read, or refused with reasons: nothing else happens. What is read can be asked. */
function survives(document: unknown, of: PolicyKind): void {
  try {
    const policy = parsePolicy(document, of);
    evaluate(
      requestOf(),
      of === 'resource' || of === 'trust'
        ? { resource: { name: 'r', policy } }
        : { identity: [{ name: 'i', policy }] },
    );
  } catch (error) {
    expect(ConnectorError.is(error), String(error)).toBe(true);
    expect((error as ConnectorError).details?.problems).not.toEqual([]);
  }
}

const name = fc.oneof(
  fc.constantFrom(
    'Version',
    'Id',
    'Statement',
    'Sid',
    'Effect',
    'Principal',
    'NotPrincipal',
    'Action',
    'NotAction',
  ),
  fc.constantFrom(
    'Resource',
    'NotResource',
    'Condition',
    'StringLike',
    'NumericEquals',
    'IpAddress',
    'Null',
    'AWS',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'aws:a', ''),
);
const text = fc.oneof(
  fc.constantFrom(
    '2012-10-17',
    'Allow',
    'Deny',
    '*',
    's3:*',
    'arn:aws:s3:::b/*',
    '${aws:a}',
    '${',
    'true',
    '1',
    '::1/0',
  ),
  fc.string({ maxLength: 12 }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constantFrom(null, true, 0, -1.5, undefined),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

test('any JSON', () => {
  fc.assert(fc.property(value, kind, survives), { numRuns: 3000 });
});

test('any text', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), kind, survives), { numRuns: 2000 });
});

test('a policy with something else in one place', () => {
  const good = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'a',
        Effect: 'Allow',
        Principal: { AWS: ['*'] },
        Action: ['s3:*'],
        Resource: ['*'],
        Condition: { StringLike: { 'aws:a': ['x'] } },
      },
    ],
  };
  const places = [...JSON.stringify(good).matchAll(/"[^"]+"(?!:)|\[[^\]]*\]|\{/g)].map(
    ({ index, 0: found }) => ({ index, found }),
  );
  const put = (place: (typeof places)[number], other: unknown) => {
    const json = JSON.stringify(good);
    return (
      json.slice(0, place.index) +
      (JSON.stringify(other) ?? 'null') +
      json.slice(place.index + place.found.length)
    );
  };
  fc.assert(
    fc.property(fc.constantFrom(...places), value, kind, (place, other, of) =>
      survives(put(place, other), of),
    ),
    { numRuns: 3000 },
  );
});

test('deep nesting', () => {
  survives(`${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'identity');
  survives(`{"Statement":${'{"Condition":'.repeat(5000)}1${'}'.repeat(5001)}`, 'identity');
});
