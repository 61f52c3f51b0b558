import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createConnector } from '../../../connector/index.ts';
import { samTemplate, type Deployment } from '../../../hosts/lambda/index.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import { hostPackages } from '../../fixtures/host-packages.ts';
import { BUCKET, failureOf, openBench, STAGING, type Bench } from './support.ts';

interface Template {
  Resources: {
    Function: {
      Properties: {
        Policies: { Version: string; Statement: object[] }[];
        Environment: { Variables: Record<string, string> };
        Timeout: number;
        Events: { Queue: { Type: string; Properties: object } };
        DeadLetterQueue?: object;
      };
    };
    Queue: { Properties: Record<string, unknown> };
    DeadLetterQueue: { Properties: object };
  };
}

const connector = createConnector();
const DEPLOYMENT: Deployment = {
  operations: connector.permissions.roles.find(({ name }) => name === 'app')?.operations ?? [],
  include: ['s3:AbortMultipartUpload'],
  bucket: BUCKET,
  prefix: 'notes/',
  staging: { bucket: STAGING, prefix: 'out/' },
};

let parse: (text: string) => unknown;
beforeAll(async () => {
  const packages = await hostPackages('lambda');
  ({ parse } = createRequire(join(packages, 'package.json'))('yaml') as { parse: typeof parse });
}, 240_000);

/** The template of a deployment, as a reader of YAML sees it. */
const read = (deployment: Deployment) => parse(samTemplate(connector, deployment).text) as Template;
const functionIn = ({ Resources }: Template) => Resources.Function.Properties;

describe('the template', () => {
  test('is YAML that says what the data says, whatever names are in it', () => {
    for (const prefix of [
      'notes/',
      'yes',
      '- #a: b/',
      '"quoted" & *starred/',
      "it's/",
      'ä/日本/',
      '\\back/',
      '{a}/',
    ]) {
      const { text, template } = samTemplate(connector, { ...DEPLOYMENT, prefix });
      expect(parse(text)).toEqual(JSON.parse(JSON.stringify(template)));
    }
  });

  test("gives the role the generator's policy, and nothing beyond but the staging bucket", () => {
    const { operations, bucket, prefix, include } = DEPLOYMENT;
    const calls = operations.map((operation) => ({ operation, scope: { bucket, prefix, include } }));
    const { document } = connector.permissions.policy({ calls, kind: 'identity' });
    const [policy, staging, ...others] = functionIn(read(DEPLOYMENT)).Policies;
    expect(policy).toEqual(document);
    expect(staging?.Statement).toMatchObject([{ Resource: `arn:aws:s3:::${STAGING}/out/*` }]);
    expect(others).toEqual([]);
  });

  test('has a queue that feeds the function, reports of single messages, and an end for what keeps failing', () => {
    const template = read({ ...DEPLOYMENT, timeoutSeconds: 20 });
    const { Events, Timeout, DeadLetterQueue } = functionIn(template);
    expect(Timeout).toBe(20);
    expect(Events.Queue).toMatchObject({
      Type: 'SQS',
      Properties: {
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        Queue: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      },
    });
    const dead = { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] };
    expect(template.Resources.Queue.Properties).toMatchObject({
      VisibilityTimeout: 120,
      RedrivePolicy: { deadLetterTargetArn: dead, maxReceiveCount: 5 },
    });
    expect(DeadLetterQueue).toEqual({ Type: 'SQS', TargetArn: dead });
  });

  test('has FIFO queues on demand, which Lambda takes for no events of its own', () => {
    const template = read({ ...DEPLOYMENT, fifo: true });
    for (const name of ['Queue', 'DeadLetterQueue'] as const) {
      expect(template.Resources[name].Properties).toMatchObject({ FifoQueue: true });
    }
    expect(functionIn(template).DeadLetterQueue).toBeUndefined();
  });

  test('makes a function that reads only of operations that read only', () => {
    const reading = connector.manifest.operations.filter(({ effect }) => effect === 'read');
    const variablesFor = (operations: string[]) =>
      functionIn(read({ operations, bucket: BUCKET })).Environment.Variables;
    const names = reading.map(({ name }) => name);
    expect(variablesFor(names)).toEqual({ S3C_READ_ONLY: 'true', S3C_BUCKETS: `["${BUCKET}"]` });
    expect(variablesFor([...names, 'delete_object'])).toEqual({ S3C_BUCKETS: `["${BUCKET}"]` });
  });

  test('needs no policy for what makes no call', () => {
    const none = connector.manifest.operations.filter(({ permissions }) => permissions.length === 0);
    expect(functionIn(read({ operations: none.map(({ name }) => name) })).Policies).toEqual([]);
  });

  test('is not made for what there is not', () => {
    expect(() => samTemplate(connector, { operations: ['no_such_operation'], bucket: BUCKET })).toThrow(
      'no_such_operation',
    );
    expect(() => samTemplate(connector, { operations: ['get_object'] })).toThrow(/bucket/);
  });

  test('of which the repository has an example is one that can be read', async () => {
    const example = await readFile(
      new URL('../../../hosts/lambda/template.gen.yaml', import.meta.url),
      'utf8',
    );
    expect(functionIn(parse(example) as Template).Policies).toHaveLength(2);
  });
});

