import { describe, expect, test } from 'vitest';
import * as sdk from '@aws-sdk/client-s3';
import { createConnector } from '../../connector/index.ts';
import { supervise } from '../../connector/supervised-client.ts';
import { connectorAnswering, nowhere, type Asked } from '../fixtures/answers.ts';
import { openTarget } from '../fixtures/target.ts';

const object = { bucket_name: 'some-bucket', object_path: 'key' };
const list = '<ListBucketResult></ListBucketResult>';
const copied =
  '<CopyObjectResult><ETag>"e"</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></CopyObjectResult>';

/** A lookup of the bucket's region before each call needs a permission that many users lack. */
describe('no operation asks S3 for more than it must', () => {
  test.each([
    ['put_object_text', { ...object, text: '' }, '', ['PUT /key']],
    ['get_object', { ...object, output: 'text' }, '', ['GET /key']],
    ['get_object', { ...object, output: 'reference' }, '', ['HEAD /key']],
    ['head_object', object, '', ['HEAD /key']],
    ['delete_object', object, '', ['DELETE /key']],
    ['copy_object', { ...object, source_bucket_name: 's3b', source_object_path: 'a' }, copied, ['PUT /key']],
    ['put_object_acl', { ...object, acl: 'private' }, '', ['PUT /key']],
    ['list_bucket_objects', { bucket_name: 'some-bucket' }, list, ['GET /']],
    ['get_object_signed_url', object, '', []],
    ['create_upload_url', object, '', []],
  ])('%s %j', async (name, input, body, calls) => {
    const headers = {
      etag: '"e"',
      'content-length': `${body.length}`,
      'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
    };
    const { connector, asked } = connectorAnswering({ body, headers });
    await connector.run(name as string, input, { connection: nowhere });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(calls);
    expect(asked.filter(({ query }) => 'location' in query)).toEqual([]);
  });
});

test('an answer is read however its XML declaration is written', async () => {
  const buckets = '<Buckets><Bucket><Name>a-bucket</Name></Bucket></Buckets>';
  for (const declaration of ['', '<?xml version="1.0"?>\n', "<?xml version='1.0' encoding='utf-8'?>"]) {
    const body = `${declaration}<ListAllMyBucketsResult>${buckets}</ListAllMyBucketsResult>`;
    const { connector } = connectorAnswering({ body });
    const { result } = await connector.run('list_buckets_ddl', {}, { connection: nowhere });
    expect(result).toEqual([{ text: 'a-bucket', value: 'a-bucket' }]);
  }
});

test('runs side by side keep their inputs and their places in a list apart', async () => {
  const target = await openTarget();
  const [one, other] = [await target.newBucket(), await target.newBucket()];
  const keys = { [one]: ['inv/1', 'inv/2', 'inventory/3'], [other]: ['a', 'b', 'inv/4', 'inv/5', 'inv/6'] };
  for (const [bucket_name, paths] of Object.entries(keys)) {
    for (const object_path of paths)
      await target.run('put_object_text', { bucket_name, object_path, text: bucket_name });
  }
  const found = async (bucket_name: string, prefix?: string) => {
    const input = { bucket_name, return_all: true, max_keys: 1, ...(prefix ? { prefix } : {}) };
    const { objects } = await target.run<{ objects: { object_path: string }[] }>(
      'list_bucket_objects',
      input,
    );
    return objects.map(({ object_path }) => object_path);
  };
  const lists = await Promise.all([found(one, 'inv/'), found(other), found(one), found(other, 'inv/')]);
  expect(lists).toEqual([['inv/1', 'inv/2'], keys[other], keys[one], ['inv/4', 'inv/5', 'inv/6']]);
  await target.close();
});

test('two connections side by side are not mixed up', async () => {
  const keyIds: string[] = [];
  const handle = ({ headers }: Asked) => {
    keyIds.push(/Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? 'none');
    return Promise.resolve({ response: { statusCode: 204, headers: {} } });
  };
  const connector = createConnector({ requestHandler: { handle } as never });
  const ids = ['AKIAFIRST00000000001', 'AKIASECOND0000000002', 'AKIAFIRST00000000001'];
  const runs = ids.map((access_key) =>
    connector.run('delete_object', object, { connection: { ...nowhere, access_key } }),
  );
  await Promise.all(runs);
  expect(keyIds.toSorted()).toEqual(ids.toSorted());
});

test('a file that would need more parts than S3 takes is refused before the part that is too many', async () => {
  const client = new sdk.S3Client({ region: 'us-east-1' });
  const whole = () => ({ MpuObjectSize: 0 });
  const at = { Bucket: 'some-bucket', Key: 'key' };
  const { client: supervised } = supervise(client, sdk, at, { whole }, new AbortController().signal);
  const part = { ...at, UploadId: 'u', PartNumber: 10_001, Body: '' };
  await expect(supervised.send(new sdk.UploadPartCommand(part))).rejects.toMatchObject({
    code: 'too_many_parts',
  });
});
