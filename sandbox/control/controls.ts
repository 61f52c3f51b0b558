import { randomUUID } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import type { Surroundings } from '../context.ts';
import { advance } from '../lifecycle/advance.ts';
import { runLifecycles } from '../lifecycle/run.ts';
import type { ClockMove, SandboxControls } from './interface.ts';

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
      await store.clear();
      await seed();
    },
  };
}

function target(now: Date, { days = 0, hours = 0, minutes = 0, seconds = 0, to = now }: ClockMove): Date {
  const ahead = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return new Date(to.getTime() + ahead * 1000);
}
