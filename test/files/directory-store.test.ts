import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { fail } from '../../src/catalogue.ts';
import { createDirectoryStore, type DirectoryStoreOptions } from '../../src/files/directory-store.ts';
import { Shelf } from '../../src/files/shelf.ts';
import type { FileObject } from '../../src/files/store.ts';
import { errorOf, fileAt, NOW, textOf } from './support.ts';

const BASE_URL = 'https://host.example.test/files';
const TEXT = { name: 'report.csv', mime_type: 'text/csv' };

let directory: string;
let now: Date;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'directory-store-'));
  now = NOW;
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const bytes = (text: string) => Readable.from([Buffer.from(text)]);

function createStore(options: Partial<DirectoryStoreOptions> = {}) {
  return createDirectoryStore({
    directory,
    baseUrl: BASE_URL,
    clock: () => now,
    sweepSeconds: 0,
    ...options,
  });
}

/** What an HTTP server reads off a link. */
function partsOf({ url }: FileObject) {
  const { pathname, searchParams } = new URL(url);
  const [id = '', name = ''] = pathname.replace('/files/', '').split('/');
  return { id, name: decodeURIComponent(name), query: Object.fromEntries(searchParams) };
}

test('a saved file is described, opened from disk, and served to who has its link', async () => {
  const store = createStore({ fetch: () => expect.fail('it must not be fetched') });
  const file = await store.save(bytes('a,b\n1,2\n'), { ...TEXT, size: 8 });
  expect(file).toMatchObject({ ...TEXT, expires: later(6 * 3600).getTime() / 1000 });
  expect(file.url).toMatch(
    /^https:\/\/host\.example\.test\/files\/[0-9a-f]{32}\/report\.csv\?expires=\d+&signature=/,
  );

  const opened = await store.open(file);
  expect(opened).toMatchObject({ size: 8, mime_type: 'text/csv' });
  expect(await textOf(opened.stream)).toBe('a,b\n1,2\n');

  const { id, query } = partsOf(file);
  const served = await store.read(id, query);
  expect(served).toMatchObject({ ...TEXT, size: 8, expires: file.expires });
  expect(await textOf(served.stream())).toBe('a,b\n1,2\n');
  expect(await textOf(served.stream({ start: 4, end: 6 }))).toBe('1,2');
});

test('files and their directory can be read by their owner only', async () => {
  const made = join(directory, 'made', 'here');
  await createStore({ directory: made }).save(bytes('secret'), TEXT);
  const paths = [made, ...(await readdir(made)).map((name) => join(made, name))];
  const modes = await Promise.all(paths.map(async (path) => (await stat(path)).mode & 0o777));
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});

test('a link ends when its time is over', async () => {
  const store = createStore({ lifetimeSeconds: 60 });
  const file = await store.save(bytes('x'), TEXT);
  const { id, query } = partsOf(file);
  now = later(59);
  expect(await store.read(id, query)).toMatchObject({ size: 1 });
  now = later(60);
  expect(await errorOf(store.read(id, query))).toMatchObject({ code: 'file_expired' });
  expect(await errorOf(store.open(file))).toMatchObject({ code: 'file_expired' });
});

test('only what this store signed is served', async () => {
  const store = createStore();
  const file = await store.save(bytes('x'), TEXT);
  const other = partsOf(await store.save(bytes('y'), TEXT));
  const { id, query } = partsOf(file);
  const { expires, signature } = query;
  const longer = String(Number(expires) + 1);
  const forgeries: [string, object][] = [
    [other.id, query],
    [id, { ...query, expires: longer }],
    [id, { ...query, signature: `${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}` }],
    [id, { ...query, signature: '' }],
    [id, { ...query, signature: [signature] }],
    [id, { expires }],
    [id, {}],
    ['../../etc/passwd', query],
  ];
  // Both were saved in the same second, so their links differ in nothing but the file.
  expect(other.query.expires).toBe(expires);
  for (const [forgedId, forgedQuery] of forgeries) {
    expect(await errorOf(store.read(forgedId, forgedQuery))).toMatchObject({ code: 'file_unreadable' });
  }
  const lengthened = { ...file, url: file.url.replace(`expires=${expires}`, `expires=${longer}`) };
  expect(await errorOf(store.open(lengthened))).toMatchObject({ code: 'file_unreadable' });
  expect(await store.read(id, query)).toMatchObject({ size: 1 });
});

