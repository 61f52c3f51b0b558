import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClients } from '../../connector/clients.ts';
import { createConnector } from '../../connector/index.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';

const keys = {
  type: 'access_key',
  access_key: 'AKIAIOSFODNN7EXAMPLE',
  secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** Which access keys and which regions signed the calls that clients of this cache made. */
function recorded(cachedClients?: number) {
  const seen: string[] = [];
  const handle = async (request: { headers: Record<string, string> }) => {
    seen.push(
      /Credential=([^/]+)\/\d+\/([^/]+)/
        .exec(request.headers.authorization ?? '')
        ?.slice(1)
        .join(' ') ?? 'unsigned',
    );
    return { response: { statusCode: 200, headers: {}, body: undefined } };
  };
  const clients = createClients({
    requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } } as never,
    cachedClients,
  });
  const call = (connection: object, region = 'us-east-1') =>
    clients
      .open({ connection: connection as never }, region, new AbortController().signal)
      .send('HeadBucket', { Bucket: 'some-bucket' });
  return { seen, call };
}

describe('clients', () => {
  it('are never shared by two connections, nor by two regions', async () => {
    const { seen, call } = recorded();
    await call(keys);
    await call({ ...keys, access_key: 'AKIASOMEBODYELSE0001' });
    await call(keys, 'eu-west-1');
    await call({ type: 'anonymous' });
    await call(keys);
    expect(seen).toEqual([
      'AKIAIOSFODNN7EXAMPLE us-east-1',
      'AKIASOMEBODYELSE0001 us-east-1',
      'AKIAIOSFODNN7EXAMPLE eu-west-1',
      'unsigned',
      'AKIAIOSFODNN7EXAMPLE us-east-1',
    ]);
  });

  it('work all the same when more connections take turns than are kept', async () => {
    const { seen, call } = recorded(2);
    const names = Array.from({ length: 7 }, (_, index) => `AKIAUSER00000000000${index}`);
    await Promise.all([...names, ...names].map((access_key) => call({ ...keys, access_key })));
    expect(seen.sort()).toEqual([...names, ...names].map((name) => `${name} us-east-1`).sort());
  });
});

describe('a connector', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ buckets: ['some-bucket'] });
  });
  afterAll(() => sandbox.close());

  it('can be used again after it was closed: closing only releases sockets', async () => {
    const { access_key, secret_key, region, endpoint } = sandbox;
    const connector = createConnector();
    const run = () =>
      connector.run(
        'put_object_text',
        { bucket_name: 'some-bucket', object_path: 'key', text: '' },
        { connection: { access_key, secret_key, region, endpoint } },
      );
    await run();
    connector.close();
    await expect(run()).resolves.toMatchObject({ size: 0 });
    connector.close();
  });
});

it('importing the package, reading the manifest and refusing an input load nothing of the AWS SDK', async () => {
  const probe = fileURLToPath(new URL('../fixtures/loaded-modules.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', probe]);
  const { before, after } = JSON.parse(stdout) as { before: string[]; after: string[] };
  expect(before.filter((name) => /@aws-sdk|@smithy/.test(name))).toEqual([]);
  // The same probe sees the SDK once a call is made: it would have noticed.
  expect(after.some((name) => name.includes('@aws-sdk/client-s3'))).toBe(true);
  // Those of STS and IAM wait for a call of their own.
  expect(after.filter((name) => /@aws-sdk\/client-(sts|iam)/.test(name))).toEqual([]);
});
