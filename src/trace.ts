import type { StageName } from './errors.ts';

/** Told when a stage starts and when it ends; durations are in milliseconds. */
export interface StageEvent {
  stage: StageName;
  status: 'started' | 'done' | 'failed';
  duration_ms?: number;
}

export type OnStage = (event: StageEvent) => void;

/** Follows one run through its stages, for whoever watches. */
export interface Trace {
  /** The stage that runs, or ran last. */
  readonly stage: StageName;
  /** Ends the stage before, if any, and starts this one. */
  enter(stage: StageName): void;
  end(status: 'done' | 'failed'): void;
}

export function createTrace(onStage?: OnStage): Trace {
  let stage: StageName = 'resolve_auth';
  let started: number | undefined;
  const tell = (event: StageEvent) => {
    try {
      onStage?.(event);
    } catch {
      // An observer that throws is the host's mistake; it must not fail a run that may have written something.
    }
  };
  const end = (status: 'done' | 'failed') => {
    if (started !== undefined) tell({ stage, status, duration_ms: performance.now() - started });
    started = undefined;
  };
  return {
    get stage() {
      return stage;
    },
    enter(next) {
      end('done');
      stage = next;
      if (!onStage) return;
      started = performance.now();
      tell({ stage, status: 'started' });
    },
    end,
  };
}