test('links outlive the process when the secret is given, and not otherwise', async () => {
  const file = await createStore({ secret: 'a long secret' }).save(bytes('x'), TEXT);
  expect(await textOf((await createStore({ secret: 'a long secret' }).open(file)).stream)).toBe('x');
  expect(await errorOf(createStore().open(file))).toMatchObject({ code: 'file_unreadable' });
  const unnamed = await createStore().save(bytes('x'), TEXT);
  expect(await errorOf(createStore().open(unnamed))).toMatchObject({ code: 'file_unreadable' });
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['..', 'file'],
  ['.', 'file'],
  ['', 'file'],
  ['a/b\\c.txt', 'c.txt'],
  ['nul\0byte.txt', 'nul_byte.txt'],
  ['half \ud800.txt', 'half \ufffd.txt'],
  ['größe & 100%?.txt', 'größe & 100%_.txt'],
  [`${'ü'.repeat(400)}.csv`, `${'ü'.repeat(121)}.csv`],
])('the name %j is shown and touches no path', async (name, inLink) => {
  const store = createStore();
  const file = await store.save(bytes('x'), { ...TEXT, name });
  expect(file.name).toBe(name);
  expect(partsOf(file).name).toBe(inLink);
  expect(await textOf((await store.open(file)).stream)).toBe('x');
  expect((await readdir(directory)).map((entry) => entry.replace(/^[0-9a-f]{32}/, '')).sort()).toEqual([
    '',
    '.json',
  ]);
});

test.each<[string, () => Readable, object, string]>([
  ['shorter than announced', () => bytes('abc'), { size: 4 }, 'file_interrupted'],
  ['longer than announced', () => bytes('abc'), { size: 2 }, 'file_unreadable'],
  ['longer than allowed', () => bytes('123456'), {}, 'file_too_large'],
  ['failing at once', () => new Readable().destroy(new Error('reset')), {}, 'file_interrupted'],
  ['closed early', () => new Readable({ read() {} }).destroy(), {}, 'file_interrupted'],
])('a stream %s leaves nothing behind', async (_, content, more, code) => {
  const store = createStore({ maximumBytes: 5 });
  const stream = content();
  expect(await errorOf(store.save(stream, { ...TEXT, ...more }))).toMatchObject({ code });
  expect(await readdir(directory)).toEqual([]);
  expect(stream.destroyed).toBe(true);
});

test('a stream that fails in the middle leaves nothing behind', async () => {
  const content = Readable.from(
    (async function* () {
      yield Buffer.from('first');
      throw new Error('connection reset');
    })(),
  );
  const error = await errorOf(createStore().save(content, TEXT));
  expect(error).toMatchObject({ code: 'file_interrupted', retryable: true });
  expect(error.message).toContain('connection reset');
  expect(await readdir(directory)).toEqual([]);
});

test('a stream that says what is wrong with it is quoted', async () => {
  const content = new Readable().destroy(fail('deadline_exceeded'));
  expect(await errorOf(createStore().save(content, TEXT))).toMatchObject({ code: 'deadline_exceeded' });
});

test('no id leads out of the directory', async () => {
  const shelf = new Shelf(join(directory, 'shelf'));
  for (const name of ['outside', 'outside.json']) await writeFile(join(directory, name), '{}');
  expect(await errorOf(shelf.find('../outside'))).toMatchObject({ code: 'file_unreadable' });
});

