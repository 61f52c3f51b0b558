import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorIn, openBench, s3c, type Bench } from './support.ts';

let bench: Bench;
const content = 'Ünïcode, and\r\nmore lines\n'.repeat(1000);
const source = { bucket_name: 'media', object_path: 'notes/report.csv' };

beforeAll(async () => {
  bench = await openBench();
  const { bucket_name: Bucket, object_path: Key } = source;
  await bench.client.send(new PutObjectCommand({ Bucket, Key, Body: content, ContentType: 'text/csv' }));
});
afterAll(() => bench.close());

async function stored(Key: string) {
  const object = await bench.client.send(new GetObjectCommand({ Bucket: 'media', Key }));
  return { type: object.ContentType, content: await object.Body?.transformToString() };
}

describe('--file', () => {
  test('is the input "file", its MIME type from its extension', async () => {
    await writeFile(bench.path('photo of me.svg'), content);
    const input = { bucket_name: 'media', object_path: 'photo.svg' };
    const { code, stderr } = await bench.run(
      'put_object_file',
      input,
      '--file',
      bench.path('photo of me.svg'),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await stored('photo.svg')).toEqual({ type: 'image/svg+xml', content });
  });

  test('does not replace a "file" that the input has', async () => {
    const file = { name: 'a', url: 'https://example.com/a', mime_type: 'text/plain', expires: 4_000_000_000 };
    const input = { bucket_name: 'media', object_path: 'a', file };
    const ended = await bench.run(
      'put_object_file',
      input,
      '--json',
      '--file',
      bench.path('connection.json'),
    );
    expect(ended.code).toBe(2);
    expect(errorIn(ended).message).toContain('has a "file" already');
  });
});

