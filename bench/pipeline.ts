/**
 * What the pipeline costs by itself, in microseconds of CPU per call, beside what the SDK costs with a stub in the
 * place of HTTP. The pipeline runs with an operation that answers at once: all six stages, no SDK.
 */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createService } from '../connector/service.ts';
import { createRuntime } from '../src/index.ts';
import { cpuPerCall, inTurns, median, print } from './support.ts';

const CALLS = 3000;
const keys = { access_key: 'AKIAIOSFODNN7EXAMPLE', secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const connection = { ...keys, region: 'us-east-1', endpoint: 'http://127.0.0.1:1' };
const text = 'x'.repeat(1024);
const input = { bucket_name: 'some-bucket', object_path: 'folder/key.txt', text };
const output = {
  bucket_name: 'some-bucket',
  object_path: 'folder/key.txt',
  etag: '"e"',
  size: 1024,
  location: 'http://127.0.0.1:1/some-bucket/folder/key.txt',
};

const requestHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async () => ({ response: { statusCode: 200, headers: { etag: '"e"' }, body: undefined } }),
} as never;
const client = new S3Client({
  region: 'us-east-1',
  endpoint: connection.endpoint,
  forcePathStyle: true,
  credentials: { accessKeyId: keys.access_key, secretAccessKey: keys.secret_key },
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  requestHandler,
});
const service = createService({ requestHandler });
const answered = { ...service.operations.put_object_text, perform: () => Promise.resolve(output) };
const pipeline = createRuntime({ ...service, operations: { put_object_text: answered } });
const whole = createRuntime(service);

const results = await inTurns(9, {
  sdk: () =>
    cpuPerCall(CALLS, () =>
      client.send(
        new PutObjectCommand({
          Bucket: 'some-bucket',
          Key: 'folder/key.txt',
          Body: text,
          ContentType: 'text/plain; charset=utf-8',
        }),
      ),
    ),
  pipeline: () => cpuPerCall(CALLS, () => pipeline.run('put_object_text', input, { connection })),
  whole: () => cpuPerCall(CALLS, () => whole.run('put_object_text', input, { connection })),
});
const sdk = median(results.sdk);
const own = median(results.pipeline);
print(
  'CPU per call with a stub for HTTP (median of 9 rounds)',
  ['', 'microseconds', 'of the SDK'],
  [
    ['plain SDK', sdk, 1],
    ['the six stages alone', own, own / sdk],
    ['run(), stages and SDK', median(results.whole), median(results.whole) / sdk],
  ],
);
console.log(
  own <= sdk / 20
    ? 'The stages take less than a twentieth of the SDK.'
    : 'THE STAGES TAKE MORE THAN A TWENTIETH OF THE SDK.',
);
client.destroy();
