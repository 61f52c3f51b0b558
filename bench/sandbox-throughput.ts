/**
 * What the sandbox does per second in a process of its own, in memory and in a directory: 1 KiB objects at 32 requests
 * at a time, and one large object; with the memory it takes.
 */
import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sandboxProcess } from './sandbox.ts';
import { print } from './support.ts';

const MEBIBYTE = 1024 * 1024;
const LARGE = Number(process.env.BENCH_MEBIBYTES ?? 256);
const SECONDS = 4;
const AT_ONCE = 32;
const Bucket = 'bench-bucket';

type Server = Awaited<ReturnType<typeof sandboxProcess>>;

/** Requests signed by hand: the SDK would be busier than the server. */
class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  readonly #server: Server;
  readonly #key: Buffer;
  readonly #date = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  readonly #scope: string;

  constructor(server: Server) {
    const { region, secret_key } = server.connection;
    this.#server = server;
    this.#scope = `${this.#date.slice(0, 8)}/${region}/s3/aws4_request`;
    this.#key = this.#scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${secret_key}`));
  }

  send(method: string, key: string, body?: Buffer | Readable, size = 0): Promise<void> {
    const { host, hostname, port } = new URL(this.#server.connection.endpoint);
    const path = `/${Bucket}/${key}`;
    const canonical = `${method}\n${path}\n\nhost:${host}\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:${this.#date}\n\n${SIGNED}\nUNSIGNED-PAYLOAD`;
    const hash = createHash('sha256').update(canonical).digest('hex');
    const text = `AWS4-HMAC-SHA256\n${this.#date}\n${this.#scope}\n${hash}`;
    const headers = {
      host,
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      'x-amz-date': this.#date,
      'content-length': String(size),
      authorization: `AWS4-HMAC-SHA256 Credential=${this.#server.connection.access_key}/${this.#scope}, SignedHeaders=${SIGNED}, Signature=${hmac(this.#key, text).toString('hex')}`,
    };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers, agent: this.#agent }, (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new RangeError(`${method} ${path}: ${response.statusCode}`));
        });
      }).once('error', reject);
      if (body instanceof Readable) pipeline(body, sent).catch(reject);
      else sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

const SIGNED = 'host;x-amz-content-sha256;x-amz-date';

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Calls per second, by that many at a time. */
async function rate(call: (number: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  let count = 0;
  const work = async () => {
    while (performance.now() - start < SECONDS * 1000) await call(count++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return count / ((performance.now() - start) / 1000);
}

/** MiB per second. */
async function speed(move: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await move();
  return LARGE / ((performance.now() - start) / 1000);
}

function* blocks() {
  const block = Buffer.alloc(MEBIBYTE, 'x');
  for (let index = 0; index < LARGE; index += 1) yield block;
}

/** The process's memory in MiB: now, or the most there ever was. */
async function memory(pid: number, line: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
}

async function measure(name: string, options: string[]): Promise<(string | number)[]> {
  const server = await sandboxProcess('--bucket', Bucket, ...options);
  const client = new Client(server);
  const small = Buffer.alloc(1024, 'x');
  try {
    const before = await memory(server.pid, 'VmRSS');
    const puts = await rate((number) => client.send('PUT', `key-${number % 500}`, small, small.length));
    const gets = await rate((number) => client.send('GET', `key-${number % 500}`));
    const between = await memory(server.pid, 'VmHWM');
    const large = () => client.send('PUT', 'large', Readable.from(blocks()), LARGE * MEBIBYTE);
    const [up, down] = [await speed(large), await speed(() => client.send('GET', 'large'))];
    return [name, puts, gets, up, down, before, between, await memory(server.pid, 'VmHWM')];
  } finally {
    client.close();
    await server.stop();
  }
}

const folder = await mkdtemp(join(tmpdir(), 's3c-bench-'));
try {
  const rows = [
    await measure('in memory', []),
    await measure('in a directory', ['--directory', join(folder, 'data')]),
  ];
  print(
    `The sandbox: 1 KiB objects ${AT_ONCE} at a time, an object of ${LARGE} MiB, its memory in MiB (at start, most with small ones, most)`,
    ['', 'puts/s', 'gets/s', 'MiB/s up', 'MiB/s down', 'at start', 'small', 'most'],
    rows,
  );
} finally {
  await rm(folder, { recursive: true });
}
