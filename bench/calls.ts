/** run() beside the plain SDK: the same calls on 1 KiB objects, to the same server, in turns. */
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createConnector } from '../connector/index.ts';
import { sandboxProcess } from './sandbox.ts';
import { median, print } from './support.ts';

const CALLS = 600;
const ROUNDS = 7;
const Bucket = 'bench-bucket';
const Key = 'folder/object.txt';
const text = 'x'.repeat(1024);

const { connection, stop } = await sandboxProcess('--bucket', Bucket);
const connector = createConnector();
const client = new S3Client({
  region: connection.region,
  endpoint: connection.endpoint,
  forcePathStyle: true,
  credentials: { accessKeyId: connection.access_key, secretAccessKey: connection.secret_key },
  // What the connector does at a custom endpoint.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});
const key = { bucket_name: Bucket, object_path: Key };
const contestants = {
  put: {
    sdk: () =>
      client.send(
        new PutObjectCommand({ Bucket, Key, Body: text, ContentType: 'text/plain; charset=utf-8' }),
      ),
    run: () => connector.run('put_object_text', { ...key, text }, { connection }),
  },
  get: {
    sdk: async () => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString(),
    run: () => connector.run('get_object', { ...key, output: 'text' }, { connection }),
  },
  head: {
    sdk: () => client.send(new HeadObjectCommand({ Bucket, Key })),
    run: () => connector.run('head_object', key, { connection }),
  },
};

/** Microseconds of this process's CPU per call, and calls per second. */
async function measure(
  call: () => Promise<unknown>,
  concurrency: number,
): Promise<{ cpu: number; rate: number }> {
  let left = CALLS;
  const worker = async () => {
    while (left-- > 0) await call();
  };
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / CALLS, rate: CALLS / seconds };
}

const rows: (string | number)[][] = [];
for (const [name, pair] of Object.entries(contestants)) {
  for (const concurrency of [1, 32]) {
    const results = {
      sdk: [] as { cpu: number; rate: number }[],
      run: [] as { cpu: number; rate: number }[],
    };
    await measure(pair.sdk, concurrency);
    await measure(pair.run, concurrency);
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = round % 2 === 0 ? (['sdk', 'run'] as const) : (['run', 'sdk'] as const);
      for (const contestant of order) results[contestant].push(await measure(pair[contestant], concurrency));
    }
    const of = (contestant: 'sdk' | 'run', figure: 'cpu' | 'rate') =>
      median(results[contestant].map((result) => result[figure]));
    const [sdkCpu, runCpu, sdkRate, runRate] = [
      of('sdk', 'cpu'),
      of('run', 'cpu'),
      of('sdk', 'rate'),
      of('run', 'rate'),
    ];
    rows.push([
      `${name}, ${concurrency} at a time`,
      sdkCpu,
      runCpu,
      runCpu / sdkCpu,
      sdkRate,
      runRate,
      runRate / sdkRate,
    ]);
  }
}
print(
  `1 KiB objects, median of ${ROUNDS} rounds of ${CALLS} calls`,
  ['', 'SDK us CPU', 'run() us CPU', 'ratio', 'SDK calls/s', 'run() calls/s', 'ratio'],
  rows,
);
connector.close();
client.destroy();
await stop();
