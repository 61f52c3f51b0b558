import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { outsideServer } from '../../../fixtures/outside-server.ts';
import { gatherAtGateway } from './gateway-parties.ts';
import { LIMITS } from './limits.ts';
import { gather, type Parties } from './parties.ts';
import { CALLS_EACH, disagreements, roundsOf } from './rounds.ts';

/** How many pairs of policies and calls are tried, and from which seed they are made. */
const PAIRS = Number(process.env.PERMISSION_PAIRS ?? 2000);
const SEED = Number(process.env.PERMISSION_SEED ?? 1);

const outside = outsideServer();

let parties: Parties;
beforeAll(async () => {
  parties = await (outside === undefined ? gather() : gatherAtGateway(outside));
});
afterAll(() => parties.close());

it('agrees with the server about random pairs of policies and calls', { timeout: 600_000 }, async () => {
  const seen = { allowed: 0, denied: 0, unknown: 0 };
  const property = fc.asyncProperty(roundsOf(parties, LIMITS), async (round) => {
    expect(await disagreements(round, parties, seen)).toEqual([]);
  });
  await fc.assert(property, { numRuns: Math.ceil(PAIRS / CALLS_EACH), seed: SEED });
  const total = seen.allowed + seen.denied + seen.unknown;
  expect(seen.allowed / total).toBeGreaterThan(0.15);
  expect(seen.denied / total).toBeGreaterThan(0.15);
  expect(seen.unknown / total).toBeLessThan(0.2);
});

// What is left out without need would be proved by nobody.
it.each(LIMITS)('does not agree about what is left out: $of $pattern', async (limit) => {
  const seen = { allowed: 0, denied: 0, unknown: 0 };
  const property = fc.asyncProperty(
    roundsOf(parties, LIMITS, limit),
    async (round) => (await disagreements(round, parties, seen)).length === 0,
  );
  const { failed } = await fc.check(property, { numRuns: 300, seed: SEED, endOnFailure: true });
  expect(failed).toBe(true);
});
