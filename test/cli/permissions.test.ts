import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { table } from '../../connector/permissions/index.ts';
import { errorIn, s3c } from './support.ts';

let folder: string;
const file = (name: string) => join(folder, `${name}.json`);
const policy = (Action: string | string[], Condition?: object) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Some', Effect: 'Allow', Action, Resource: '*', Condition }],
});
const anyone = { ...policy('s3:GetObject').Statement[0], Sid: 'Anyone', Principal: '*' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3c-permissions-'));
  const files = {
    read: policy('s3:GetObject'),
    write: policy('s3:PutObject'),
    local: policy('s3:GetObject', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    bucket: { Version: '2012-10-17', Statement: [anyone] },
    malformed: { Version: '2012-10-17', Statement: [{ Effect: 'allow', Action: 's3:*', Resource: '*' }] },
  };
  await Promise.all(
    Object.entries(files).map(([name, document]) => writeFile(file(name), JSON.stringify(document))),
  );
  await writeFile(file('broken'), '{"Version": 2012-10');
});
afterAll(() => rm(folder, { recursive: true }));

describe('s3c permissions', () => {
  test('lists every row of every operation', async () => {
    const { code, stdout } = await s3c(['permissions']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1 + table().reduce((sum, { rows }) => sum + Math.max(1, rows.length), 0));
    expect(stdout).toMatch(/^put_object_text +s3:PutObject +the object +always$/m);
    expect(stdout).toMatch(/^ +s3:PutObjectAcl +the object +with acl$/m);
    expect(stdout).toMatch(
      /^ +s3:PutObjectTagging +the object +without tags or tagging_directive, if the source has tags$/m,
    );
  });

  test('--operations and --json: the rows of some, as data', async () => {
    const { stdout } = await s3c(['permissions', '--operations', 'get_object, delete_object', '--json']);
    expect(JSON.parse(stdout)).toEqual(
      table()
        .filter(({ operation }) => /^(get|delete)_object$/.test(operation))
        .toReversed(),
    );
  });

  test('--format markdown: a page', async () => {
    const { stdout } = await s3c(['permissions', '--operations', 'get_object', '--format', 'markdown']);
    expect(stdout).toContain('| [`get_object`](#get_object) | `s3:GetObject` |');
    expect(stdout).toContain('"Resource": "arn:aws:s3:::YOUR-BUCKET/*"');
    expect(stdout).toContain('Open the IAM console');
  });

  test('--format html: a page that loads nothing and runs nothing', async () => {
    const { stdout } = await s3c(['permissions', '--format', 'html']);
    expect(stdout).toMatch(/^<!doctype html>/);
    expect(stdout).toContain('@media print');
    expect(stdout).not.toMatch(/<script|<link|<img|@import|\bsrc=|url\(/);
    expect(stdout).not.toContain('`');
  });
});

describe('s3c policy', () => {
  const make = (...words: string[]) => s3c(['policy', ...words]);
  const COPY = ['--operations', 'copy_object', '--bucket', 'media', '--source-bucket', 'inbox'];

  test('prints the document and nothing else, and on stderr what it leaves out', async () => {
    const { code, stdout, stderr } = await make(
      '--operations',
      'get_object,list_bucket_objects',
      '--bucket',
      'media',
      '--prefix',
      'a/',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ListBucketUnderPrefix',
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::media',
          Condition: { StringLike: { 's3:prefix': 'a/*' } },
        },
        { Sid: 'ReadObjects', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media/a/*' },
      ],
    });
    expect(stderr).toContain('get_object: s3:GetObjectVersion with version_id');
    expect(stderr).toContain('get_object: kms:Decrypt if the object is encrypted with a KMS key');
  });

  test.each([
    ['acl,tags', ['s3:PutObject', 's3:PutObjectAcl', 's3:PutObjectTagging']],
    ['version_id', 's3:PutObject'],
    ['s3:PutObjectLegalHold', ['s3:PutObject', 's3:PutObjectLegalHold']],
  ])('--include %s', async (include, actions) => {
    const { stdout } = await make(
      '--operations',
      'put_object_text',
      '--bucket',
      'media',
      '--include',
      include,
    );
    expect(JSON.parse(stdout).Statement[0].Action).toEqual(actions);
  });

  test('--include all leaves nothing out', async () => {
    const { stdout, stderr } = await make(
      '--operations',
      'get_object',
      '--bucket',
      'media',
      '--include',
      'all',
    );
    expect(JSON.parse(stdout).Statement).toHaveLength(2);
    expect(stderr).not.toContain('Left out');
  });

  test('--kind bucket --principal', async () => {
    const principal = 'arn:aws:iam::111122223333:role/app';
    const { stdout } = await make(
      '--operations',
      'get_object',
      '--bucket',
      'media',
      '--kind',
      'bucket',
      '--principal',
      principal,
    );
    expect(JSON.parse(stdout).Statement).toMatchObject([{ Principal: { AWS: principal } }]);
  });

  test.each([
    ['terraform', 'resource "aws_iam_policy"'],
    ['cloudformation', 'AWS::IAM::ManagedPolicy'],
    ['cdk', 'new iam.ManagedPolicy'],
    ['markdown', '# Identity policy'],
  ])('--format %s', async (format, part) => {
    const { code, stdout } = await make(
      '--operations',
      'get_object',
      '--bucket',
      'media',
      '--format',
      format,
    );
    expect(code).toBe(0);
    expect(stdout).toContain(part);
  });

  test('warns of a policy that is too large', async () => {
    const include = ['--prefix', 'x'.repeat(700), '--include', 'all'];
    const names = table()
      .map(({ operation }) => operation)
      .join(',');
    const { stderr } = await make('--operations', names, '--bucket', 'media', ...include);
    expect(stderr).not.toContain('Too large');
    const wide = await make(
      '--operations',
      names,
      '--bucket',
      'media',
      '--prefix',
      'x'.repeat(7000),
      '--include',
      'all',
    );
    expect(wide.stderr).toContain('of the 6144 that a managed policy may have');
  });

  test('is that of one of the two buckets of a copy', async () => {
    const words = ['--kind', 'bucket', '--principal', '*', '--for-bucket', 'inbox'];
    const { code, stdout, stderr } = await make(...COPY, ...words);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).Statement).toMatchObject([{ Resource: 'arn:aws:s3:::inbox/*' }]);
    expect(stderr).toContain('Bucket "media" has a policy of its own');
  });

  test.each<[string, string[], string]>([
    [
      'a misspelt option',
      ['--operations', 'get_object', '--bucket', 'media', '--include', 'versionid'],
      'policy_option_unknown',
    ],
    ['an unknown operation', ['--operations', 'get_objekt', '--bucket', 'media'], 'operation_unknown'],
    [
      'an unknown format',
      ['--operations', 'get_object', '--bucket', 'media', '--format', 'yaml'],
      'usage_invalid',
    ],
    [
      'an unknown kind',
      ['--operations', 'get_object', '--bucket', 'media', '--kind', 'user'],
      'usage_invalid',
    ],
    ['no bucket', ['--operations', 'get_object'], 'policy_scope_missing'],
    [
      'an address for a bucket',
      ['--operations', 'get_object', '--bucket', 's3://media'],
      'policy_scope_invalid',
    ],
    [
      'a misspelt partition',
      ['--operations', 'get_object', '--bucket', 'media', '--partition', 'aws-gov'],
      'partition_unknown',
    ],
    [
      'no principal',
      ['--operations', 'get_object', '--bucket', 'media', '--kind', 'bucket'],
      'policy_needs_principal',
    ],
    [
      'what a bucket cannot grant',
      ['--operations', 'list_buckets', '--kind', 'bucket', '--principal', '*'],
      'not_for_bucket_policies',
    ],
    [
      'a copy between two buckets and the policy of neither',
      [...COPY, '--kind', 'bucket', '--principal', '*'],
      'bucket_policy_of_one',
    ],
    ['a principal in an identity policy', [...COPY, '--principal', '*'], 'usage_invalid'],
    ['the bucket of an identity policy', [...COPY, '--for-bucket', 'media'], 'usage_invalid'],
    ['no operation', ['--operations', ',', '--bucket', 'media'], 'usage_invalid'],
  ])('exits 2 for %s', async (_, words, code) => {
    const ended = await make(...words, '--json');
    expect(ended.code).toBe(2);
    expect(errorIn(ended)).toMatchObject({ code });
  });
});

describe('s3c check', () => {
  const get = ['check', '--operation', 'get_object', '--input', '{"bucket_name":"media","object_path":"a"}'];

  test.each<[string, string[], number, object]>([
    [
      'allowed',
      ['--policy', 'read'],
      0,
      {
        actions: [
          {
            action: 's3:GetObject',
            resource: 'arn:aws:s3:::media/a',
            statement: { policy: expect.stringContaining('read'), sid: 'Some', index: 0 },
          },
        ],
        missing: [],
      },
    ],
    [
      'denied',
      ['--policy', 'write'],
      3,
      { missing: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::media/a' }] },
    ],
    [
      'unknown',
      ['--policy', 'local'],
      4,
      { notes: [expect.stringContaining('aws:SourceIp'), expect.any(String)] },
    ],
    ['allowed', ['--policy', 'write', 'read'], 0, {}],
    ['allowed', ['--policy', 'write', '--policy', 'read'], 0, {}],
    [
      'allowed',
      ['--policy', 'write', '--bucket-policy', 'bucket'],
      0,
      { actions: [{ statement: { policy: 'bucket policy', sid: 'Anyone' } }] },
    ],
    ['allowed', ['--bucket-policy', 'bucket', '--principal=anonymous'], 0, {}],
    ['allowed', ['--policy', 'local', '--context={"aws:SourceIp":"203.0.113.9"}'], 0, {}],
    ['denied', ['--policy', 'local', '--context={"aws:SourceIp":"198.51.100.9"}'], 3, {}],
    ['denied', ['--policy', 'read', '--permissions-boundary', 'write'], 3, {}],
    ['denied', ['--policy', 'read', '--session-policy', 'write'], 3, {}],
    ['denied', ['--policy', 'read', '--service-control-policy', 'write'], 3, {}],
    [
      'denied',
      ['--policy', 'read', '--principal=arn:aws:iam::111122223333:user/bob', '--account=444455556666'],
      3,
      {},
    ],
    [
      'allowed',
      ['--policy', 'read', '--partition=aws-cn'],
      0,
      { actions: [{ resource: 'arn:aws-cn:s3:::media/a' }] },
    ],
  ])('%s: %j exits %i', async (decision, words, exitCode, answer) => {
    const paths = words.map((word) => (word.startsWith('-') ? word : file(word)));
    const { code, stdout, stderr } = await s3c([...get, ...paths]);
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ decision, ...answer });
  });

  test.each<[string, string[], string]>([
    ['a policy that is malformed', ['--policy', 'malformed'], 'policy_invalid'],
    ['a policy that is no JSON', ['--policy', 'broken'], 'json_invalid'],
    ['a policy that is not there', ['--policy', 'missing'], 'argument_unusable'],
    ['a principal that is none', ['--policy', 'read', '--principal=bob'], 'principal_unknown'],
    ['a context that is none', ['--policy', 'read', '--context=[]'], 'usage_invalid'],
    ['a misspelt input', ['--policy', 'read', '--input={"bucket":"media"}'], 'input_invalid'],
  ])('exits 2 for %s', async (_, words, code) => {
    const paths = words.map((word) => (word.startsWith('-') ? word : file(word)));
    const ended = await s3c([...get, ...paths, '--json']);
    expect(ended.code).toBe(2);
    expect(errorIn(ended)).toMatchObject({ code });
  });
});

describe('s3c explain-policy', () => {
  test('says what a policy allows', async () => {
    const { code, stdout } = await s3c(['explain-policy', file('bucket')]);
    expect(code).toBe(0);
    expect(stdout).toContain('A bucket policy, on */*.');
    expect(stdout).toMatch(
      /Allowed in part\n(.*\n)* +get_object +not s3:GetObjectVersion \(with version_id\)/,
    );
    expect(stdout).toMatch(/To know\n +statement 1 +Everyone on the internet/);
  });

  test('reads standard input, and prints JSON', async () => {
    const stdin = JSON.stringify(policy('s3:ListAllMyBuckets'));
    const { stdout } = await s3c(['explain-policy', '-', '--json'], { stdin });
    const { operations } = JSON.parse(stdout) as { operations: { operation: string; allowed: string }[] };
    const full = operations.filter(({ allowed }) => allowed === 'full').map(({ operation }) => operation);
    expect(full).toEqual(['list_buckets', 'list_buckets_ddl']);
  });

  test('points at what is wrong with a policy', async () => {
    const { code, stderr } = await s3c(['explain-policy', file('malformed')]);
    expect(code).toBe(2);
    expect(stderr).toContain('Statement[0].Effect');
  });
});
