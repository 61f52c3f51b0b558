import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../../../connector/permissions/index.ts';
import { attempt } from '../attempt.ts';
import { calls, needsSignature } from './calls.ts';
import { PARTIES, gather, givenTo, type Parties } from './parties.ts';
import { bucketPolicy, identityPolicy } from './policies.ts';

/** How many pairs of policies and calls are tried, and from which seed they are made. */
const PAIRS = Number(process.env.PERMISSION_PAIRS ?? 2000);
const SEED = Number(process.env.PERMISSION_SEED ?? 1);
const CALLS_EACH = 8;

let parties: Parties;
beforeAll(async () => {
  parties = await gather();
});
afterAll(() => parties.close());

it(`agrees with the sandbox about ${PAIRS} pairs of policies and calls`, { timeout: 600_000 }, async () => {
  const seen = { allowed: 0, denied: 0, unknown: 0 };
  const round = fc.record({
    party: fc.constantFrom(...PARTIES),
    identity: identityPolicy,
    bucket: fc.option(bucketPolicy, { nil: undefined }),
    session: fc.option(identityPolicy, { nil: undefined }),
    made: fc.array(calls(parties), { minLength: CALLS_EACH, maxLength: CALLS_EACH }),
  });
  const property = fc.asyncProperty(round, async ({ party, made, ...policies }) => {
    const connection = await parties.enact(party, policies);
    const possible = made.filter((call) => party !== 'anonymous' || !needsSignature(call));
    const compared = possible.map(async ({ operation, input }) => {
      const foreseen = check({ operation, input, ...givenTo(party, policies) });
      seen[foreseen.decision] += 1;
      const outcome = await attempt(operation, { reason: '', input }, connection, parties.world);
      const decision = outcome.result === 'denied' ? 'denied' : 'allowed';
      const agreed = foreseen.decision === 'unknown' || foreseen.decision === decision;
      return agreed ? [] : [{ operation, input, decision, foreseen, outcome }];
    });
    expect((await Promise.all(compared)).flat()).toEqual([]);
  });
  await fc.assert(property, { numRuns: Math.ceil(PAIRS / CALLS_EACH), seed: SEED });
  const total = seen.allowed + seen.denied + seen.unknown;
  expect(seen.allowed / total).toBeGreaterThan(0.15);
  expect(seen.denied / total).toBeGreaterThan(0.15);
  expect(seen.unknown / total).toBeLessThan(0.2);
});
