/** Shows how far a transfer is. */
interface Progress {
  report(bytes: number, total?: number): void;
  stop(): void;
}

/** What ends sooner needs no bar. */
const PATIENCE_MILLISECONDS = 500;

const none: Progress = { report: () => undefined, stop: () => undefined };

/** A bar on a terminal for a transfer that takes longer than half a second; nothing in a pipe. */
export async function createProgress(
  stream: NodeJS.WriteStream = process.stderr,
  patience = PATIENCE_MILLISECONDS,
): Promise<Progress> {
  if (!stream.isTTY) return none;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    stream,
    format,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  const begun = performance.now();
  return {
    report(bytes, total) {
      if (performance.now() - begun < patience) return;
      if (!bar.isActive) bar.start(total ?? 0, bytes);
      if (total !== undefined) bar.setTotal(total);
      bar.update(bytes);
    },
    stop: () => bar.stop(),
  };
}

/** `[======    ]  60 %  1.2 GB of 2 GB  12 s left`, or the bytes alone where the total is not known. */
function format(
  { barsize = 40, barCompleteString = '', barIncompleteString = '' }: FormatOptions,
  { value, total, progress, eta }: FormatState,
): string {
  if (total === 0) return `  ${inUnits(value)}`;
  const done = Math.round(Math.min(progress, 1) * barsize);
  const bar = barCompleteString.slice(0, done) + barIncompleteString.slice(0, barsize - done);
  const left = Number.isFinite(Number(eta)) ? `  ${eta} s left` : '';
  return `  ${bar}  ${Math.floor(progress * 100)} %  ${inUnits(value)} of ${inUnits(total)}${left}`;
}

type FormatOptions = { barsize?: number; barCompleteString?: string; barIncompleteString?: string };
type FormatState = { value: number; total: number; progress: number; eta: number | string };

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes for people: 1,500,000 is "1.5 MB". */
export function inUnits(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const rounded = (bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1);
  return `${rounded} ${UNITS[step]}`;
}
