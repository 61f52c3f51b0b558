import type { Response } from 'express';
import { ConnectorError } from '../../connector/index.ts';
import { fail } from './errors.ts';
import type { HttpLimits } from './options.ts';

/** A run or an upload that has been let in. */
export interface Task {
  /** Aborts when the client has gone, the time is up, or the server stops. */
  signal: AbortSignal;
  /** Keeps the task's place until the work is done; says why it was broken off, if it was. */
  follow<Result>(work: Promise<Result>): Promise<Result>;
}

/** All that is under way, so that it can be limited, counted and ended. */
export interface Work {
  readonly running: number;
  /** Whether nothing new is taken any more. */
  readonly stopping: boolean;
  /**
   * Lets a task in; whoever calls follows the work at once.
   * @throws ConnectorError `server_busy`, `server_stopping`
   */
  begin(response: Response): Task;
  /** Takes nothing new, waits for what runs, and breaks it off once `grace` milliseconds have passed. */
  stop(grace: number): Promise<void>;
}

/** What is broken off may tidy up after itself for as long as this, in milliseconds. */
const TIDYING = 5000;

export function createWork(limits: Pick<HttpLimits, 'concurrentRuns' | 'runSeconds'>): Work {
  const running = new Map<AbortController, Promise<unknown>>();
  let stopping = false;

  const begin = (response: Response): Task => {
    if (stopping) throw fail('server_stopping');
    if (running.size >= limits.concurrentRuns) throw fail('server_busy', { limit: limits.concurrentRuns });
    const controller = new AbortController();
    const release = abortWhenOver(controller, response, limits.runSeconds);
    const end = () => {
      running.delete(controller);
      release();
    };
    const { signal } = controller;
    const follow: Task['follow'] = (work) => {
      const followed = work.catch((error: unknown) => Promise.reject(reasonFor(error, signal))).finally(end);
      running.set(controller, followed);
      return followed;
    };
    return { signal, follow };
  };

  const stop = async (grace: number) => {
    stopping = true;
    const ended = () => Promise.allSettled(running.values());
    await Promise.race([ended(), after(grace)]);
    for (const controller of running.keys()) controller.abort(fail('run_interrupted'));
    await Promise.race([ended(), after(TIDYING)]);
  };

  return {
    begin,
    stop,
    get running() {
      return running.size;
    },
    get stopping() {
      return stopping;
    },
  };
}

/** Aborts when the client has gone or the time is up; returns what calls that off. */
function abortWhenOver(controller: AbortController, response: Response, seconds: number): () => void {
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  if (!Number.isFinite(seconds)) return () => {};
  const timer = setTimeout(() => controller.abort(fail('deadline_exceeded')), seconds * 1000);
  return () => clearTimeout(timer);
}

/** A run that was broken off knows only that it was; the signal knows why. */
function reasonFor(error: unknown, { aborted, reason }: AbortSignal): unknown {
  if (!aborted || !ConnectorError.is(reason)) return error;
  const { stage, operation, details } = ConnectorError.is(error) ? error.toJSON() : {};
  return new ConnectorError({ ...reason.toJSON(), stage, operation, details });
}

/** Does not keep the process alive by itself. */
export const after = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds).unref());
