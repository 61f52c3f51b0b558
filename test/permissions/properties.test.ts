import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNKNOWN, evaluate, trace, type ContextValues, type Requester } from '../../src/permissions/index.ts';
import { compilePattern, matchesPattern } from '../../src/permissions/matching/wildcard.ts';
import {
  ACCOUNT,
  BOB_ARN,
  OTHER,
  ROLE_ARN,
  SESSION_ARN,
  anonymous,
  bob,
  cloudfront,
  federated,
  policySet,
  requestOf,
  root,
  session,
  strangeSession,
  stranger,
  type Policies,
} from './support.ts';

/** The definition, with no thought of time. */
function naive(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text === '';
  const others = rest.join('');
  if (first === '*') return naive(others, text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && naive(others, text.slice(1));
}

const matches = (pattern: string, text: string) =>
  matchesPattern(compilePattern([{ text: pattern, wild: true }]), text);
const few = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength });

describe('wildcards', () => {
  test('match what the definition says', () => {
    fc.assert(
      fc.property(few('ab*?', 8), few('ab', 10), (pattern, text) => {
        expect(matches(pattern, text)).toBe(naive(pattern, text));
      }),
      { numRuns: 5000 },
    );
  });

  test('match a text made from the pattern', () => {
    const piece = fc.oneof(fc.constant('*'), fc.constant('?'), few('abc', 3));
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, few('abc*?', 4), few('abc', 1)), { maxLength: 8 }), (pieces) => {
        const pattern = pieces.map(([each]) => each).join('');
        const text = pieces.map(([each, many, one]) =>
          each === '*' ? many : each === '?' ? one || 'x' : each,
        );
        expect(matches(pattern, text.join(''))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('do not take for ever over a hostile pattern', () => {
    const text = 'a'.repeat(20_000);
    expect(matches(`${'*a'.repeat(2000)}*b`, text)).toBe(false);
    expect(matches(`${'*a?'.repeat(500)}*b`, text)).toBe(false);
  });
});

const requesters = [bob, root, session, federated, stranger, strangeSession, cloudfront, anonymous];
const requester = fc.constantFrom(...requesters);
const operators = [
  'StringEquals',
  'StringNotLikeIfExists',
  'ForAllValues:StringLike',
  'ForAnyValue:StringNotEquals',
  'Null',
];
const condition = fc
  .tuple(fc.constantFrom(...operators), fc.constantFrom('aws:a', 'aws:b'), fc.constantFrom('true', 'b'))
  .map(([operator, key, value]) => ({ [operator]: { [key]: operator === 'Null' ? 'true' : value } }));
const actions = fc.record({
  name: fc.constantFrom('Action', 'NotAction'),
  value: fc.constantFrom('*', 's3:*', 's3:Get*', 's3:PutObject'),
});
const resources = fc.record({
  name: fc.constantFrom('Resource', 'NotResource'),
  value: fc.constantFrom('*', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::x', 'arn:aws:s3:::bucket/${aws:a}'),
});
const names = fc.constantFrom('*', BOB_ARN, ROLE_ARN, SESSION_ARN, ACCOUNT, OTHER);

const statement = (Effect: 'Allow' | 'Deny') =>
  fc
    .tuple(actions, resources, fc.option(condition, { nil: undefined }))
    .map(([action, resource, Condition]) => ({
      Effect,
      [action.name]: action.value,
      [resource.name]: resource.value,
      Condition,
    }));
const anyStatement = fc.constantFrom('Allow' as const, 'Deny' as const).chain(statement);
const named = (given: fc.Arbitrary<object>) =>
  fc.tuple(given, names).map(([each, AWS]) => ({ ...each, Principal: { AWS } }));
const some = <Item>(item: fc.Arbitrary<Item>) =>
  fc.option(fc.array(item, { minLength: 1, maxLength: 3 }), { nil: undefined });
const policies: fc.Arbitrary<Policies> = fc.record({
  identity: some(anyStatement),
  resource: some(named(anyStatement)),
  boundary: some(anyStatement),
  session: some(anyStatement),
  control: fc.option(fc.array(fc.array(anyStatement, { minLength: 1, maxLength: 2 }), { maxLength: 2 }), {
    nil: undefined,
  }),
});
const state = fc.constantFrom<ContextValues[string]>(undefined, UNKNOWN, 'true', 'b', ['b', 'c']);
interface Asked {
  requester: Requester;
  action: string;
  resource: string;
  context: ContextValues;
}
const request = fc
  .tuple(
    requester,
    fc.constantFrom('s3:GetObject', 's3:PutObject'),
    fc.constantFrom('bucket/b', 'x'),
    state,
    state,
  )
  .map(([who, action, name, a, b]): Asked => ({
    requester: who,
    action,
    resource: `arn:aws:s3:::${name}`,
    context: { 'aws:a': a, 'aws:b': b },
  }));

const decision = (given: Policies, asked: Asked) => evaluate(requestOf(asked), policySet(given)).decision;
const RANK = { denied: 0, unknown: 1, allowed: 2 };
const runs = { numRuns: 1500 };

/** The same policies with a statement more in one of them. */
function withMore(
  given: Policies,
  kind: 'identity' | 'resource' | 'boundary' | 'session',
  more: object,
): Policies {
  return { ...given, [kind]: [...((given[kind] as object[] | undefined) ?? []), more] };
}

describe('decisions', () => {
  test('another Deny never allows more', () => {
    const kinds = fc.constantFrom('identity' as const, 'boundary' as const, 'session' as const);
    fc.assert(
      fc.property(policies, request, kinds, statement('Deny'), (given, asked, kind, more) => {
        const after = RANK[decision(withMore(given, kind, more), asked)];
        expect(after).toBeLessThanOrEqual(RANK[decision(given, asked)]);
      }),
      runs,
    );
  });

  test('another Deny of the resource never allows more', () => {
    fc.assert(
      fc.property(policies, request, named(statement('Deny')), (given, asked, more) => {
        const after = RANK[decision(withMore(given, 'resource', more), asked)];
        expect(after).toBeLessThanOrEqual(RANK[decision(given, asked)]);
      }),
      runs,
    );
  });

  test('another Allow never allows less, where there is a policy already', () => {
    const kinds = fc.constantFrom('identity' as const, 'boundary' as const, 'session' as const);
    fc.assert(
      fc.property(policies, request, kinds, statement('Allow'), (given, asked, kind, more) => {
        fc.pre(given[kind] !== undefined || kind === 'identity');
        const after = RANK[decision(withMore(given, kind, more), asked)];
        expect(after).toBeGreaterThanOrEqual(RANK[decision(given, asked)]);
      }),
      runs,
    );
  });

  test('the order of statements does not matter', () => {
    const reversed = (list: Policies['identity']) => (Array.isArray(list) ? list.toReversed() : list);
    fc.assert(
      fc.property(policies, request, ({ control, ...given }, asked) => {
        const turned = Object.fromEntries(
          Object.entries(given).map(([kind, list]) => [kind, reversed(list)]),
        );
        const levels = control?.map(reversed).toReversed() as Policies['control'];
        expect(decision({ ...turned, control: levels }, asked)).toBe(decision({ ...given, control }, asked));
      }),
      runs,
    );
  });

  test('what is decided without a key stays so, whatever the key turns out to be', () => {
    const known = fc.constantFrom<ContextValues[string]>(undefined, 'true', 'b', ['b', 'c']);
    fc.assert(
      fc.property(policies, request, known, (given, asked, value) => {
        const before = decision(given, { ...asked, context: { ...asked.context, 'aws:a': UNKNOWN } });
        const after = decision(given, { ...asked, context: { ...asked.context, 'aws:a': value } });
        if (before !== 'unknown') expect(after).toBe(before);
      }),
      { numRuns: 3000 },
    );
  });

  test('every answer explains itself', () => {
    fc.assert(
      fc.property(policies, request, (given, asked) => {
        const answer = evaluate(requestOf(asked), policySet(given));
        if (answer.reason === 'root_user') expect(asked.requester).toMatchObject({ kind: 'root' });
        else if (answer.reason === 'no_allow') expect(answer.missing.flat()).not.toEqual([]);
        else expect(answer.statement?.kind).toBe(answer.kind);
        expect(answer.unknownKeys.length > 0).toBe(answer.decision === 'unknown');
      }),
      runs,
    );
  });
});

describe('the stages of a decision', () => {
  const tracedTogether = (given: Policies, asked: Asked) => {
    const [question, set] = [requestOf(asked), policySet(given)];
    return { stages: trace(question, set), evaluation: evaluate(question, set) };
  };

  test('the first denies exactly where a statement does, and every stage names whom it means', () => {
    fc.assert(
      fc.property(policies, request, (given, asked) => {
        const { stages, evaluation } = tracedTogether(given, asked);
        expect(stages[0]?.outcome === 'denies').toBe(evaluation.reason === 'explicit_deny');
        const fitting = stages.filter(({ outcome }) => ['allows', 'denies', 'unknown'].includes(outcome));
        expect(fitting.every(({ statement }) => statement !== undefined)).toBe(true);
      }),
      runs,
    );
  });

  test('what decides is a stage: the statement that denies or allows, and each kind that is missing', () => {
    fc.assert(
      fc.property(policies, request, (given, asked) => {
        const { stages, evaluation } = tracedTogether(given, asked);
        const { decision, statement, missing } = evaluation;
        if (decision !== 'unknown' && statement !== undefined)
          expect(
            stages.some(({ outcome }) => outcome === (decision === 'denied' ? 'denies' : 'allows')),
          ).toBe(true);
        for (const kind of missing.flat()) {
          const stage = stages.find((one) => one.stage === kind);
          expect(['silent', 'absent', 'unknown', 'allows']).toContain(stage?.outcome);
        }
        const [alone] = missing.filter((kinds) => kinds.length === 1).flat();
        if (alone !== undefined)
          expect(['silent', 'absent']).toContain(stages.find(({ stage }) => stage === alone)?.outcome);
      }),
      runs,
    );
  });
});
