import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSaveStore } from '../../cli/save.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 's3c-save-'))));
afterEach(() => rm(folder, { recursive: true }));

const description = { name: 'a.txt', mime_type: 'text/plain' };

/** What the folder holds after saving over a file that is there. */
async function saveOver(content: Readable, size?: number, signal?: AbortSignal) {
  const path = join(folder, 'a.txt');
  await writeFile(path, 'before');
  const { save } = await createSaveStore(path);
  const error = await save(content, { ...description, size }, signal).then(
    () => undefined,
    (failure: unknown) => failure as Error & { code: string },
  );
  return { code: error?.code, files: await readdir(folder), content: await readFile(path, 'utf8') };
}

describe('a saved file', () => {
  test('takes the place of the one before', async () => {
    expect(await saveOver(Readable.from([Buffer.from('after')]), 5)).toEqual({
      code: undefined,
      files: ['a.txt'],
      content: 'after',
    });
  });

  const untouched = { files: ['a.txt'], content: 'before' };

  test('that ends too early leaves nothing behind', async () => {
    expect(await saveOver(Readable.from([Buffer.from('aft')]), 5)).toEqual({
      code: 'file_interrupted',
      ...untouched,
    });
  });

  test('whose source breaks leaves nothing behind', async () => {
    const broken = async function* () {
      yield Buffer.from('aft');
      throw new Error('The line is dead');
    };
    expect(await saveOver(Readable.from(broken()))).toEqual({ code: 'file_store_failed', ...untouched });
  });

  test('that is cancelled leaves nothing behind', async () => {
    const controller = new AbortController();
    const endless = async function* () {
      yield Buffer.from('aft');
      controller.abort();
      for (;;) yield Buffer.from('er');
    };
    expect(await saveOver(Readable.from(endless()), undefined, controller.signal)).toMatchObject(untouched);
  });
});
