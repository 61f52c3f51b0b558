import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../fixtures/sandbox.ts';

export const PROGRAM = fileURLToPath(new URL('../../bin/s3c.js', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface StartOptions {
  stdin?: string;
  /** Beside PATH, HOME and TMPDIR, which are all that the program sees of our environment. */
  env?: Record<string, string>;
  /** Arguments of Node itself. */
  node?: readonly string[];
}

/** Starts the real program, as it is in dist/. */
export function start(
  words: readonly string[],
  options: StartOptions = {},
): { child: ChildProcess; end: Promise<Ended> } {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, TMPDIR: tmpdir(), ...options.env };
  const child = spawn(process.execPath, [...(options.node ?? []), PROGRAM, ...words], { env });
  // A program that does not read its input may end before it is written.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const end = Promise.all([ended, text(child.stdout), text(child.stderr)]).then(([code, stdout, stderr]) => ({
    code,
    stdout,
    stderr,
  }));
  return { child, end };
}

/** Runs the program to its end. Whatever happens, it prints no stack trace and no warning of Node's or the SDK's. */
export async function s3c(words: readonly string[], options?: StartOptions): Promise<Ended> {
  const ended = await start(words, options).end;
  expect(ended.stderr).not.toMatch(/^\s+at .+:\d+/m);
  expect(ended.stderr).not.toMatch(/warning/i);
  return ended;
}

/** A sandbox with the bucket "media", a folder for files, and its connection in a file of that folder. */
export interface Bench extends TestSandbox {
  folder: string;
  connection: { endpoint: string; region: string; access_key: string; secret_key: string };
  /** `@file` of the connection. */
  connectionFile: string;
  path(name: string): string;
  /** `s3c run` with the connection. */
  run(name: string, input: object, ...words: string[]): Promise<Ended>;
}

export async function openBench(): Promise<Bench> {
  const server = await startTestSandbox({ buckets: ['media'] });
  const folder = await mkdtemp(join(tmpdir(), 's3c-test-'));
  const path = (name: string) => join(folder, name);
  const { endpoint, region, access_key, secret_key } = server.sandbox;
  const connection = { endpoint, region, access_key, secret_key };
  await writeFile(path('connection.json'), JSON.stringify(connection));
  const connectionFile = `@${path('connection.json')}`;
  return {
    ...server,
    folder,
    connection,
    connectionFile,
    path,
    run: (name, input, ...words) =>
      s3c(['run', name, '--connection', connectionFile, '--input', JSON.stringify(input), ...words]),
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The error that `--json` printed. */
export function errorIn({ stdout }: Ended): { code: string; message: string; [fact: string]: unknown } {
  return JSON.parse(stdout).error;
}
