import { expect, test } from 'vitest';
import { ConnectorError } from '../../connector/index.ts';
import { connectorAnswering, nowhere } from '../fixtures/answers.ts';

/** The error of an input that must be refused before anything is asked of S3. */
async function refused(name: string, input: object, given: object = {}): Promise<ConnectorError> {
  const { connector, asked } = connectorAnswering({ body: '' });
  const error: unknown = await connector
    .run(name as string, input, { connection: { ...nowhere, ...given } })
    .catch((thrown: unknown) => thrown);
  expect(asked).toEqual([]);
  if (!ConnectorError.is(error)) throw error;
  expect(error.fix).not.toBe('');
  return error;
}

const customerKey = Buffer.alloc(32, 'k').toString('base64');
const object = { bucket_name: 'some-bucket', object_path: 'key' };
const text = { ...object, text: '' };

test.each([
  ['', 'is empty'],
  ['ab', 'is too short'],
  ['a'.repeat(64), 'is too long'],
  [' some-bucket', 'begins or ends with white space'],
  ['Some-bucket', 'has upper case letters'],
  ['some_bucket', 'has an underscore'],
  ['some bucket', 'has a character that is not allowed'],
  ['größe', 'has a character that is not allowed'],
  ['-some', 'does not begin and end with a letter or a digit'],
  ['some.', 'does not begin and end with a letter or a digit'],
  ['some..bucket', 'has two dots side by side'],
  ['192.168.5.4', 'is formatted like an IP address'],
  ['some/key', 'has a slash'],
  ['s3://some-bucket', 'is an address, not a name'],
  ['https://some-bucket.s3.amazonaws.com', 'is an address, not a name'],
  ['arn:aws:s3:::some-bucket', 'is an ARN, but not that of an access point'],
])('the bucket name %j %s', async (bucket_name, problem) => {
  const error = await refused('head_object', { ...object, bucket_name });
  expect(error).toMatchObject({ code: 'input_invalid', category: 'input', stage: 'validate_input' });
  expect(error.message).toContain(`Bucket ("bucket_name") ${problem}`);
});

test.each(['xn--some', 'sthree-some', 'amzn-s3-demo-some'])(
  'a new bucket cannot be called %s, since its beginning is reserved',
  async (bucket_name) => {
    expect((await refused('create_bucket', { bucket_name })).message).toContain('begins with');
  },
);

test.each(['some-s3alias', 'some--ol-s3', 'some.mrap', 'some--x-s3', 'some--table-s3'])(
  'a new bucket cannot be called %s, since its ending is reserved',
  async (bucket_name) => {
    expect((await refused('create_bucket', { bucket_name })).message).toContain('ends with');
  },
);

test.each([
  ['a key of 1,025 bytes', 'put_object_text', { ...text, object_path: 'é'.repeat(512) + 'x' }, '1,025 bytes'],
  ['no key', 'put_object_text', { ...text, object_path: '' }, 'Object key ("object_path") is empty'],
  [
    'metadata over 2 KB',
    'put_object_text',
    { ...text, metadata: { a: 'x'.repeat(2048) } },
    'takes 2,049 bytes',
  ],
  [
    'metadata over 2 KB once it is encoded',
    'put_object_text',
    { ...text, metadata: { a: '鍵'.repeat(600) } },
    /Metadata \("metadata"\) takes 2,\d{3} bytes/,
  ],
  ['a metadata name that is no header', 'put_object_text', { ...text, metadata: { 'a b': '' } }, 'is "a b"'],
  [
    'eleven tags',
    'put_object_text',
    { ...text, tags: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`t${index}`, ''])) },
    'Tags ("tags") has more than 10 tags',
  ],
  ['a range from behind', 'get_object', { ...object, range_from: 2, range_to: 1 }, '"range_to" (1) before'],
  [
    'a link for more than seven days',
    'get_object_signed_url',
    { ...object, expires_seconds: 604_801 },
    'Expires after ("expires_seconds") is longer than seven days',
  ],
  [
    'no keys to delete',
    'delete_multiple_objects',
    { bucket_name: 'some-bucket', object_keys: [] },
    'is empty',
  ],
  ['neither acl nor grants', 'put_object_acl', object, 'Neither "acl" nor "grants" is given'],
  ['half a character', 'head_object', { ...object, object_path: 'a\ud83d' }, 'has half of a character'],
  [
    'half a character in a list',
    'delete_multiple_objects',
    { bucket_name: 'some-bucket', object_keys: ['\ude00a'] },
    'has half of a character',
  ],
])('refuses %s', async (_, name, input, message) => {
  const error = await refused(name, input);
  expect(error).toMatchObject({ code: 'input_invalid', stage: 'validate_input' });
  expect(error.message).toMatch(message);
});

test.each(['http://s3.example.com', 'http://localhost:9000', 'http://10.0.0.1', 'http://127.example.com'])(
  'a customer key does not travel to %s, and is not repeated',
  async (endpoint) => {
    for (const [name, input] of [
      ['put_object_text', { ...text, sse_customer_key: customerKey }],
      ['get_object', { ...object, sse_customer_key: customerKey }],
      [
        'copy_object',
        {
          ...object,
          source_bucket_name: 'b0b',
          source_object_path: 'a',
          source_sse_customer_key: customerKey,
        },
      ],
    ] as const) {
      const error = await refused(name, input, { endpoint });
      expect(error.message).toContain("would travel unencrypted: the connection's endpoint is http");
      expect(JSON.stringify(error)).not.toContain(customerKey);
    }
  },
);

test.each(['http://127.0.0.1:1', 'http://[::1]:1', 'https://s3.example.com'])(
  'a customer key may travel to %s',
  async (endpoint) => {
    const { connector, asked } = connectorAnswering({ body: '', headers: { etag: '"e"' } });
    await connector.run(
      'put_object_text',
      { ...text, sse_customer_key: customerKey },
      {
        connection: { ...nowhere, endpoint },
      },
    );
    expect(asked).toHaveLength(1);
  },
);
