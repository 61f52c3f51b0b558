import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';

import { ConnectorError, type FileObject, type FileStore } from '../connector/index.ts';
import { createMeter, fail } from '../src/index.ts';
import { reasonOf, refuse } from './errors.ts';

/** A path is valid for as long as the file is there; a file object must name a moment. */
const LIFETIME_SECONDS = 365 * 24 * 3600;

type Save = FileStore['save'];

/** A file store that writes the one file of a run to a place that the person chose; `-` is standard output. */
export async function createSaveStore(place: string): Promise<{ save: Save }> {
  if (place === '-') return { save: saveWith('/dev/stdout', toStandardOutput) };
  const { path, replaceable } = await targetOf(place);
  const write = replaceable ? replaceWith(path) : writeInto(path);
  return { save: saveWith(path, write) };
}

type Write = (content: Readable, meter: Transform, signal?: AbortSignal) => Promise<void>;

function saveWith(path: string, write: Write): Save {
  return async (content, { name, mime_type, size }, signal) => {
    try {
      await write(content, createMeter({ name, expectedBytes: size }), signal);
    } catch (error) {
      if (ConnectorError.is(error) || signal?.aborted) throw error;
      throw fail('file_store_failed', { name, reason: reasonOf(error) }, { cause: error });
    }
    const expires = Math.floor(Date.now() / 1000) + LIFETIME_SECONDS;
    return { name, url: pathToFileURL(path).href, mime_type, expires } satisfies FileObject;
  };
}

/** The bytes go to a file beside the target, which takes its place only when it is whole. */
function replaceWith(path: string): Write {
  return async (content, meter, signal) => {
    const part = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
    try {
      await pipeline(content, meter, createWriteStream(part, { flags: 'wx' }), { signal });
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  };
}

/** A device or a pipe is written to, and must not be replaced. */
const writeInto =
  (path: string): Write =>
  (content, meter, signal) =>
    pipeline(content, meter, createWriteStream(path, { flags: 'w' }), { signal });

const toStandardOutput: Write = (content, meter, signal) =>
  pipeline(content, meter, process.stdout, { signal, end: false });

/** Where to write: the file itself where the path is a link. Refused before the run when it cannot be a file. */
async function targetOf(place: string): Promise<{ path: string; replaceable: boolean }> {
  const refused = (reason: string) =>
    refuse('argument_unusable', {
      source: `The file "${place}" of --save`,
      reason,
      fix: 'Give --save the path of a file in a directory that exists, or - for standard output.',
    });
  const path = await realpath(place).catch(() => resolve(place));
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() || place.endsWith('/')) throw refused('it is a directory.');
  const parent = await stat(dirname(path)).catch((error: unknown) => {
    throw refused(`of its directory, ${reasonOf(error)}`);
  });
  if (!parent.isDirectory()) throw refused('the directory it should be in is a file.');
  return { path, replaceable: found === undefined || found.isFile() };
}
