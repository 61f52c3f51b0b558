import { describe, expect, it } from 'vitest';
import { allow } from './laboratory.ts';
import type { Laboratory, Request } from './laboratory.ts';

/** A call, and the actions it needs. */
export type Needs = readonly [name: string, request: Request, actions: readonly string[]];

const DENIALS = ['no identity-based policy', 'AccessDenied', '403'];

/** Each call is allowed by all of its actions, and by none of them less. */
export function describeNeeds(laboratory: Laboratory, needs: readonly Needs[]): void {
  const outcome = async (request: Request, actions: readonly string[]) => {
    await laboratory.enact('bob', { identity: [allow(['none:None', ...actions])] });
    return laboratory.outcome('bob', request);
  };

  describe.each(needs)('%s', (_name, request, actions) => {
    it(`is allowed by ${actions.join(', ')}`, async () => {
      // What comes after permission may fail: there is no such upload, no lock, no such configuration.
      expect(DENIALS).not.toContain(await outcome(request, actions));
    });

    it.each(actions)('and not without %s', async (missing) => {
      const others = actions.filter((action) => action !== missing);
      expect(DENIALS).toContain(await outcome(request, others));
    });
  });
}
