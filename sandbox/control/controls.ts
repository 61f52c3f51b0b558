import { randomUUID } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import type { Surroundings } from '../context.ts';
import { advance } from '../lifecycle/advance.ts';
import { DAY_MILLISECONDS } from '../lifecycle/due.ts';
import { runLifecycles } from '../lifecycle/run.ts';
import type { ClockMove, SandboxControls } from './interface.ts';

const MAXIMUM_MOVE_MILLISECONDS = 100 * 366 * DAY_MILLISECONDS;

/** What a test may do to a sandbox; `seed` makes what was there at the start. */
export function createControls(
  surroundings: Surroundings,
  clock: SandboxClock,
  seed: () => Promise<void>,
): SandboxControls {
  const { store, faults, events } = surroundings;
  return {
    now: clock.now,
    advanceClock: async (by) => {
      await advance(surroundings, clock, target(clock.now(), by));
      return clock.now();
    },
    skewClock: (seconds) => {
      if (!(Math.abs(seconds) * 1000 <= MAXIMUM_MOVE_MILLISECONDS)) {
        throw new RangeError('The clock can be off by no more than 100 years');
      }
      clock.skew = seconds * 1000;
    },
    runLifecycle: () => runLifecycles(surroundings, clock.now()),
    eventsSent: () => events.settled(),
    addFault: (rule) => faults.add(rule),
    removeFault: (id) => faults.remove(id),
    clearFaults: () => faults.clear(),
    listFaults: () => faults.list(),
    snapshot: async () => {
      const id = randomUUID();
      store.takeSnapshot(id);
      return id;
    },
    restore: async (id) => {
      if (!(await store.restoreSnapshot(id))) throw new RangeError(`There is no snapshot ${id}`);
    },
    dropSnapshot: (id) => store.dropSnapshot(id),
    listSnapshots: () => store.snapshots,
    reset: async () => {
      clock.reset();
      faults.reset();
      surroundings.identities.reset();
      await store.clear();
      await seed();
    },
  };
}

function target(now: Date, { days = 0, hours = 0, minutes = 0, seconds = 0, to = now }: ClockMove): Date {
  const ahead = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  const time = to.getTime() + ahead * 1000 - now.getTime();
  if (time >= 0 && time <= MAXIMUM_MOVE_MILLISECONDS) return new Date(now.getTime() + time);
  throw new RangeError('The clock moves on, not back, and by no more than 100 years');
}
