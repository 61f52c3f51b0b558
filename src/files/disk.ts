import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { fail } from '../catalogue.ts';
import { ConnectorError } from '../errors.ts';
import type { MeterOptions } from './meter.ts';
import { passage } from './passage.ts';
import type { OpenFile } from './store.ts';

/**
 * Writes a stream to a new file that only its owner may read, and makes its directory; returns the bytes written.
 * When anything fails, the stream is closed, the error is one of the catalogue's, and the file is to be discarded.
 */
export async function writeNewFile(
  content: Readable,
  path: string,
  limits: MeterOptions,
  signal?: AbortSignal,
): Promise<number> {
  let bytes = 0;
  const source = passage(content, { ...limits, onProgress: (soFar) => (bytes = soFar) }, signal);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'wx', 0o600);
    await pipeline(source, handle.createWriteStream());
    return bytes;
  } catch (error) {
    source.destroy();
    throw storeFailure(limits.name, error);
  }
}

/** Opens a file on disk; its stream must give as many bytes as the file has now. */
export async function readFileFrom(path: string, name: string, signal?: AbortSignal): Promise<OpenFile> {
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  const expectedBytes = await sizeOf(handle, name);
  const stream = passage(handle.createReadStream(), { name, expectedBytes }, signal);
  return { stream, size: expectedBytes };
}

/** Removes a file if it is there. A failure here would only hide the one that made the file useless. */
export async function discard(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {});
}

/** The error for a file that cannot be opened, most often because it is gone. */
export function unreadable(name: string, error?: unknown): ConnectorError {
  const { code = 'ENOENT' } = (error ?? {}) as NodeJS.ErrnoException;
  const reason = code === 'ENOENT' ? 'it is not there.' : `it cannot be opened (${code}).`;
  return fail('file_unreadable', { name, reason }, { cause: error });
}

/** The error for a directory that does not take files (full, read-only); a catalogue's error stays what it is. */
export function storeFailure(name: string, error: unknown): ConnectorError {
  if (ConnectorError.is(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return fail('file_store_failed', { name, reason }, { cause: error });
}

/** Left out for what has no size of its own, such as a pipe. */
async function sizeOf(handle: FileHandle, name: string): Promise<number | undefined> {
  const facts = await handle.stat();
  if (!facts.isDirectory()) return facts.isFile() ? facts.size : undefined;
  await handle.close();
  throw unreadable(name, { code: 'EISDIR' });
}
