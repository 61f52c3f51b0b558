import { describe, expect, test } from 'vitest';
import { createConnector } from '../../connector/index.ts';
import { s3c } from './support.ts';

const { manifest } = createConnector();
const names = manifest.operations.map(({ name }) => name);

test('operations: one line for each, under a heading', async () => {
  const { code, stdout } = await s3c(['operations']);
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(/ +/)[0])).toEqual(['OPERATION', ...names]);
});

test('operations --json: the same as JSON', async () => {
  const { stdout } = await s3c(['operations', '--json']);
  const listed = JSON.parse(stdout) as { name: string; effect: string; local: boolean }[];
  expect(listed.map(({ name }) => name)).toEqual(names);
  expect(listed).toContainEqual(
    expect.objectContaining({ name: 'put_object_text', effect: 'write', local: false }),
  );
});

test('manifest: the manifest of the connector', async () => {
  const { stdout } = await s3c(['manifest']);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(manifest)));
});

describe('describe', () => {
  test.each(names)('%s: every input, output and action, and an example', async (name) => {
    const entry = manifest.operations.find((operation) => operation.name === name);
    const { code, stdout } = await s3c(['describe', name]);
    expect(code).toBe(0);
    const members = [entry?.input_schema, entry?.output_schema].flatMap((schema) =>
      Object.keys(schema?.properties ?? {}),
    );
    for (const member of members) expect(stdout).toMatch(new RegExp(`^  ${member} `, 'm'));
    for (const { action } of entry?.permissions ?? []) expect(stdout).toContain(action);
    expect(stdout).toContain(`s3c run ${name}`);
  });

  test('tells what is required and what is the default', async () => {
    const { stdout } = await s3c(['describe', 'put_object_text']);
    expect(stdout).toMatch(/^  bucket_name +text, required/m);
    expect(stdout).toMatch(/^  mime_type +text, default "text\/plain; charset=utf-8"/m);
  });

  test('--json: its entry of the manifest', async () => {
    const { stdout } = await s3c(['describe', 'put_object_text', '--json']);
    const entry = manifest.operations.find(({ name }) => name === 'put_object_text');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(entry)));
  });
});

describe('the AWS SDK', () => {
  const hook = `export const resolve = (name, context, next) => {
    if (/^@(aws-sdk|smithy)\\//.test(name)) throw new Error('The AWS SDK is loaded');
    return next(name, context);
  };`;
  const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hook))});`;
  const withoutSdk = ['--import', dataUrl(register)];

  test.each([
    ['operations'],
    ['describe', 'put_object_text'],
    ['manifest'],
    ['--help'],
    ['run', 'list_regions_ddl'],
  ])('is not loaded by %s', async (...words) => {
    expect(await s3c(words, { node: withoutSdk })).toMatchObject({ code: 0, stderr: '' });
  });

  test('is loaded by a call, which shows that this test would notice', async () => {
    const connection =
      '{"access_key":"a-key","secret_key":"its-secret","region":"eu-west-1","endpoint":"http://127.0.0.1:1"}';
    const input = '{"bucket_name":"media","object_path":"a","text":""}';
    const words = ['run', 'put_object_text', '--connection', connection, '--input', input];
    expect((await s3c(words, { node: withoutSdk })).stderr).toContain('The AWS SDK is loaded');
  });
});
