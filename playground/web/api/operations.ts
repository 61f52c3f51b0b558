import { get, post, postFor } from './client.ts';
import { eventsOf } from './events.ts';
import { Failure, UNREACHABLE } from './failure.ts';
import type { Choice, ErrorFacts, ManifestOperation, OperationSummary, StageEvent, Values } from './types.ts';

/** Who hears of a run while it goes. */
export interface Watcher {
  onStage?: (event: StageEvent) => void;
  onProgress?: (progress: { bytes: number; total?: number }) => void;
}

const pathOf = (name: string, action = '') => `operations/${encodeURIComponent(name)}${action}`;

export const listOperations = async (): Promise<OperationSummary[]> =>
  (await get<{ operations: OperationSummary[] }>('operations')).operations;

const described = new Map<string, Promise<ManifestOperation>>();

/** An operation with its schemas; asked for once. */
export function describeOperation(name: string): Promise<ManifestOperation> {
  const known = described.get(name);
  if (known) return known;
  const asked = get<ManifestOperation>(pathOf(name));
  described.set(name, asked);
  asked.catch(() => described.delete(name));
  return asked;
}

/**
 * Runs an operation and returns its output.
 * @throws Failure what went wrong, in the runtime's words
 */
export async function runOperation(
  name: string,
  connection: string,
  input: Values,
  { onStage, onProgress, signal }: Watcher & { signal?: AbortSignal } = {},
): Promise<Values> {
  const options = { headers: { Accept: 'text/event-stream' }, signal };
  const response = await postFor(pathOf(name, '/run'), { connection, input }, options);
  for await (const { event, data } of eventsOf(response.body as ReadableStream<Uint8Array<ArrayBuffer>>)) {
    if (event === 'result') return (data as { output: Values }).output;
    if (event === 'error') throw new Failure((data as { error: ErrorFacts }).error);
    if (event === 'stage') onStage?.(data as StageEvent);
    if (event === 'progress') onProgress?.(data as { bytes: number; total?: number });
  }
  signal?.throwIfAborted();
  throw new Failure(UNREACHABLE);
}

/** The runtime's judgement of an input: what would stop a run before S3, and what permissions it needs. */
export interface InputCheck {
  error?: ErrorFacts;
  needs?: Need[];
}

/** One action on one resource. */
export interface Need {
  action: string;
  resource: string;
  if_data?: string;
}

export const checkInput = (name: string, connection: string, input: Values, signal: AbortSignal) =>
  post<InputCheck>(pathOf(name, '/check'), { connection, input }, signal);

/** The choices for a member of an operation's form, as it is filled in so far. */
export const lookUp = async (
  name: string,
  connection: string,
  member: string,
  input: Values,
  signal?: AbortSignal,
): Promise<Choice[]> =>
  (await post<{ result: Choice[] }>(pathOf(name, '/lookup'), { connection, member, input }, signal)).result;

/** A file of this server. */
export interface FetchedFile {
  size: number;
  /** Left out: it is larger than was asked for. */
  blob?: Blob;
}

/** The bytes behind a file object of this server, if they are no more than `most`. */
export async function fetchFile(url: string, most: number, signal: AbortSignal): Promise<FetchedFile> {
  const { pathname, search } = new URL(url);
  const response = await fetch(pathname + search, { signal });
  const size = Number(response.headers.get('Content-Length'));
  if (size <= most) return { size, blob: await response.blob() };
  await response.body?.cancel();
  return { size };
}
