/** How often the parent is looked at, in milliseconds: soon enough for a port to be free when it is wanted again. */
const INTERVAL = 250;
/** Who started us, as it was at the start: once a server has said that it is there, it may be gone already. */
const PARENT = process.ppid;

/**
 * Sends this process SIGTERM once the npm or npx that started it is gone. npm passes a signal on to the shell between
 * us only, and the shell dies of it without a word to its child: without this, ending it would leave a server running.
 */
export function endWithParent(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL);
  watch.unref();
}
