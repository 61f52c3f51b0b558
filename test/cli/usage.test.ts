import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorIn, openBench, PROGRAM, s3c, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(() => bench.close());

describe('a wrong command line exits 2 and says how to write it', () => {
  const run = (...words: string[]) => [
    'run',
    'put_object_text',
    '--connection',
    bench.connectionFile,
    ...words,
  ];
  test.each<[string, () => string[], string]>([
    ['an unknown command', () => ['oprations'], 'Did you mean operations?'],
    ['an unknown option', () => run('--inpt', '{}'), 'Did you mean --input?'],
    ['no operation', () => ['run'], "Missing required argument 'operation'"],
    ['too many words', () => run('--input', '{}', 'more'), 'Too many arguments'],
    ['an unknown operation to run', () => ['run', 'put_object_txt'], 'Did you mean "put_object_text"?'],
    ['an unknown operation to describe', () => ['describe', 'put_txt_object'], 'There is no operation named'],
    ['broken JSON', () => run('--input', '{"text": x}'), 'line 1, column 10, a value is expected'],
    ['cut off JSON', () => run('--input', '{"text":\n "a"'), 'line 2, column 5'],
    ['empty JSON', () => run('--input', ''), '--input is empty'],
    ['a list for an input', () => run('--input', '[]'), 'must be an object'],
    [
      'a missing file',
      () => run('--input', '@missing.json'),
      '"missing.json" of --input cannot be used: it does not exist',
    ],
    ['a directory for a file', () => run('--input', `@${bench.folder}`), 'it is a directory'],
    [
      'a forgotten @',
      () => run('--input', bench.path('connection.json')),
      'To read the file of this name, write @',
    ],
    [
      'standard input twice',
      () => ['run', 'put_object_text', '--input', '-', '--connection', '-'],
      'there is only one',
    ],
    ['--file where none is taken', () => run('--file', PROGRAM), 'put_object_text takes no file'],
    [
      '--region where none is taken',
      () => ['run', 'list_regions_ddl', '--region', 'eu-west-1'],
      'takes no region',
    ],
    ['--save where none is given', () => run('--save', 'x'), 'put_object_text gives no file'],
    ['a missing --file', () => ['run', 'put_object_file', '--file', 'missing.jpg'], 'it does not exist'],
    ['a directory as --file', () => ['run', 'put_object_file', '--file', '.'], 'it is a directory'],
    ['an origin that is none', () => run('--allow-file-origin', 'localhost'), 'is not an origin'],
    ['a port that is none', () => ['sandbox', '--port', '65536'], 'from 0 to 65535'],
    ['a bucket name that is none', () => ['sandbox', '--bucket', 'No'], 'The specified bucket is not valid'],
  ])('%s', async (_, words, message) => {
    const ended = await s3c([...words(), '--json']);
    expect(ended.code).toBe(2);
    const error = errorIn(ended);
    expect(error).toMatchObject({ category: 'input', retryable: false });
    expect(`${error.message} ${error.fix}`).toContain(message);
    expect(ended.stderr).toContain(message);
  });

  test.each([
    [[], 'A command is missing'],
    [['--verbose'], "Unknown option '--verbose'"],
    [['run', 'put_object_text', '--input'], "'--input <json>' argument missing"],
  ])('%j', async (words, message) => {
    const { code, stderr } = await s3c(words);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('without --json standard output stays empty', async () => {
    expect(await s3c(['operations', '--colour'])).toMatchObject({ code: 2, stdout: '' });
  });
});

test('--region goes into the input, and wins over the one that is there', async () => {
  await writeFile(
    bench.path('input.json'),
    '\uFEFF{"bucket_name":"media","object_path":"a","text":"","region":"eu-west-1"}',
  );
  const words = [
    'run',
    'put_object_text',
    '--connection',
    bench.connectionFile,
    '--input',
    `@${bench.path('input.json')}`,
  ];
  expect(errorIn(await s3c([...words, '--json']))).toMatchObject({ code: 'wrong_region' });
  expect(await s3c([...words, '--region', 'us-east-1'])).toMatchObject({ code: 0 });
});

test('ambient credentials are used only when the command line allows them', async () => {
  const words = [
    'run',
    'put_object_text',
    '--connection',
    '{"type":"ambient","region":"us-east-1"}',
    '--json',
  ];
  const refused = await s3c(words);
  expect(refused.code).toBe(3);
  expect(errorIn(refused)).toMatchObject({ code: 'ambient_credentials_refused' });
  expect(errorIn(refused).fix).toContain('--allow-ambient-credentials');
  // Allowed, the run goes on to the next stage: the input.
  expect(errorIn(await s3c([...words, '--allow-ambient-credentials']))).toMatchObject({
    code: 'input_invalid',
  });
});

describe('help', () => {
  test.each([
    [['--help'], 's3c sandbox'],
    [['help', 'run'], 'S3C_CONNECTION'],
    [['operations', '--help'], 's3c operations --json'],
    [['describe', '--help'], 's3c describe get_object'],
    [['run', '--help'], 'Exit codes:'],
    [['permissions', '--help'], '--format html'],
    [['policy', '--help'], '--include'],
    [['check', '--help'], '3 denied'],
    [['explain-policy', '--help'], 's3c explain-policy'],
    [['manifest', '--help'], 's3c manifest'],
    [['sandbox', '--help'], '--directory'],
    [['playground', '--help'], '--port'],
    [['mcp', '--help'], '--read-only'],
  ])('%j exits 0 and shows examples', async (words, part) => {
    const { code, stdout, stderr } = await s3c(words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(part);
    expect(stdout).toContain('$ s3c');
  });
});

test('the program is executable by itself', async () => {
  const { stdout } = await promisify(execFile)(PROGRAM, ['--version']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
