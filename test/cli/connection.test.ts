import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorIn, openBench, s3c, type Bench, type StartOptions } from './support.ts';

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(() => bench.close());

const input = JSON.stringify({ bucket_name: 'media', object_path: 'a.txt', text: 'Hello' });
const words = ['run', 'put_object_text', '--input', input];
const wrong = '{"access_key":"AKIAIOSFODNN7EXAMPLE","secret_key":"wrong-key-of-nobody","region":"us-east-1"}';

describe('a connection is given', () => {
  test.each<[string, () => [string[], StartOptions]]>([
    ['as an argument', () => [['--connection', JSON.stringify(bench.connection)], {}]],
    ['by a file', () => [['--connection', bench.connectionFile], {}]],
    [
      'on standard input',
      () => [['--connection', '-'], { stdin: JSON.stringify(bench.connection, null, 2) }],
    ],
    ['by the environment', () => [[], { env: { S3C_CONNECTION: JSON.stringify(bench.connection) } }]],
    ['by a file that the environment names', () => [[], { env: { S3C_CONNECTION: bench.connectionFile } }]],
    [
      'by the option rather than by the environment',
      () => [['--connection', bench.connectionFile], { env: { S3C_CONNECTION: wrong } }],
    ],
  ])('%s', async (_, given) => {
    const [more, options] = given();
    expect(await s3c([...words, ...more], options)).toMatchObject({ code: 0, stderr: '' });
  });

  test('on standard input while the input comes from a file, and the other way round', async () => {
    const both = await s3c(['run', 'put_object_text', '--input', '-', '--connection', bench.connectionFile], {
      stdin: input,
    });
    expect(both.code).toBe(0);
  });
});

test('a local operation needs none, and does not look for one', async () => {
  const { code, stdout } = await s3c(['run', 'list_regions_ddl'], { env: { S3C_CONNECTION: 'no JSON' } });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).result).toContainEqual(expect.objectContaining({ value: 'eu-west-1' }));
});

describe('the secret key is never printed', () => {
  const secret = 'Correct/Horse+Battery/Staple+0123456789ab';
  const connection = JSON.stringify({
    access_key: 'AKIAIOSFODNN7EXAMPLE',
    secret_key: secret,
    region: 'us-east-1',
  });
  test.each<[string, string[], StartOptions]>([
    ['wrong for its user', [...words, '--connection', '-'], { stdin: '' }],
    ['in broken JSON', [...words, '--connection', `${connection}}`], {}],
    ['in broken JSON of the environment', words, { env: { S3C_CONNECTION: connection.slice(0, -1) } }],
    ['in an unquoted member', [...words, '--connection', connection.replaceAll('"', '')], {}],
    ['where the operation belongs', ['run', connection], {}],
    ['where the command belongs', [connection], {}],
    ['in a word too many', [...words, connection], {}],
    ['in a misspelt option', [...words, `--connecton=${connection}`], {}],
    ['in a list', [...words, '--connection', `[${connection}]`], {}],
    ['as a path', [...words, '--connection', `@${secret.replaceAll('/', '_')}`], {}],
    ['in a member that does not exist', [...words, '--connection', `{"secret":"${secret}"}`], {}],
    [
      'in the wrong member',
      [...words, '--connection', `{"access_key":"${secret}","secret_key":"${secret} "}`],
      {},
    ],
  ])('%s', async (name, given, options) => {
    const stdin =
      options.stdin === '' ? JSON.stringify({ ...bench.connection, secret_key: secret }) : undefined;
    const ended = await s3c([...given, '--json'], { ...options, stdin });
    expect(ended.code).not.toBe(0);
    expect(errorIn(ended)).toHaveProperty('message');
    expect(ended.stdout + ended.stderr, name).not.toContain(secret);
  });

  test('in success', async () => {
    const { stdout, stderr } = await s3c([...words, '--connection', bench.connectionFile]);
    expect(stdout).not.toBe('');
    expect(stdout + stderr).not.toContain(bench.connection.secret_key);
  });
});
