import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createLocalFiles } from '../../src/files/local-files.ts';
import { clock, errorOf, fileAt, textOf } from './support.ts';

const TEXT = { name: 'report.csv', mime_type: 'text/csv' };

let root: string;
let directory: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'local-files-'));
  directory = join(root, 'files');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const bytes = (text: string) => Readable.from([Buffer.from(text)]);
const createFiles = () => createLocalFiles({ directory, clock });

test('files are saved under their names, none over another', async () => {
  const files = createFiles();
  const saved = [];
  for (const text of ['one', 'two', 'three']) saved.push(await files.save(bytes(text), TEXT));
  expect(saved.map(({ url }) => url)).toEqual(
    ['report.csv', 'report-2.csv', 'report-3.csv'].map((name) => pathToFileURL(join(directory, name)).href),
  );
  expect(await readFile(fileURLToPath(saved[1]!.url), 'utf8')).toBe('two');
  const opened = await files.open(saved[2]!);
  expect(opened).toMatchObject({ size: 5, mime_type: 'text/csv' });
  expect(await textOf(opened.stream)).toBe('three');
});

test.each([
  ['../../outside.txt', 'outside.txt'],
  ['/etc/passwd', 'passwd'],
  ['..', 'file'],
  ['a\0b', 'a_b'],
  ['..hidden', '..hidden'],
  ['日本 語.txt', '日本 語.txt'],
])('a file named %j stays in the directory', async (name, onDisk) => {
  const files = createFiles();
  const saved = await files.save(bytes('x'), { ...TEXT, name });
  expect(saved.name).toBe(name);
  expect(await readdir(directory)).toEqual([onDisk]);
  expect(await textOf((await files.open(saved)).stream)).toBe('x');
});

test('a failed save leaves nothing behind', async () => {
  const saving = createFiles().save(bytes('abc'), { ...TEXT, size: 4 });
  expect(await errorOf(saving)).toMatchObject({ code: 'file_interrupted' });
  expect(await readdir(directory)).toEqual([]);
});

test('of all other files only those that were given can be opened', async () => {
  const given = join(root, 'given.json');
  const secret = join(root, 'secret.json');
  await Promise.all([writeFile(given, '{}'), writeFile(secret, '{"key":1}'), mkdir(directory)]);
  await symlink(secret, join(directory, 'link.json'));
  const files = createFiles();

  const file = files.add(given);
  expect(file).toMatchObject({ name: 'given.json', mime_type: 'application/json' });
  expect(await textOf((await files.open(file)).stream)).toBe('{}');

  const outside = [
    pathToFileURL(secret).href,
    pathToFileURL(join(directory, 'link.json')).href,
    `${pathToFileURL(directory).href}/../secret.json`,
    `${pathToFileURL(directory).href}/%2e%2e/secret.json`,
    `${pathToFileURL(directory).href}-2/secret.json`,
    pathToFileURL(directory).href,
    'file://other-host/etc/passwd',
    'file:///a%2fb',
  ];
  for (const url of outside) {
    expect(await errorOf(files.open(fileAt(url))), url).toMatchObject({ code: 'file_url_refused' });
  }
});

test('a file that is not there, or is a directory, is unreadable', async () => {
  const files = createFiles();
  const missing = await errorOf(files.open(files.add(join(root, 'missing.txt'))));
  expect(missing).toMatchObject({ code: 'file_unreadable' });
  expect(missing.message).toContain('it is not there');
  const folder = await errorOf(files.open(files.add(root)));
  expect(folder.message).toContain('EISDIR');
  const swept = pathToFileURL(join(directory, 'swept.txt')).href;
  expect(await errorOf(files.open(fileAt(swept)))).toMatchObject({ code: 'file_unreadable' });
});

test('every other URL is fetched under guard', async () => {
  const files = createLocalFiles({ directory, clock, fetch: async () => ({ stream: bytes('fetched') }) });
  expect(await textOf((await files.open(fileAt('https://x.test/'))).stream)).toBe('fetched');
  const guarded = createFiles().open(fileAt('http://127.0.0.1:1/'));
  expect(await errorOf(guarded)).toMatchObject({ code: 'file_url_refused' });
});

test('a stopped run opens nothing, and stops reading', async () => {
  const files = createFiles();
  const file = await files.save(bytes('x'.repeat(2 ** 20)), TEXT);
  expect(await errorOf(files.open(file, AbortSignal.abort()))).toMatchObject({ code: 'cancelled' });
  const controller = new AbortController();
  const { stream } = await files.open(file, controller.signal);
  stream.once('data', () => controller.abort());
  expect(await errorOf(textOf(stream))).toMatchObject({ code: 'cancelled' });
});
