import type { StageName } from './errors.ts';

/** Told when a stage starts and when it ends; durations are in milliseconds. */
export interface StageEvent {
  stage: StageName;
  status: 'started' | 'done' | 'failed';
  duration_ms?: number;
  /** What there is to say about a stage that is done, such as what could not be decided. */
  notes?: readonly string[];
}

export type OnStage = (event: StageEvent) => void;

/** Follows one run through its stages, for whoever watches. */
export interface Trace {
  /** The stage that runs, or ran last. */
  readonly stage: StageName;
  /** What the stages so far had to say. */
  readonly notes: readonly string[];
  /** Adds to what this stage has to say. */
  note(notes: readonly string[]): void;
  /** Ends the stage before, if any, and starts this one. */
  enter(stage: StageName): void;
  end(status: 'done' | 'failed'): void;
}

export function createTrace(onStage?: OnStage): Trace {
  let stage: StageName = 'resolve_auth';
  let started: number | undefined;
  let notes: readonly string[] = [];
  let told = 0;
  const tell = (event: StageEvent) => {
    try {
      onStage?.(event);
    } catch {
      // An observer that throws is the host's mistake; it must not fail a run that may have written something.
    }
  };
  const end = (status: 'done' | 'failed') => {
    if (started !== undefined) {
      const own = notes.slice(told);
      tell({
        stage,
        status,
        duration_ms: performance.now() - started,
        ...(own.length > 0 ? { notes: own } : {}),
      });
    }
    started = undefined;
    told = notes.length;
  };
  return {
    get stage() {
      return stage;
    },
    get notes() {
      return notes;
    },
    note(more) {
      if (more.length > 0) notes = [...notes, ...more];
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