describe('a role with exactly these policies', () => {
  const KEYS = {
    access_key: 'ASIAROLEOFTHEFUNCTION',
    secret_key: 'key/of/the/role/key/of/the/role/key/of/r',
    session_token: 'token-of-the-role',
  };
  let bench: Bench;
  let sandbox: Sandbox;
  beforeAll(async () => {
    const [first, second] = functionIn(read(DEPLOYMENT)).Policies;
    bench = await openBench({
      users: [{ ...KEYS, name: 'role', policies: { first: first as object, second: second as object } }],
    });
    ({ sandbox } = bench);
  });
  afterAll(() => bench.close());
  afterEach(() => vi.unstubAllEnvs());

  /** The function as it is deployed: its role's credentials and its variables in the environment. */
  function deployed(without: readonly string[] = []) {
    const { Variables } = functionIn(read(DEPLOYMENT)).Environment;
    const variables = {
      ...Variables,
      AWS_REGION: sandbox.region,
      AWS_ACCESS_KEY_ID: KEYS.access_key,
      AWS_SECRET_ACCESS_KEY: KEYS.secret_key,
      AWS_SESSION_TOKEN: KEYS.session_token,
      S3C_CONNECTIONS: JSON.stringify({ default: { type: 'ambient', endpoint: sandbox.endpoint } }),
    };
    for (const [name, value] of Object.entries(variables))
      vi.stubEnv(name, without.includes(name) ? '' : value);
    return bench.handler({ connections: undefined });
  }

  test('runs the operations that the function is for', async () => {
    const handler = deployed();
    const at = { bucket_name: BUCKET, object_path: 'notes/by-the-role.txt' };
    await handler({ operation: 'put_object_text', input: { ...at, text: 'text' } });
    const { file } = (await handler({ operation: 'get_object', input: at })) as { file: { url: string } };
    expect(await (await fetch(file.url)).text()).toBe('text');
    await handler({ operation: 'put_object_file', input: { ...at, file } });
    const run = new Set(['put_object_text', 'get_object', 'put_object_file']);
    const inputs: Record<string, object> = {
      delete_object: at,
      get_bucket_location: { bucket_name: BUCKET },
      list_bucket_objects: { bucket_name: BUCKET, prefix: 'notes/' },
    };
    for (const operation of DEPLOYMENT.operations.filter((name) => !run.has(name))) {
      expect(inputs).toHaveProperty(operation);
      expect(await handler({ operation, input: inputs[operation] })).toBeTypeOf('object');
    }
  });

  test('does nothing else, even where the handler would let it', async () => {
    const elsewhere = { bucket_name: BUCKET, object_path: 'images/logo.svg' };
    const tagged = { bucket_name: BUCKET, object_path: 'notes/tagged', text: 'text', tags: { a: 'b' } };
    const limited = deployed();
    const text = { ...elsewhere, output: 'text' };
    expect((await failureOf(limited({ operation: 'get_object', input: text }))).name).toMatch(
      /^outside_connection/,
    );
    const unlimited = deployed(['S3C_BUCKETS', 'S3C_PREFIXES']);
    for (const [operation, input] of [
      ['get_object', text],
      ['put_object_text', tagged],
      ['list_bucket_objects', { bucket_name: BUCKET }],
    ] as const) {
      expect((await failureOf(unlimited({ operation, input }))).name).toBe('access_denied');
    }
  });
});
