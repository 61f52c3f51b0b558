import { expect, test } from 'vitest';
import { connectorAnswering, nowhere } from '../fixtures/answers.ts';

const customerKey = Buffer.alloc(32, 'k').toString('base64');
const keyHeaders = (prefix: string) => ({
  [`${prefix}-algorithm`]: 'AES256',
  [`${prefix}-key`]: customerKey,
  [`${prefix}-key-md5`]: 'mT2HRsMGJ5IX5C+0rreZ8Q==',
});

/** Every put input, and the headers that it becomes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
const INPUTS: readonly [input: object, headers: Record<string, string>][] = [
  [{ mime_type: 'image/png' }, { 'content-type': 'image/png' }],
  [{ acl: 'bucket-owner-full-control' }, { 'x-amz-acl': 'bucket-owner-full-control' }],
  [{ metadata: { Author: 'plain' } }, { 'x-amz-meta-author': 'plain' }],
  [{ metadata: { author: 'Zoë' } }, { 'x-amz-meta-author': '=?UTF-8?B?Wm/Dqw==?=' }],
  [{ tags: { 'a b': 'x=y', c: '' } }, { 'x-amz-tagging': 'a%20b=x%3Dy&c=' }],
  [{ storage_class: 'GLACIER_IR' }, { 'x-amz-storage-class': 'GLACIER_IR' }],
  [{ cache_control: 'max-age=60' }, { 'cache-control': 'max-age=60' }],
  [{ content_disposition: 'attachment' }, { 'content-disposition': 'attachment' }],
  [{ content_encoding: 'gzip' }, { 'content-encoding': 'gzip' }],
  [{ content_language: 'de' }, { 'content-language': 'de' }],
  [{ encryption: 'AES256' }, { 'x-amz-server-side-encryption': 'AES256' }],
  [{ encryption: 'aws:kms:dsse' }, { 'x-amz-server-side-encryption': 'aws:kms:dsse' }],
  [
    { kms_key_id: 'alias/app', bucket_key_enabled: true, encryption_context: { team: 'docs' } },
    {
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': 'alias/app',
      'x-amz-server-side-encryption-bucket-key-enabled': 'true',
      'x-amz-server-side-encryption-context': 'eyJ0ZWFtIjoiZG9jcyJ9',
    },
  ],
  [{ if_none_match: '*' }, { 'if-none-match': '*' }],
  [{ if_match: '"etag"' }, { 'if-match': '"etag"' }],
  [{ website_redirect: '/other' }, { 'x-amz-website-redirect-location': '/other' }],
  [{ expected_bucket_owner: '111122223333' }, { 'x-amz-expected-bucket-owner': '111122223333' }],
  [{ request_payer: 'requester' }, { 'x-amz-request-payer': 'requester' }],
];

/** Those that a presigned URL does not take: the uploader would have to know a secret, or a checksum. */
const NOT_PRESIGNED: typeof INPUTS = [
  [{ expires: '2031-01-01T00:00:00Z' }, { expires: 'Wed, 01 Jan 2031 00:00:00 GMT' }],
  [{ sse_customer_key: customerKey }, keyHeaders('x-amz-server-side-encryption-customer')],
  [
    { object_lock_mode: 'GOVERNANCE', object_lock_retain_until: '2031-01-01T00:00:00Z' },
    {
      'x-amz-object-lock-mode': 'GOVERNANCE',
      'x-amz-object-lock-retain-until-date': '2031-01-01T00:00:00Z',
    },
  ],
  [{ legal_hold: true }, { 'x-amz-object-lock-legal-hold': 'ON' }],
  [{ legal_hold: false }, { 'x-amz-object-lock-legal-hold': 'OFF' }],
];

