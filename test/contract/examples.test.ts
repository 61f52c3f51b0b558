import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnector, type Connector, type FileObject } from '../../connector/index.ts';
import { operations } from '../../connector/operations/index.gen.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import type { Operation } from '../../src/index.ts';
import { memoryFiles } from '../fixtures/files.ts';

/** Every valid example of every operation runs, on the sandbox's demo data, and gives what its output schema promises. */
describe.each(Object.entries(operations) as [string, Operation][])('%s', (name, operation) => {
  let sandbox: Sandbox;
  let connector: Connector;
  const files = memoryFiles();

  beforeEach(async () => {
    sandbox = await startSandbox({ demo: true });
    connector = createConnector({ fileStore: files });
  });
  afterEach(async () => {
    connector.close();
    await sandbox.close();
  });

  it.each(operation.contract.examples.valid.map(({ reason, input }) => [reason, input]))(
    'runs: %s',
    async (_reason, input) => {
      const { access_key, secret_key, region, endpoint } = sandbox;
      const connection = operation.local ? undefined : { access_key, secret_key, region, endpoint };
      const output = await connector.run(name, withFile(input as { file?: FileObject }), { connection });
      expect(JSON.parse(JSON.stringify(output))).toBeTypeOf('object');
    },
  );

  /** Examples name files on the web; here the file store has them. */
  const withFile = (input: { file?: FileObject }) =>
    input.file ? { ...input, file: files.add('content', input.file.name, input.file.mime_type) } : input;
});
