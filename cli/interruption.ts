import { endWithParent } from './end-with-parent.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Aborts at the first Ctrl-C (or SIGTERM), so that the run can clean up; the second one ends the process. */
export function abortOnInterruption(): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  SIGNALS.forEach((name) => process.once(name, abort));
  const release = () => SIGNALS.forEach((name) => process.removeListener(name, abort));
  return { signal: controller.signal, release };
}

/** Waits for Ctrl-C, SIGTERM or the end of the npx that started it: the life of a server that was started by hand. */
export async function interruption(): Promise<void> {
  endWithParent();
  const { signal, release } = abortOnInterruption();
  // A pending promise alone does not keep a process alive; whoever waits here has a server that does.
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  release();
}
