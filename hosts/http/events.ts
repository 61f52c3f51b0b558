import type { Request, Response } from 'express';
import type { StageEvent } from '../../connector/index.ts';
import { asConnectorError } from './answer-errors.ts';
import { requestOf } from './watch/facts.ts';

/** More often than this nobody can watch progress, in milliseconds. */
const PROGRESS_INTERVAL = 100;
/** A silent stream is taken for dead by proxies, in milliseconds. */
const HEARTBEAT_INTERVAL = 15_000;

/** How a run may be watched: see `RunOptions` of the connector. */
export interface Watcher {
  onStage(event: StageEvent): void;
  onProgress(bytes: number, total?: number): void;
}

/** Whether the client asked for server-sent events. */
export const wantsEvents = (request: Request): boolean =>
  request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream';

/**
 * Answers a run as server-sent events: `stage` and `progress` while it goes, then `result` with `{output}` or
 * `error` with `{error}`. The status is 200 whatever the outcome: it is sent before the outcome is known.
 */
export async function answerWithEvents(
  response: Response,
  run: (watcher: Watcher) => Promise<object>,
): Promise<void> {
  // Proxies (nginx) would otherwise collect events before they pass them on.
  response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }).flushHeaders();
  const send = (event: string, data: object) => {
    if (!response.destroyed) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const heartbeat = setInterval(() => response.write(': running\n\n'), HEARTBEAT_INTERVAL);
  const progress = sparsely((bytes, total) => send('progress', { bytes, total }));
  try {
    const output = await run({
      onStage: (event) => send('stage', rounded(event)),
      onProgress: progress.report,
    });
    progress.flush();
    send('result', { output });
  } catch (error) {
    const explained = asConnectorError(error as Error);
    requestOf(response).code = explained.code;
    send('error', { error: explained });
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

/** To microseconds: what the clock gives beyond them is noise. */
const rounded = ({ duration_ms, ...event }: StageEvent): StageEvent =>
  duration_ms === undefined ? event : { ...event, duration_ms: Math.round(duration_ms * 1000) / 1000 };

type Report = (bytes: number, total?: number) => void;

/** Passes on a report now and then; `flush` passes on the last one. */
function sparsely(report: Report): { report: Report; flush(): void } {
  let last = -Infinity;
  let waiting: Parameters<Report> | undefined;
  const flush = () => {
    if (waiting) report(...waiting);
    waiting = undefined;
  };
  return {
    flush,
    report: (...figures) => {
      waiting = figures;
      if (performance.now() - last < PROGRESS_INTERVAL) return;
      last = performance.now();
      flush();
    },
  };
}
