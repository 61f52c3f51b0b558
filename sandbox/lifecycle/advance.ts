import type { SandboxClock } from '../clock.ts';
import type { Surroundings } from '../context.ts';
import { DAY_MILLISECONDS } from './due.ts';
import { tellRestores } from './restores.ts';
import { hasLifecycles, runLifecycles } from './run.ts';

/**
 * Moves the clock on, and does on the way what happens with time: lifecycle rules at each midnight (UTC),
 * as S3 does once a day, and restored copies that come and go.
 */
export async function advance(surroundings: Surroundings, clock: SandboxClock, until: Date): Promise<void> {
  const from = clock.now();
  if (hasLifecycles(surroundings)) {
    for (let midnight = nextMidnight(from); midnight <= until; midnight = nextMidnight(midnight)) {
      clock.moveTo(midnight);
      await runLifecycles(surroundings, midnight);
    }
  }
  clock.moveTo(until);
  tellRestores(surroundings, from, until);
}

function nextMidnight(time: Date): Date {
  return new Date((Math.floor(time.getTime() / DAY_MILLISECONDS) + 1) * DAY_MILLISECONDS);
}
