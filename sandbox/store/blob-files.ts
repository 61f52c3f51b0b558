import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Blob } from './types.ts';

/** What is read at once: larger pieces cost less time per byte. */
const READ_BYTES = 256 * 1024;

/** Writes a file that is complete or absent, whatever happens meanwhile: temporary name, fsync, rename. */
export async function writeFileAtomically(
  path: string,
  content: AsyncIterable<Uint8Array> | string,
): Promise<number> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const size = await writeAndSync(temporary, content);
    await rename(temporary, path);
    return size;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeAndSync(path: string, content: AsyncIterable<Uint8Array> | string): Promise<number> {
  const file = await create(path);
  try {
    let size = 0;
    for await (const chunk of typeof content === 'string' ? [Buffer.from(content)] : content) {
      await file.writeFile(chunk);
      size += chunk.length;
    }
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

/** Makes the directory only where it is missing, which it seldom is. */
async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'wx');
  }
}

/** Content in files of random names, two levels deep. */
export class BlobFiles {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async write(content: AsyncIterable<Uint8Array>): Promise<Blob> {
    const id = randomUUID();
    return { id, size: await writeFileAtomically(this.#path(id), content) };
  }

  async read(id: string, start: number, end: number): Promise<Readable> {
    const file = await open(this.#path(id), 'r');
    return file.createReadStream({ start, end, highWaterMark: READ_BYTES });
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  /** Removes every file but those named: content whose record was never written, and temporary files. */
  async removeOthers(used: ReadonlySet<string>): Promise<void> {
    const entries = await readdir(this.directory, { withFileTypes: true, recursive: true }).catch(() => []);
    const orphans = entries.filter((entry) => entry.isFile() && !used.has(entry.name));
    await Promise.all(orphans.map((entry) => rm(join(entry.parentPath, entry.name), { force: true })));
  }

  #path(id: string): string {
    return join(this.directory, id.slice(0, 2), id);
  }
}
