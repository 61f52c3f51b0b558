// Runs operations against the S3 server whose connection is in the environment.
import assert from 'node:assert/strict';
import { createConnector } from 'aws-s3-connector';

const connection = JSON.parse(process.env.CONNECTION);
const connector = createConnector();
const object = { bucket_name: 'packed', object_path: 'from/the tarball.txt' };

await connector.run('create_bucket', { bucket_name: 'packed' }, { connection });
const stored = await connector.run('put_object_text', { ...object, text: 'Grüße' }, { connection });
assert.equal(stored.size, 7);
const { objects } = await connector.run('list_bucket_objects', { bucket_name: 'packed' }, { connection });
assert.deepEqual(
  objects.map(({ object_path }) => object_path),
  [object.object_path],
);
const refused = await connector.run('delete_object', {}, { connection }).catch((error) => error);
assert.equal(refused.category, 'input');
connector.close();
