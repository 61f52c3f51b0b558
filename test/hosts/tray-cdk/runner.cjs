/**
 * Tray's side, in a process of its own: loads a compiled connector, and executes operations by the kit's runtime as
 * it is told by messages. Its file storage is a bucket with presigned URLs, as Tray's is.
 */
const { readdirSync, existsSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const { Upload } = require('@aws-sdk/lib-storage');
const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');

const [folder, storage] = [process.argv[2], JSON.parse(process.argv[3])];
const kit = createRequire(join(folder, 'package.json'));
const { OperationExecutionGateway } = kit(
  '@trayio/cdk-runtime/connector/operation/OperationExecutionGateway',
);
const { AxiosHttpClient } = kit('@trayio/axios/http/AxiosHttpClient');
const TaskEither = kit('fp-ts/TaskEither');

const { bucket: Bucket, endpoint, region, accessKeyId, secretAccessKey } = storage;
const client = new S3Client({
  endpoint,
  region,
  forcePathStyle: true,
  credentials: { accessKeyId, secretAccessKey },
  requestChecksumCalculation: 'WHEN_REQUIRED',
});
const attempt = (action) => TaskEither.tryCatch(action, (error) => error);

const fileStorage = {
  write: (file) =>
    attempt(async () => {
      const { key, metadata } = file.reference;
      const params = { Bucket, Key: key, Body: file.content, ContentType: metadata.contentType };
      await new Upload({ client, params }).done();
      return file;
    }),
  getSharedUrl: (Key) =>
    attempt(async () => ({
      url: await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 3600 }),
      expires: Math.floor(Date.now() / 1000) + 3600,
    })),
};

const gateway = new OperationExecutionGateway(new AxiosHttpClient(), fileStorage);
const compiled = join(folder, 'dist');
const operations = readdirSync(compiled).filter((name) => existsSync(join(compiled, name, 'operation.json')));
for (const name of operations) require(join(compiled, name, 'handler.js'));

process.on('message', async ({ id, name, input, auth }) => {
  const found = gateway.lookup({ name }, false);
  const result = found._tag === 'Some' ? await found.value.execute({ auth }, input) : { notFound: true };
  process.send({ id, result });
});
process.send({ operations });
