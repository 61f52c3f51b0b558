/**
 * Memory of a 2 GiB put_object_file and get_object. The client is a process of its own: its high-water mark is
 * compared with its memory after importing the SDK. Needs 6 GiB of free disk in the temporary folder.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createConnector, createLocalFiles, type FileObject } from '../connector/index.ts';
import { sandboxProcess } from './sandbox.ts';
import { print } from './support.ts';

const MEBIBYTE = 1024 * 1024;
const SIZE = Number(process.env.BENCH_BYTES ?? 2048 * MEBIBYTE);
const LIMIT = 100;

/** Resident memory in MiB: now, or the most there ever was. */
async function memory(line: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

/** Runs in the client's process: one transfer, measured. */
async function transfer(what: string, source: string, folder: string, connection: object): Promise<void> {
  await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/lib-storage')]);
  const before = await memory('VmRSS');
  const files = createLocalFiles({ directory: folder });
  const connector = createConnector({ fileStore: files });
  const key = { bucket_name: 'bench-bucket', object_path: 'large.bin' };
  const start = performance.now();
  const given = what === 'put' ? { file: (await files.add(source)) as FileObject } : {};
  const output = await connector.run(
    what === 'put' ? 'put_object_file' : 'get_object',
    { ...key, ...given },
    { connection },
  );
  const seconds = (performance.now() - start) / 1000;
  connector.close();
  console.log(
    JSON.stringify({ before, peak: await memory('VmHWM'), seconds, size: (output as { size: number }).size }),
  );
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 's3c-large-'));
  const { connection, stop } = await sandboxProcess(
    '--bucket',
    'bench-bucket',
    '--directory',
    join(folder, 'sandbox'),
  );
  try {
    const source = join(folder, 'source.bin');
    await pipeline(Readable.from(blocks()), createWriteStream(source));
    const rows: (string | number)[][] = [];
    for (const what of ['put', 'get']) {
      const { before, peak, seconds, size } = await inOwnProcess([
        what,
        source,
        folder,
        JSON.stringify(connection),
      ]);
      if (size !== (await stat(source)).size) throw new RangeError(`${what} moved ${size} bytes`);
      rows.push([
        what === 'put' ? 'put_object_file' : 'get_object',
        before,
        peak,
        peak - before,
        SIZE / MEBIBYTE / seconds,
      ]);
    }
    print(
      `${SIZE / MEBIBYTE} MiB, memory of the client in MiB`,
      ['', 'SDK imported', 'most', 'more', 'MiB/s'],
      rows,
    );
    const worst = Math.max(...rows.map((row) => row[3] as number));
    console.log(
      worst <= LIMIT
        ? `Both stay within ${LIMIT} MiB above the SDK.`
        : `MORE THAN ${LIMIT} MiB ABOVE THE SDK.`,
    );
    if (worst > LIMIT) process.exitCode = 1;
  } finally {
    await stop();
    await rm(folder, { recursive: true });
  }
}

function* blocks() {
  const block = Buffer.alloc(MEBIBYTE);
  for (let index = 0; index < SIZE / MEBIBYTE; index += 1) {
    block.writeUInt32LE(index, 0);
    yield Buffer.from(block);
  }
}

function inOwnProcess(
  parameters: string[],
): Promise<{ before: number; peak: number; seconds: number; size: number }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(printed)) : reject(new RangeError(`the client ended with ${code}`)),
    );
  });
}

const [what, source, folder, connection] = process.argv.slice(2);
await (connection ? transfer(what!, source!, folder!, JSON.parse(connection) as object) : main());
