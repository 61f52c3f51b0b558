import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSandbox } from '../fixtures/sandbox.ts';
import type { TestSandbox } from '../fixtures/sandbox.ts';

const run = promisify(execFile);
const installed = spawnSync('aws', ['--version']).status === 0;
if (!installed) {
  // oxlint-disable-next-line no-console -- a skipped suite must be seen
  console.warn(
    'SKIPPED: the AWS CLI tests, because `aws` is not installed (Debian: apt-get install awscli).',
  );
}

const MIB = 1024 * 1024;
const Bucket = 'cli-bucket';

describe.skipIf(!installed)('the AWS CLI', { timeout: 60_000 }, () => {
  let test: TestSandbox;
  let directory: string;

  beforeAll(async () => {
    test = await startTestSandbox({ buckets: [Bucket] });
    directory = await mkdtemp(join(tmpdir(), 's3-sandbox-test-'));
  });

  afterAll(async () => {
    await rm(directory, { recursive: true });
    expect(test.defects).toEqual([]);
    await test.close();
  });

  const path = (name: string) => join(directory, name);
  /** Runs the CLI with nothing of the user's own environment but the path. */
  const aws = async (...parameters: string[]): Promise<string> => {
    const { sandbox } = test;
    const environment = {
      PATH: process.env['PATH'],
      HOME: directory,
      AWS_ACCESS_KEY_ID: sandbox.access_key,
      AWS_SECRET_ACCESS_KEY: sandbox.secret_key,
      AWS_DEFAULT_REGION: sandbox.region,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    };
    const { stdout } = await run('aws', ['--endpoint-url', sandbox.endpoint, ...parameters], {
      env: environment,
      maxBuffer: 64 * MIB,
    });
    return stdout;
  };
  const api = async (name: string, ...parameters: string[]): Promise<Record<string, unknown>> => {
    const output = await aws('s3api', name, ...parameters);
    return output.trim() === '' ? {} : (JSON.parse(output) as Record<string, unknown>);
  };
  const object = (key: string) => ['--bucket', Bucket, '--key', key];

  it.each([0, 5 * MIB, 20 * MIB + 1])('s3 cp takes %d bytes there and back', async (size) => {
    await writeFile(path('there'), Buffer.alloc(size, 'content'));
    await aws('s3', 'cp', path('there'), `s3://${Bucket}/sizes/file ${size}`, '--no-progress');
    await aws('s3', 'cp', `s3://${Bucket}/sizes/file ${size}`, path('back'), '--no-progress');
    expect((await readFile(path('back'))).equals(await readFile(path('there')))).toBe(true);
  });

  it('s3 ls lists buckets, folders and objects', async () => {
    await aws('s3', 'cp', path('there'), `s3://${Bucket}/listed/a+b ü.txt`, '--no-progress');
    expect(await aws('s3', 'ls')).toContain(Bucket);
    expect(await aws('s3', 'ls', `s3://${Bucket}`)).toContain('PRE listed/');
    expect(await aws('s3', 'ls', `s3://${Bucket}/listed/`)).toMatch(/\d+ a\+b ü\.txt\n$/);
  });

  it('s3 presign makes a URL that works, and not when it is changed', async () => {
    await writeFile(path('presigned.txt'), 'by URL');
    await aws('s3', 'cp', path('presigned.txt'), `s3://${Bucket}/presigned file.txt`, '--no-progress');
    const url = (await aws('s3', 'presign', `s3://${Bucket}/presigned file.txt`)).trim();
    expect(await (await fetch(url)).text()).toBe('by URL');
    const forged = await fetch(url.replace('presigned%20file', 'other%20file'));
    expect([forged.status, await forged.text()]).toEqual([
      403,
      expect.stringContaining('SignatureDoesNotMatch'),
    ]);
  });

  it('s3 mv and rm --recursive leave nothing behind', async () => {
    for (const name of ['one', 'two'])
      await aws('s3', 'cp', path('presigned.txt'), `s3://${Bucket}/tree/${name}`, '--no-progress');
    await aws('s3', 'mv', `s3://${Bucket}/tree/one`, `s3://${Bucket}/tree/three`, '--no-progress');
    expect(await aws('s3', 'ls', `s3://${Bucket}/tree/`)).toMatch(/three\n.*two\n$/);
    await aws('s3', 'rm', `s3://${Bucket}/tree/`, '--recursive');
    await expect(aws('s3', 'ls', `s3://${Bucket}/tree/`)).rejects.toMatchObject({ code: 1 });
  });

  it('s3 mb and rb create and delete a bucket', async () => {
    await aws('s3', 'mb', 's3://short-lived-bucket');
    await aws('s3', 'rb', 's3://short-lived-bucket');
    expect(await aws('s3', 'ls')).not.toContain('short-lived');
  });

  it('s3api does what the twelve operations do', async () => {
    await writeFile(path('body.txt'), 'the body');
    expect((await api('list-buckets'))['Buckets']).toMatchObject([{ Name: Bucket }]);
    expect(await api('get-bucket-location', '--bucket', Bucket)).toEqual({ LocationConstraint: null });
    const written = await api(
      'put-object',
      ...object('api/a'),
      '--body',
      path('body.txt'),
      '--metadata',
      'm=1',
      '--tagging',
      't=1',
      '--checksum-algorithm',
      'SHA256',
    );
    expect(written).toMatchObject({ ServerSideEncryption: 'AES256', ChecksumSHA256: expect.any(String) });
    expect(await api('head-object', ...object('api/a'))).toMatchObject({
      ContentLength: 8,
      Metadata: { m: '1' },
    });
    expect(
      await api('get-object', ...object('api/a'), '--range', 'bytes=4-7', path('range.txt')),
    ).toMatchObject({ ContentRange: 'bytes 4-7/8' });
    expect(await readFile(path('range.txt'), 'utf8')).toBe('body');
    expect((await api('list-objects-v2', '--bucket', Bucket, '--prefix', 'api/'))['Contents']).toMatchObject([
      { Key: 'api/a', Size: 8 },
    ]);
    expect((await api('list-objects', '--bucket', Bucket, '--prefix', 'api/'))['Contents']).toHaveLength(1);
    await expect(api('put-object-acl', ...object('api/a'), '--acl', 'public-read')).rejects.toThrow(
      'AccessControlListNotSupported',
    );
    expect((await api('get-object-acl', ...object('api/a')))['Grants']).toMatchObject([
      { Permission: 'FULL_CONTROL' },
    ]);
    await api('copy-object', ...object('api/b'), '--copy-source', `${Bucket}/api/a`);
    const deleted = await api(
      'delete-objects',
      '--bucket',
      Bucket,
      '--delete',
      JSON.stringify({ Objects: [{ Key: 'api/b' }, { Key: 'api/none' }] }),
    );
    expect(deleted['Deleted']).toHaveLength(2);
    await api('delete-object', ...object('api/a'));
    await expect(api('head-object', ...object('api/a'))).rejects.toThrow('Not Found');
  });

  it('s3api does versions, tags and parts', async () => {
    await api('put-bucket-versioning', '--bucket', Bucket, '--versioning-configuration', 'Status=Enabled');
    expect(await api('get-bucket-versioning', '--bucket', Bucket)).toEqual({ Status: 'Enabled' });
    const { VersionId } = await api('put-object', ...object('v'), '--body', path('body.txt'));
    await api('put-object-tagging', ...object('v'), '--tagging', 'TagSet=[{Key=a,Value=b}]');
    expect((await api('get-object-tagging', ...object('v')))['TagSet']).toEqual([{ Key: 'a', Value: 'b' }]);
    await api('delete-object', ...object('v'));
    const listed = await api('list-object-versions', '--bucket', Bucket, '--prefix', 'v');
    expect(listed).toMatchObject({ Versions: [{ VersionId }], DeleteMarkers: [{ IsLatest: true }] });
    const { UploadId } = await api('create-multipart-upload', ...object('p'));
    expect((await api('list-multipart-uploads', '--bucket', Bucket))['Uploads']).toHaveLength(1);
    await api('abort-multipart-upload', ...object('p'), '--upload-id', String(UploadId));
  });
});
