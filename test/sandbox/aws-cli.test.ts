import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
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
/** 300 MiB take some seconds, and half a gigabyte of disk: `AWS_CLI_LARGE=1 npm test -- aws-cli` moves them. */
const SIZES = { nothing: 0, 'one part': 5 * MIB, ...(process.env['AWS_CLI_LARGE'] && { large: 300 * MIB }) };
/** Each process keeps one core busy for most of a second. */
const AT_ONCE = 2;

// Each test has keys or a bucket of its own.
describe.skipIf(!installed)('the AWS CLI', { timeout: 300_000, concurrent: true }, () => {
  let test: TestSandbox;
  let directory: string;

  beforeAll(async () => {
    test = await startTestSandbox({ buckets: [Bucket, 'version-bucket', 'empty-bucket'] });
    directory = await mkdtemp(join(tmpdir(), 's3-sandbox-test-'));
  });

  afterAll(async () => {
    await rm(directory, { recursive: true });
    expect(test.defects).toEqual([]);
    await test.close();
  });

  const path = (name: string) => join(directory, name);
  const take = places(AT_ONCE);
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
    const leave = await take();
    const ran = run('aws', ['--endpoint-url', sandbox.endpoint, ...parameters], {
      env: environment,
      maxBuffer: 64 * MIB,
    });
    return (await ran.finally(leave)).stdout;
  };
  const s3 = (name: string, ...parameters: string[]) => aws('s3', name, ...parameters, '--no-progress');
  const api = async (name: string, ...parameters: string[]): Promise<Record<string, unknown>> => {
    const output = await aws('s3api', name, ...parameters);
    return output.trim() === '' ? {} : (JSON.parse(output) as Record<string, unknown>);
  };
  const object = (Key: string, bucket = Bucket) => ['--bucket', bucket, '--key', Key];
  const url = (key: string) => `s3://${Bucket}/${key}`;
  /** Makes a folder with a file of the same text for each name. */
  const folder = async (name: string, ...files: string[]) => {
    await mkdir(path(name));
    for (const file of files) await writeFile(path(`${name}/${file}`), 'text');
    return path(name);
  };

  it('s3 sync and cp --recursive take files of all sizes there and back', async () => {
    await mkdir(path('sizes'));
    for (const [name, size] of Object.entries(SIZES))
      await writeFile(path(`sizes/${name}`), Buffer.alloc(size, 'content'));
    await s3('sync', path('sizes'), url('sizes/'));
    await Promise.all([
      s3('sync', url('sizes/'), path('synchronised')),
      s3('cp', url('sizes/'), path('copied'), '--recursive'),
    ]);
    for (const name of Object.keys(SIZES)) {
      const hash = await hashOf(path(`sizes/${name}`));
      expect(await hashOf(path(`synchronised/${name}`))).toBe(hash);
      expect(await hashOf(path(`copied/${name}`))).toBe(hash);
    }
    expect(await s3('sync', path('sizes'), url('sizes/'))).toBe('');
    await rm(path('sizes/nothing'));
    expect(await s3('sync', path('sizes'), url('sizes/'), '--delete')).toBe(
      `delete: ${url('sizes/nothing')}\n`,
    );
  });

  it('s3 ls lists buckets, folders and objects', async () => {
    await s3('cp', await folder('listed', 'a+b ü.txt'), url('listed/'), '--recursive');
    const [buckets, folders, objects] = await Promise.all([
      aws('s3', 'ls'),
      aws('s3', 'ls', url('')),
      aws('s3', 'ls', url('listed/')),
    ]);
    expect(buckets).toContain(Bucket);
    expect(folders).toContain('PRE listed/');
    expect(objects).toMatch(/ 4 a\+b ü\.txt\n$/);
  });

  it('s3 presign makes a URL that works, and not when it is changed', async () => {
    await s3('cp', `${await folder('shared', 'file')}/file`, url('presigned file.txt'));
    const presigned = (await aws('s3', 'presign', url('presigned file.txt'))).trim();
    expect(await (await fetch(presigned)).text()).toBe('text');
    const forged = await fetch(presigned.replace('presigned%20file', 'other%20file'));
    expect([forged.status, await forged.text()]).toEqual([
      403,
      expect.stringContaining('SignatureDoesNotMatch'),
    ]);
  });

  it('s3 mv and rm --recursive leave nothing behind', async () => {
    await s3('sync', await folder('tree', 'one', 'two'), url('tree/'));
    await s3('mv', url('tree/one'), url('tree/three'));
    expect(await aws('s3', 'ls', url('tree/'))).toMatch(/three\n.*two\n$/);
    expect(await aws('s3', 'rm', url('tree/'), '--recursive')).toMatch(/^(delete: .*\n){2}$/);
    await expect(aws('s3', 'ls', url('tree/'))).rejects.toMatchObject({ code: 1 });
  });

  it('s3 mb and rb create and delete a bucket', async () => {
    await aws('s3', 'mb', 's3://short-lived-bucket');
    await aws('s3', 'rb', 's3://short-lived-bucket');
    await expect(aws('s3', 'ls', 's3://short-lived-bucket')).rejects.toThrow('NoSuchBucket');
  });

  it('s3api tells what buckets there are, and what they are told', async () => {
    const bucket = ['--bucket', 'empty-bucket'];
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::empty-bucket/*' },
      ],
    });
    const [buckets, location] = await Promise.all([
      api('list-buckets'),
      api('get-bucket-location', ...bucket),
      api('head-bucket', ...bucket),
      api('put-bucket-policy', ...bucket, '--policy', policy),
    ]);
    expect(buckets['Buckets']).toEqual(expect.arrayContaining([expect.objectContaining({ Name: Bucket })]));
    expect(location).toEqual({ LocationConstraint: null });
    expect((await api('get-bucket-policy', ...bucket))['Policy']).toBe(policy);
    const denied = api('put-object', ...object('k', 'empty-bucket'));
    await expect(denied).rejects.toThrow('AccessDenied');
  });

  it('s3api reads and writes objects', async () => {
    await writeFile(path('body.txt'), 'the body');
    const settings = ['--metadata', 'm=1', '--tagging', 't=1', '--checksum-algorithm', 'SHA256'];
    expect(
      await api('put-object', ...object('api/a'), '--body', path('body.txt'), ...settings),
    ).toMatchObject({
      ServerSideEncryption: 'AES256',
      ChecksumSHA256: expect.any(String),
    });
    const [head, range, attributes, acl] = await Promise.all([
      api('head-object', ...object('api/a')),
      api('get-object', ...object('api/a'), '--range', 'bytes=4-7', path('range.txt')),
      api('get-object-attributes', ...object('api/a'), '--object-attributes', 'ObjectSize', 'Checksum'),
      api('get-object-acl', ...object('api/a')),
    ]);
    expect(head).toMatchObject({ ContentLength: 8, Metadata: { m: '1' } });
    expect(range).toMatchObject({ ContentRange: 'bytes 4-7/8' });
    expect(await readFile(path('range.txt'), 'utf8')).toBe('body');
    expect(attributes).toMatchObject({ ObjectSize: 8, Checksum: { ChecksumSHA256: expect.any(String) } });
    expect(acl['Grants']).toMatchObject([{ Permission: 'FULL_CONTROL' }]);
    await expect(api('put-object-acl', ...object('api/a'), '--acl', 'public-read')).rejects.toThrow(
      'AccessControlListNotSupported',
    );
  });

  it('s3api copies, lists and deletes objects', async () => {
    await api('put-object', ...object('many/a'));
    await api('copy-object', ...object('many/b'), '--copy-source', `${Bucket}/many/a`);
    const prefix = ['--bucket', Bucket, '--prefix', 'many/'];
    const [second, first] = await Promise.all([
      api('list-objects-v2', ...prefix),
      api('list-objects', ...prefix),
    ]);
    expect(second['Contents']).toMatchObject([{ Key: 'many/a', Size: 0 }, { Key: 'many/b' }]);
    expect(first['Contents']).toHaveLength(2);
    const list = JSON.stringify({ Objects: [{ Key: 'many/b' }, { Key: 'many/none' }] });
    const deleted = await api('delete-objects', '--bucket', Bucket, '--delete', list);
    expect(deleted['Deleted']).toHaveLength(2);
    await api('delete-object', ...object('many/a'));
    await expect(api('head-object', ...object('many/a'))).rejects.toThrow('Not Found');
  });

  it('s3api does versions and tags', async () => {
    const bucket = ['--bucket', 'version-bucket'];
    const key = object('v', 'version-bucket');
    await api('put-bucket-versioning', ...bucket, '--versioning-configuration', 'Status=Enabled');
    const [versioning, { VersionId }] = await Promise.all([
      api('get-bucket-versioning', ...bucket),
      api('put-object', ...key),
    ]);
    expect(versioning).toEqual({ Status: 'Enabled' });
    await api('put-object-tagging', ...key, '--tagging', 'TagSet=[{Key=a,Value=b}]');
    expect((await api('get-object-tagging', ...key))['TagSet']).toEqual([{ Key: 'a', Value: 'b' }]);
    await api('delete-object', ...key);
    const listed = await api('list-object-versions', ...bucket);
    expect(listed).toMatchObject({ Versions: [{ VersionId }], DeleteMarkers: [{ IsLatest: true }] });
  });

  it('s3api uploads in parts', async () => {
    await writeFile(path('part.txt'), 'the part');
    const { UploadId } = await api('create-multipart-upload', ...object('parts'));
    const upload = [...object('parts'), '--upload-id', String(UploadId)];
    const { ETag } = await api('upload-part', ...upload, '--part-number', '1', '--body', path('part.txt'));
    const [uploads, parts] = await Promise.all([
      api('list-multipart-uploads', '--bucket', Bucket),
      api('list-parts', ...upload),
    ]);
    expect(uploads['Uploads']).toEqual(expect.arrayContaining([expect.objectContaining({ Key: 'parts' })]));
    expect(parts['Parts']).toMatchObject([{ ETag, PartNumber: 1 }]);
    const whole = JSON.stringify({ Parts: [{ ETag, PartNumber: 1 }] });
    const completed = await api('complete-multipart-upload', ...upload, '--multipart-upload', whole);
    expect(completed['ETag']).toMatch(/-1"$/);
    await expect(api('abort-multipart-upload', ...upload)).rejects.toThrow('NoSuchUpload');
  });
});

/** Lets so many in at once; each leaves by what it was given. */
function places(count: number): () => Promise<() => void> {
  const free = Array.from({ length: count }, () => Promise.resolve());
  let next = 0;
  return async () => {
    const place = next++ % count;
    const { promise, resolve } = withResolver();
    const before = free[place];
    free[place] = promise;
    await before;
    return resolve;
  };
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
