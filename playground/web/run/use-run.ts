import { useCallback, useRef, useState } from 'react';
import { factsOf } from '../api/failure.ts';
import { runOperation } from '../api/operations.ts';
import type { ErrorFacts, StageEvent, StageName, Values } from '../api/types.ts';

export interface RunState {
  status: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  stages: Partial<Record<StageName, StageEvent>>;
  progress?: { bytes: number; total?: number };
  output?: Values;
  error?: ErrorFacts;
  /** From pressing the button to the result, in milliseconds. */
  duration?: number;
  /** What was run. */
  input?: Values;
}

const IDLE: RunState = { status: 'idle', stages: {} };

/** One run at a time, followed through its stages. */
export function useRun(operation: string, connection: string) {
  const [state, setState] = useState<RunState>(IDLE);
  const running = useRef<AbortController>(null);

  const start = useCallback(
    async (input: Values): Promise<RunState> => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const started = performance.now();
      let stages: RunState['stages'] = {};
      setState({ status: 'running', stages, input });
      const show = (more: Partial<RunState>) => {
        if (running.current === controller) setState((before) => ({ ...before, ...more }));
      };
      const ended = await runOperation(operation, connection, input, {
        signal: controller.signal,
        onStage: (event) => show({ stages: (stages = { ...stages, [event.stage]: event }) }),
        onProgress: (progress) => show({ progress }),
      }).then(
        (output) => ({ status: 'done' as const, output }),
        (error: unknown) =>
          controller.signal.aborted
            ? { status: 'cancelled' as const }
            : { status: 'failed' as const, error: factsOf(error) },
      );
      const outcome = { ...ended, duration: performance.now() - started };
      show(outcome);
      return { stages, input, ...outcome };
    },
    [operation, connection],
  );

  const cancel = useCallback(() => running.current?.abort(), []);
  const clear = useCallback(() => setState(IDLE), []);
  return { state, start, cancel, clear };
}
