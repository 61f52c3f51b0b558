// Run with --import ./trap.js, which refuses the AWS SDK: reading what the package is must not load it.
import assert from 'node:assert/strict';
import { createConnector } from 'aws-s3-connector';
import manifest from 'aws-s3-connector/manifest.json' with { type: 'json' };
import schema from 'aws-s3-connector/manifest.schema.json' with { type: 'json' };

const connector = createConnector();
assert.deepEqual(JSON.parse(JSON.stringify(connector.manifest)), manifest);
assert.ok(manifest.operations.length > 0 && schema.$schema);
assert.ok('put_object_text' in connector.operations);
connector.close();

for (const entry of ['runtime', 'http', 'lambda', 'mcp', 'sandbox']) {
  assert.ok(Object.keys(await import(`aws-s3-connector/${entry}`)).length > 0, entry);
}
await assert.rejects(import('aws-s3-connector/connector/client.ts'), {
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
});
await assert.rejects(import('@aws-sdk/client-s3'), /was to stay unloaded/, 'the trap does not work');