test('a stopped run leaves nothing behind', async () => {
  const controller = new AbortController();
  const content = new Readable({ read() {} });
  content.push('first');
  content.once('data', () => controller.abort());
  const saving = createStore().save(content, TEXT, controller.signal);
  expect(await errorOf(saving)).toMatchObject({ code: 'cancelled' });
  expect(content.destroyed).toBe(true);
  expect(await errorOf(createStore().save(bytes('x'), TEXT, AbortSignal.abort()))).toMatchObject({
    code: 'cancelled',
  });
  expect(await readdir(directory)).toEqual([]);
});

test('a directory that takes no files is the host to look at', async () => {
  const file = join(directory, 'a-file');
  await writeFile(file, '');
  const content = new Readable({ read() {} });
  const error = await errorOf(createStore({ directory: file }).save(content, TEXT));
  expect(error).toMatchObject({ code: 'file_store_failed', category: 'connector' });
  expect(content.destroyed).toBe(true);
});

test('a file that is gone is unreadable', async () => {
  const store = createStore();
  const file = await store.save(bytes('x'), TEXT);
  const { id, query } = partsOf(file);
  await rm(join(directory, id));
  expect(await errorOf(store.open(file))).toMatchObject({ code: 'file_unreadable' });
  expect(await errorOf(store.read(id, query))).toMatchObject({ code: 'file_unreadable' });
});

test('the files of other systems are fetched, with the origins allowed for this one', async () => {
  const asked: unknown[] = [];
  const store = createStore({
    fetch: async (file, options) => {
      asked.push(file.url, options?.allowedOrigins);
      return { stream: bytes('fetched') };
    },
  });
  const origins = ['http://127.0.0.1:9000'];
  const { stream } = await store.open(fileAt('https://host.example.test/filesystem/x'), undefined, origins);
  expect(await textOf(stream)).toBe('fetched');
  expect(asked).toEqual(['https://host.example.test/filesystem/x', origins]);
  const guarded = createStore().open(fileAt('http://127.0.0.1:1/'));
  expect(await errorOf(guarded)).toMatchObject({ code: 'file_url_refused' });
});

test('sweeping deletes what has expired and what a crash left, and nothing else', async () => {
  const store = createStore({ lifetimeSeconds: 60 });
  await store.save(bytes('old'), TEXT);
  now = later(30);
  const young = partsOf(await store.save(bytes('young'), TEXT));
  const crashed = join(directory, `${'a'.repeat(32)}.part`);
  const arriving = join(directory, `${'b'.repeat(32)}.part`);
  const foreign = join(directory, 'notes.txt');
  for (const path of [crashed, arriving, foreign]) await writeFile(path, 'x');
  for (const path of [crashed, foreign]) await utimes(path, later(-3600), later(-3600));
  await utimes(arriving, later(59), later(59));

  now = later(60);
  await store.sweep();
  const left = [young.id, `${young.id}.json`, `${'b'.repeat(32)}.part`, 'notes.txt'];
  expect((await readdir(directory)).sort()).toEqual(left.sort());
  expect(await readFile(join(directory, young.id), 'utf8')).toBe('young');
});

test('sweeping a directory that was never made does nothing', async () => {
  const store = createStore({ directory: join(directory, 'never') });
  await expect(store.sweep()).resolves.toBeUndefined();
  store.close();
});

test('the bytes of all files together are limited, those found there included, until files expire or fail', async () => {
  const save = (store: ReturnType<typeof createStore>, text: string) => store.save(bytes(text), TEXT);
  await save(createStore({ lifetimeSeconds: 60 }), '1234');
  const { size: entryBytes } = await entryFacts();
  const store = createStore({ capacityBytes: 4 + entryBytes + 5 });

  await save(store, '123');
  expect(await errorOf(save(store, '456'))).toMatchObject({ code: 'file_store_full', retryable: true });
  await save(store, '45');
  expect(await errorOf(save(store, '6'))).toMatchObject({ code: 'file_store_full' });

  now = later(61);
  await store.sweep();
  await save(store, '6789');
});

/** The one entry beside the bytes of a file. */
async function entryFacts() {
  const name = (await readdir(directory)).find((found) => found.endsWith('.json'));
  return stat(join(directory, String(name)));
}