describe('a file URL in the input', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((_, response) => response.end(content)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());
  const inputOf = (url: string) => ({
    bucket_name: 'media',
    object_path: 'fetched.txt',
    file: { name: 'a.txt', url, mime_type: 'text/plain', expires: 4_000_000_000 },
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  test('of this machine is refused', async () => {
    const ended = await bench.run('put_object_file', inputOf(`${origin()}/a`), '--json');
    expect(ended.code).toBe(2);
    expect(errorIn(ended)).toMatchObject({ code: 'file_url_refused' });
    expect(errorIn(ended).fix).toContain('--allow-file-origin');
  });

  test('is read when its origin is allowed', async () => {
    const words = ['--allow-file-origin', 'http://127.0.0.1:1', '--allow-file-origin', origin()];
    expect(await bench.run('put_object_file', inputOf(`${origin()}/a`), ...words)).toMatchObject({ code: 0 });
    expect((await stored('fetched.txt')).content).toBe(content);
  });

  test('with the scheme file: is refused, whatever it names', async () => {
    const ended = await bench.run('put_object_file', inputOf('file:///etc/hostname'), '--json');
    expect(errorIn(ended)).toMatchObject({ code: 'file_url_refused' });
  });
});

describe('a file output', () => {
  const pathIn = (stdout: string) => fileURLToPath(JSON.parse(stdout).file.url);

  test('is kept under --files', async () => {
    const { code, stdout, stderr } = await bench.run('get_object', source, '--files', bench.path('out'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(pathIn(stdout)).toBe(bench.path('out/report.csv'));
    expect(await readFile(bench.path('out/report.csv'), 'utf8')).toBe(content);
  });

  test('is kept in a temporary folder of its own, which is named', async () => {
    await mkdir(bench.path('tmp'));
    const words = [
      'run',
      'get_object',
      '--connection',
      bench.connectionFile,
      '--input',
      JSON.stringify(source),
    ];
    const { stdout, stderr } = await s3c(words, { env: { TMPDIR: bench.path('tmp') } });
    const [folder = ''] = await readdir(bench.path('tmp'));
    expect(stderr).toBe(`The file is in ${bench.path('tmp')}/${folder}\n`);
    expect(await readFile(pathIn(stdout), 'utf8')).toBe(content);
    expect((await stat(bench.path(`tmp/${folder}`))).mode & 0o777).toBe(0o700);
  });

  test('can be the input of the next run', async () => {
    const files = ['--files', bench.path('chain')];
    const { stdout } = await bench.run('get_object', source, ...files);
    const input = { bucket_name: 'media', object_path: 'copy.csv', file: JSON.parse(stdout).file };
    expect(await bench.run('put_object_file', input, ...files)).toMatchObject({ code: 0 });
    expect(await stored('copy.csv')).toEqual({ type: 'text/csv', content });
  });

  test('that cannot be kept is the fault of this machine: exit code 1', async () => {
    const ended = await bench.run('get_object', source, '--json', '--files', '/dev/null/x');
    expect(ended.code).toBe(1);
    expect(errorIn(ended)).toMatchObject({ code: 'file_store_failed', category: 'connector' });
  });
});

describe('--save', () => {
  test('writes the file there, replaces the one before, and draws no progress bar in a pipe', async () => {
    await writeFile(bench.path('saved.csv'), 'the one before, which was longer'.repeat(10_000));
    const { code, stdout, stderr } = await bench.run('get_object', source, '--save', bench.path('saved.csv'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fileURLToPath(JSON.parse(stdout).file.url)).toBe(bench.path('saved.csv'));
    expect(await readFile(bench.path('saved.csv'), 'utf8')).toBe(content);
  });

  test('follows a link', async () => {
    await writeFile(bench.path('behind.csv'), '');
    await symlink(bench.path('behind.csv'), bench.path('link.csv'));
    await bench.run('get_object', source, '--save', bench.path('link.csv'));
    expect(await readFile(bench.path('behind.csv'), 'utf8')).toBe(content);
  });

  test('writes into a named pipe and leaves it one', async () => {
    const pipe = bench.path('pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const [read, { code }] = await Promise.all([
      readFile(pipe, 'utf8'),
      bench.run('get_object', source, '--save', pipe),
    ]);
    expect({ read, code }).toEqual({ read: content, code: 0 });
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  test('- gives the bytes and nothing else on standard output', async () => {
    expect(await bench.run('get_object', source, '--save', '-')).toEqual({
      code: 0,
      stdout: content,
      stderr: '',
    });
  });

  test('- does not go with --json', async () => {
    const ended = await bench.run('get_object', source, '--save', '-', '--json');
    expect(ended.code).toBe(2);
    expect(errorIn(ended).code).toBe('option_not_applicable');
  });

  test('leaves what was there when the run fails', async () => {
    await mkdir(bench.path('failed'));
    await writeFile(bench.path('failed/kept.txt'), 'kept');
    const missing = { ...source, object_path: 'missing' };
    const { code } = await bench.run('get_object', missing, '--save', bench.path('failed/kept.txt'));
    expect(code).toBe(4);
    expect(await readdir(bench.path('failed'))).toEqual(['kept.txt']);
    expect(await readFile(bench.path('failed/kept.txt'), 'utf8')).toBe('kept');
  });

  test('says so when the output is no file', async () => {
    const ended = await bench.run(
      'get_object',
      { ...source, output: 'text' },
      '--json',
      '--save',
      bench.path('no'),
    );
    expect(ended.code).toBe(2);
    expect(errorIn(ended)).toMatchObject({ code: 'nothing_to_save' });
    await expect(stat(bench.path('no'))).rejects.toThrow('ENOENT');
  });

  test.each(['missing/saved.csv', '.', 'connection.json/saved.csv'])('%s is refused', async (name) => {
    const ended = await bench.run('get_object', source, '--json', '--save', `${bench.folder}/${name}`);
    expect(ended.code).toBe(2);
    expect(errorIn(ended)).toMatchObject({ code: 'argument_unusable' });
  });
});
