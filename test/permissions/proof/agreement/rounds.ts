import * as fc from 'fast-check';
import { check } from '../../../../connector/permissions/index.ts';
import { attempt } from '../attempt.ts';
import { calls, needsSignature, type Call } from './calls.ts';
import { acceptance, type Limit } from './limits.ts';
import type { Enacted, Parties, Party } from './parties.ts';
import { policiesOf } from './policies.ts';

/** How many calls are made under the same policies. */
export const CALLS_EACH = 8;

/** Somebody, the policies in force, and the calls that are made. */
export interface Round extends Enacted {
  party: Party;
  made: readonly Call[];
}

/** Random rounds of what lies within the limits; with one that is to be shown, only of what shows it. */
export function roundsOf(parties: Parties, limits: readonly Limit[], shown?: Limit): fc.Arbitrary<Round> {
  const accepts = acceptance(limits, shown);
  const { identity, bucket } = policiesOf(accepts, shown === undefined ? 4 : 1);
  const made = fc.array(calls(parties).filter(accepts.call), {
    minLength: CALLS_EACH,
    maxLength: CALLS_EACH,
  });
  return fc.record({
    party: fc.constantFrom(...parties.names),
    identity,
    bucket: fc.option(bucket, { nil: undefined }),
    session: fc.option(identity, { nil: undefined }),
    made,
  });
}

/** Counts the answers that were foreseen. */
export type Seen = Record<'allowed' | 'denied' | 'unknown', number>;

/** Makes the calls of a round, and returns those about which server and check disagree. */
export async function disagreements(
  { party, made, ...policies }: Round,
  parties: Parties,
  seen: Seen,
): Promise<object[]> {
  const connection = await parties.enact(party, policies);
  const possible = made.filter((call) => party !== 'anonymous' || !needsSignature(call));
  const compared = possible.map(async ({ operation, input, because_of_data: include }) => {
    const foreseen = check({ operation, input, include, ...parties.givenTo(party, policies) });
    seen[foreseen.decision] += 1;
    const outcome = await attempt(operation, { reason: '', input }, connection, parties.world);
    const decision = outcome.result === 'denied' ? 'denied' : 'allowed';
    const agreed = foreseen.decision === 'unknown' || foreseen.decision === decision;
    return agreed ? [] : [{ operation, input, decision, foreseen, outcome }];
  });
  return (await Promise.all(compared)).flat();
}
