import { describe, expect, test } from 'vitest';
import { connectorAnswering, nowhere, type Asked } from '../fixtures/answers.ts';

type Request = Asked & { protocol: string; hostname: string; port?: number };

const ACCESS_POINT = 'arn:aws:s3:us-west-2:123456789012:accesspoint/my-point';
const OUTPOST =
  'arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01234567890123456/accesspoint/my-point';

const input = { bucket_name: 'some-bucket', object_path: 'a b/c', text: '' };

/** Where an object is stored by this connection, and what the output says of it. */
async function stored(connection: object, bucket_name: string) {
  const { connector, asked } = connectorAnswering({ body: '', headers: { etag: '"e"' } });
  const options = { connection: { ...nowhere, ...connection } };
  const { location } = await connector.run('put_object_text', { ...input, bucket_name }, options);
  const [{ protocol, hostname, port, path }] = asked as [Request];
  return { location, asked: `${protocol}//${hostname}${port ? `:${port}` : ''}${path}` };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const ADDRESSES: [connection: object, bucket: string, address: string][] = [
  [{}, 'some-bucket', 'https://some-bucket.s3.us-east-1.amazonaws.com'],
  [{ region: 'cn-north-1' }, 'some-bucket', 'https://some-bucket.s3.cn-north-1.amazonaws.com.cn'],
  [{ region: 'us-gov-west-1' }, 'some-bucket', 'https://some-bucket.s3.us-gov-west-1.amazonaws.com'],
  [{ use_fips: true }, 'some-bucket', 'https://some-bucket.s3-fips.us-east-1.amazonaws.com'],
  [{ use_dual_stack: true }, 'some-bucket', 'https://some-bucket.s3.dualstack.us-east-1.amazonaws.com'],
  [{}, 'some.bucket', 'https://s3.us-east-1.amazonaws.com/some.bucket'],
  [{ allow_legacy_bucket_names: true }, 'Old_Bucket', 'https://s3.us-east-1.amazonaws.com/Old_Bucket'],
  [{ force_path_style: true }, 'some-bucket', 'https://s3.us-east-1.amazonaws.com/some-bucket'],
  [{ endpoint: 'https://minio.example:9000' }, 'some-bucket', 'https://minio.example:9000/some-bucket'],
  [{ endpoint: 'https://host.example/s3/' }, 'some-bucket', 'https://host.example/s3/some-bucket'],
  [
    { endpoint: 'https://minio.example:9000', force_path_style: false },
    'some-bucket',
    'https://some-bucket.minio.example:9000',
  ],
  [{}, 'my-point-abc-s3alias', 'https://my-point-abc-s3alias.s3.us-east-1.amazonaws.com'],
  [{}, ACCESS_POINT, 'https://my-point-123456789012.s3-accesspoint.us-west-2.amazonaws.com'],
  [
    {},
    'arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap',
    'https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
  ],
  [{}, OUTPOST, 'https://my-point-123456789012.op-01234567890123456.s3-outposts.us-west-2.amazonaws.com'],
  [
    {},
    'arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/my-point',
    'https://my-point-123456789012.s3-object-lambda.us-west-2.amazonaws.com',
  ],
];

describe('a call goes where its object is said to be', () => {
  test.each(ADDRESSES)('%j and %s', async (connection, bucket, address) => {
    const object = `${address}/a%20b/c`;
    expect(await stored(connection, bucket)).toEqual({ asked: object, location: object });
  });
});

test.each([
  ['an ARN where the path names the bucket', { endpoint: 'https://minio.example' }, ACCESS_POINT],
  ['an ARN of two parts too many', {}, `${ACCESS_POINT}/further/parts`],
])('says so when there is no address: %s', async (_, connection, bucket_name) => {
  const { connector, asked } = connectorAnswering({ body: '' });
  const options = { connection: { ...nowhere, ...connection } };
  await expect(connector.run('put_object_text', { ...input, bucket_name }, options)).rejects.toMatchObject({
    code: 'no_address',
    category: 'input',
    message: expect.stringMatching(/^There is no address for this bucket .* ARN/),
  });
  expect(asked).toEqual([]);
});

test.each(['Old_Bucket', `${'a'.repeat(64)}`])(
  'a name from before 2018 passes only where the connection allows it, and not for a new bucket: %s',
  async (bucket_name) => {
    const { connector } = connectorAnswering({ body: '', headers: { etag: '"e"' } });
    const refused = { code: 'input_invalid', message: expect.stringContaining('"bucket_name"') };
    const legacy = { ...nowhere, allow_legacy_bucket_names: true };
    const put = { ...input, bucket_name };
    await expect(connector.run('put_object_text', put, { connection: nowhere })).rejects.toMatchObject(
      refused,
    );
    await expect(connector.run('put_object_text', put, { connection: legacy })).resolves.toBeDefined();
    const create = connector.run('create_bucket', { bucket_name }, { connection: legacy });
    await expect(create).rejects.toMatchObject(refused);
  },
);
