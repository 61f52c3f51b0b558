import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConnector } from '../../../connector/index.ts';
import { runGuide } from '../../fixtures/guide.ts';
import { hostPackages } from '../../fixtures/host-packages.ts';
import { startTray, STORAGE, type Result, type Tray } from './tray.ts';

const { operations } = createConnector().manifest;
const BUCKET = 'demo-media';

let tray: Tray;
let initial: string;
beforeAll(async () => {
  tray = await startTray();
  initial = await tray.sandbox.snapshot();
}, 240_000);
beforeEach(() => tray.sandbox.restore(initial));
afterAll(() => tray?.close());

/** A file as an earlier step of a workflow would give it: in the platform's storage. */
async function fileOf(content: Buffer | string): Promise<object> {
  const at = { bucket_name: STORAGE, object_path: 'given.bin' };
  const { value } = await tray.execute('create_upload_url', at);
  const { url, method, headers } = value as { url: string; method: string; headers: Record<string, string> };
  expect((await fetch(url, { method, headers, body: content })).status).toBe(200);
  return fileIn(await tray.execute('get_object_signed_url', at));
}

/** The file object of an output. */
const fileIn = ({ value }: Result) => value?.file as { name: string; url: string; expires: number };

type Example = [name: string, reason: string, input: object, local: boolean];
const examples = operations.flatMap(({ name, local, examples: valid }) =>
  valid.map(({ reason, input }): Example => [name, reason, input as object, local]),
);

describe("by Tray's runtime", () => {
  it('there is every operation, and the private one is not to be called', async () => {
    const names = operations.map(({ name }) => name);
    expect(tray.operations.filter((name) => !name.startsWith('private_')).sort()).toEqual(names.sort());
    expect(await tray.execute('private_store_file', { url: 'http://127.0.0.1/' })).toEqual({
      notFound: true,
    });
  });

  it.each(examples)('%s runs: %s', async (name, _reason, input, local) => {
    const given: object = 'file' in input ? { ...input, file: await fileOf('content') } : input;
    const result = await tray.execute(name, given, local ? null : undefined);
    expect(result.error).toBeUndefined();
    expect(result._tag).toBe('Success');
  });
});

describe('files', () => {
  const content = randomBytes(9 * 2 ** 20);
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  it("come from Tray's storage and go there, byte for byte, under their own names", async () => {
    const at = { bucket_name: BUCKET, object_path: 'reports/häufig 1.bin' };
    const put = await tray.execute('put_object_file', { ...at, file: await fileOf(content) });
    expect(put.error).toBeUndefined();
    const got = await tray.execute('get_object', at);
    const file = fileIn(got);
    expect(file.name).toBe('häufig 1.bin');
    expect(new URL(file.url).pathname).toMatch(new RegExp(`^/${STORAGE}/`));
    const bytes = new Uint8Array(await (await fetch(file.url)).arrayBuffer());
    expect(digest(bytes)).toBe(digest(content));
    expect(file.expires).toBeGreaterThan(Date.now() / 1000);
  });

  it('are stored as they are, whatever their Content-Encoding says', async () => {
    const at = { bucket_name: BUCKET, object_path: 'plain.gz' };
    await tray.execute('put_object_text', { ...at, text: 'not really gzip', content_encoding: 'gzip' });
    const got = await tray.execute('get_object', at);
    const { url } = fileIn(got);
    expect(await (await fetch(url)).text()).toBe('not really gzip');
  });

  it('that break off on their way are an error, and no file', async () => {
    const at = { bucket_name: BUCKET, object_path: 'long.bin' };
    await tray.execute('put_object_file', { ...at, file: await fileOf(content) });
    tray.sandbox.addFault({ fault: 'reset_body', api: 'GetObject', key: at.object_path });
    const got = await tray.execute('get_object', at);
    tray.sandbox.clearFaults();
    expect(got._tag).toBe('Failure');
  });
});

describe('errors', () => {
  const at = { bucket_name: BUCKET, object_path: 'notes/hello.txt' };

  it.each([
    ['UserInputError', 'input', { ...at, bucket_name: 'Not A Bucket' }],
    ['UserInputError', 'not_found', { ...at, object_path: 'missing' }],
    ['UserInputError', 'region', { ...at, region: 'auto' }],
  ])('is a %s when the category is %s', async (type, category, input) => {
    const { error } = await tray.execute('get_object', input);
    expect(error).toMatchObject({ _tag: type, response: { category } });
    expect(error?.message).toContain(error?.response.fix);
  });

  it('is an ApiError, which Tray retries, when the service is at fault', async () => {
    tray.sandbox.addFault({ fault: 'internal_error' });
    const { error } = await tray.execute('head_bucket', { bucket_name: BUCKET });
    tray.sandbox.clearFaults();
    expect(error).toMatchObject({ _tag: 'ApiError' });
  });

  it('refuses an endpoint that the connector was not built for', async () => {
    const other = { ...tray.auth, app: { endpoint: 'http://169.254.169.254' } };
    const { error } = await tray.execute('list_buckets', {}, other);
    expect(error).toMatchObject({ _tag: 'UserInputError', response: { code: 'endpoint_refused' } });
  });
});

describe('dropdowns', () => {
  it('take the fields that are not filled in yet as not given', async () => {
    const result = await tray.execute('list_buckets_ddl', { region: '' });
    expect(result.value?.result).toContainEqual({ text: expect.any(String), value: BUCKET });
  });
});

describe('secrets', () => {
  const at = { bucket_name: BUCKET, object_path: 'notes/hello.txt' };
  const secret_key = 'wrong/secret/key/wrong/secret/key/wrong/';
  const session_token = 'a-token-that-no-server-has-issued-0123456789';
  const sse_customer_key = Buffer.alloc(32, 5).toString('base64');

  it('are in no result, not printed, and in no file of the connector', async () => {
    const other = (user: object) => ({ ...tray.auth, user: { ...tray.auth.user, ...user } });
    const failed = [
      await tray.execute('list_buckets', {}, other({ secret_key })),
      await tray.execute('list_buckets', {}, other({ access_key: 'ASIAOFNOBODY00000001', session_token })),
      await tray.execute('list_buckets', {}, other({ secret_key: ` ${secret_key}` })),
      await tray.execute('get_object', { ...at, sse_customer_key }),
      await tray.execute('get_object', { ...at, [tray.auth.user.secret_key as string]: secret_key }),
    ];
    expect(failed.map(({ _tag }) => _tag)).toEqual(failed.map(() => 'Failure'));
    const told = await tray.told();
    expect(told).toContain('signature_does_not_match');
    for (const secret of [secret_key, session_token, sse_customer_key, tray.auth.user.secret_key as string]) {
      expect(told).not.toContain(secret);
      expect(told).not.toContain(encodeURIComponent(secret));
    }
  });
});

it('the commands of the guide end with an operation run', async () => {
  const packages = await hostPackages('tray-cdk');
  const printed = await runGuide('hosts/tray-cdk/README.md', 'From nothing to a run', [
    // What these two make is there: others of the tests need it at the same time.
    ['npm install\nnpm run build\n', ''],
    // The same packages, installed once for all tests.
    ['npm install\n', `ln -s '${packages}/node_modules' node_modules\n`],
  ]);
  const result = JSON.parse(printed.trim().split('\n').at(-1) ?? '');
  expect(result).toMatchObject({ _tag: 'Success', value: { content: expect.stringContaining('Hello') } });
}, 120_000);