const COPY_INPUTS: typeof INPUTS = [
  [{ checksum_algorithm: 'SHA256' }, { 'x-amz-checksum-algorithm': 'SHA256' }],
  [{ source_version_id: 'v/1' }, { 'x-amz-copy-source': 'source/a%20b?versionId=v%2F1' }],
  [{ metadata_directive: 'REPLACE' }, { 'x-amz-metadata-directive': 'REPLACE' }],
  [{ cache_control: 'no-store' }, { 'x-amz-metadata-directive': 'REPLACE' }],
  [{ tagging_directive: 'REPLACE' }, { 'x-amz-tagging-directive': 'REPLACE' }],
  [{ tags: { a: 'b' } }, { 'x-amz-tagging-directive': 'REPLACE' }],
  [{ source_if_match: '"e"' }, { 'x-amz-copy-source-if-match': '"e"' }],
  [{ source_if_none_match: '"e"' }, { 'x-amz-copy-source-if-none-match': '"e"' }],
  [
    { source_if_modified_since: '2031-01-01T00:00:00Z' },
    { 'x-amz-copy-source-if-modified-since': 'Wed, 01 Jan 2031 00:00:00 GMT' },
  ],
  [
    { source_if_unmodified_since: '2031-01-01T00:00:00Z' },
    { 'x-amz-copy-source-if-unmodified-since': 'Wed, 01 Jan 2031 00:00:00 GMT' },
  ],
  [{ source_sse_customer_key: customerKey }, keyHeaders('x-amz-copy-source-server-side-encryption-customer')],
  [
    { expected_source_bucket_owner: '1'.repeat(12) },
    { 'x-amz-source-expected-bucket-owner': '1'.repeat(12) },
  ],
];

const object = { bucket_name: 'some-bucket', object_path: 'key' };
const COPIED =
  '<CopyObjectResult><ETag>"e"</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></CopyObjectResult>';

async function askedBy(name: string, input: object, body = '') {
  const { connector, asked } = connectorAnswering({ body, headers: { etag: '"e"' } });
  const output: unknown = await connector.run(name as string, input, { connection: nowhere });
  return { output, headers: asked[0]?.headers ?? {} };
}

const CHECKSUM: typeof INPUTS = [
  [
    { checksum_algorithm: 'SHA256' },
    { 'x-amz-checksum-sha256': 'mC2ePrmW9VnmM/TRlN7zdh2Qn1o7ZH0ahR/q1nwyydE=' },
  ],
];
test.each([...INPUTS, ...NOT_PRESIGNED, ...CHECKSUM])('put_object_text sends %j', async (input, headers) => {
  const asked = await askedBy('put_object_text', { ...object, text: 'text', ...input });
  expect(asked.headers).toMatchObject(headers);
});

const copy = { ...object, source_bucket_name: 'source', source_object_path: 'a b' };
test.each([...INPUTS, ...NOT_PRESIGNED, ...COPY_INPUTS])('copy_object sends %j', async (input, headers) => {
  const asked = await askedBy('copy_object', { ...copy, ...input }, COPIED);
  expect(asked.headers).toMatchObject({ 'x-amz-copy-source': 'source/a%20b', ...headers });
});

test('copy_object copies metadata and tags unless it is told otherwise', async () => {
  const { headers } = await askedBy('copy_object', copy, COPIED);
  expect(Object.keys(headers).filter((name) => name.endsWith('-directive'))).toEqual([]);
});

test('copy_object copies from an access point', async () => {
  const arn = 'arn:aws:s3:us-west-2:123456789012:accesspoint/my-point';
  const { headers } = await askedBy('copy_object', { ...copy, source_bucket_name: arn }, COPIED);
  expect(headers['x-amz-copy-source']).toBe(`${arn}/object/a%20b`);
});

test.each(INPUTS)('create_upload_url has the uploader send %j', async (input, headers) => {
  const { output } = await askedBy('create_upload_url', { ...object, ...input });
  const { url, ...told } = output as { url: string; headers: Record<string, string> };
  expect(told.headers).toEqual(headers);
  const signed = new URL(url).searchParams.get('X-Amz-SignedHeaders')?.split(';');
  expect(signed?.toSorted()).toEqual([...Object.keys(headers), 'host'].toSorted());
});
