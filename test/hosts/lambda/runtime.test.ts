import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConnector } from '../../../connector/index.ts';
import { buildLambda } from '../../../scripts/hosts/lambda.ts';
import { BUCKET, messageOf, openBench, reported, STAGING, type Bench } from './support.ts';
import { startFunction, type LambdaFunction } from './runtime-api.ts';

const { operations } = createConnector().manifest;
const examples = operations.flatMap(({ name, examples: valid }) =>
  valid.map(({ reason, input }) => [name, reason, input as object] as const),
);
const at = { bucket_name: BUCKET, object_path: 'notes/hello.txt' };

let bench: Bench;
let folder: string;
let deployed: LambdaFunction;
let initial: string;
beforeAll(async () => {
  bench = await openBench();
  folder = await mkdtemp(join(tmpdir(), 'lambda-'));
  await buildLambda(folder, { operations: operations.map(({ name }) => name), bucket: BUCKET });
  const { access_key = '', secret_key = '', endpoint } = bench.connection;
  deployed = await startFunction(join(folder, 'function'), {
    AWS_ACCESS_KEY_ID: access_key,
    AWS_SECRET_ACCESS_KEY: secret_key,
    S3C_CONNECTIONS: JSON.stringify({ default: { type: 'ambient', endpoint }, keys: bench.connection }),
    S3C_STAGING_BUCKET: STAGING,
  });
  initial = await bench.sandbox.snapshot();
  // Installing what the test needs from npm takes its time, once.
}, 240_000);
beforeEach(() => bench.sandbox.restore(initial));
afterEach(() => bench.sandbox.clearFaults());
afterAll(async () => {
  await deployed.close();
  await bench.close();
  await rm(folder, { recursive: true });
});

/** A file as an earlier step of a workflow would give it. */
async function someFile(): Promise<object> {
  const { answer } = await deployed.invoke({ operation: 'get_object_signed_url', input: at });
  return (answer as { file: object }).file;
}

describe("by AWS's Runtime Interface Client", () => {
  it.each(examples)('%s runs: %s', async (operation, _reason, input) => {
    const given = 'file' in input ? { ...input, file: await someFile() } : input;
    const { answer, error } = await deployed.invoke({ operation, input: given });
    expect(error).toBeUndefined();
    expect(answer).toBeTypeOf('object');
  });

  it('a connection is given by its name', async () => {
    const { answer } = await deployed.invoke({ operation: 'head_object', input: at, connection: 'keys' });
    expect(answer).toHaveProperty('etag');
  });

  it('a file goes to the staging bucket, and is there for whoever has its link', async () => {
    const { answer } = await deployed.invoke({ operation: 'get_object', input: at });
    const { file } = answer as { file: { url: string; expires: number } };
    expect(new URL(file.url).pathname).toMatch(new RegExp(`^/${STAGING}/files/`));
    expect((await fetch(file.url)).status).toBe(200);
    expect(file.expires).toBeGreaterThan(Date.now() / 1000);
  });

  it("an error's type is its code, for the ErrorEquals of a state machine; its message is a document", async () => {
    const input = { ...at, object_path: 'missing' };
    const { error } = await deployed.invoke({ operation: 'get_object', input });
    expect(error).toMatchObject({ errorType: 'no_such_key' });
    const document = JSON.parse(error?.errorMessage ?? '');
    expect(document).toMatchObject({ code: 'no_such_key', category: 'not_found', retryable: false });
    expect(document.fix).toBeTypeOf('string');
    expect(error?.trace).toEqual([`no_such_key: ${document.message}`]);
  });

  it('a batch of a queue is answered with the messages that failed', async () => {
    const fine = messageOf({ operation: 'put_object_text', input: { ...at, text: 'from a queue' } });
    const broken = [messageOf('{'), messageOf({ operation: 'nothing' })];
    const { answer } = await deployed.invoke({ Records: [...broken, fine] });
    expect(reported(answer as object)).toEqual(broken.map(({ messageId }) => messageId));
  });

  it('tells of its deadline before Lambda ends it, and goes on with the next event', async () => {
    bench.sandbox.addFault({ fault: 'delay', delay_ms: 60_000, api: 'HeadObject' });
    const late = await deployed.invoke({ operation: 'head_object', input: at }, 3);
    expect(late).toMatchObject({ error: { errorType: 'deadline_exceeded' } });
    bench.sandbox.clearFaults();
    expect(await deployed.invoke({ operation: 'head_object', input: at })).toHaveProperty('answer');
  });
});

describe('secrets', () => {
  it('are in no answer, no error and no log', async () => {
    const secret = bench.connection.secret_key as string;
    const sse_customer_key = Buffer.alloc(32, 7).toString('base64');
    const encrypted = { ...at, object_path: 'encrypted', sse_customer_key };
    const outcomes = [
      await deployed.invoke({ operation: 'put_object_text', input: { ...encrypted, text: 'text' } }),
      await deployed.invoke({
        operation: 'get_object',
        input: { ...encrypted, version_id: sse_customer_key },
      }),
      await deployed.invoke({ operation: 'head_object', input: at, connection: { secret_key: secret } }),
      await deployed.invoke({ operation: 'head_object', input: { ...at, [secret]: secret } }),
      await deployed.invoke({ operation: 'head_object', input: at, secret_key: secret }),
      await deployed.invoke({ Records: [messageOf(`{"secret_key": "${secret}"`)] }),
    ];
    const told = JSON.stringify(outcomes) + deployed.printed();
    expect(deployed.printed()).toContain('connection_in_event');
    for (const text of [secret, sse_customer_key]) {
      expect(told).not.toContain(text);
      expect(told).not.toContain(encodeURIComponent(text));
    }
  });

  it('nor is anything printed but lines of JSON that Lambda takes for what they are', () => {
    const [first, ...lines] = deployed.printed().trim().split('\n');
    expect(first).toMatch(/^Executing 'index.handler'|"message":"Executing/);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ timestamp: expect.any(String), level: expect.any(String) });
  });
});
