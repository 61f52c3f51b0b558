import { describe, expect, test } from 'vitest';
import { connectorAnswering, nowhere } from '../fixtures/answers.ts';

const connection = nowhere;

const objects = (inside: string) => ({ body: `<ListBucketResult>${inside}</ListBucketResult>` });
const versions = (inside: string) => ({ body: `<ListVersionsResult>${inside}</ListVersionsResult>` });
const object = (key: string) =>
  `<Contents><Key>${key}</Key><Size>0</Size><ETag>&quot;e&quot;</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified><StorageClass>STANDARD</StorageClass></Contents>`;
const goesOn = '<IsTruncated>true</IsTruncated>';
const next = (token: string) => `${goesOn}<NextContinuationToken>${token}</NextContinuationToken>`;

describe('what a good server does not say', () => {
  test.each([
    ['list_bucket_objects', objects(object('a') + goesOn)],
    ['list_object_versions', versions(goesOn)],
    ['list_objects_ddl', objects(object('a') + goesOn)],
  ])('%s never passes a part off as the whole', async (name, answer) => {
    const { connector } = connectorAnswering(answer);
    const run = connector.run(name, { bucket_name: 'some-bucket' }, { connection });
    await expect(run).rejects.toMatchObject({
      code: 'partial_list',
      retryable: true,
      message: 'S3 says that the list goes on but not where: what came so far is not the whole.',
    });
  });

  test('a list that leads back to where it was ends with an error', async () => {
    const { connector, asked } = connectorAnswering(objects(object('a') + next('same')));
    const input = { bucket_name: 'some-bucket', return_all: true };
    await expect(connector.run('list_bucket_objects', input, { connection })).rejects.toMatchObject({
      code: 'partial_list',
    });
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['encoded', '100%2525'],
    ['not encoded, as Ceph sends it', '100%25'],
  ])('a version list goes on behind a marker that is %s', async (_, marker) => {
    const version = `<Version><Key>100%2525</Key><VersionId>v</VersionId><IsLatest>true</IsLatest><Size>0</Size><ETag>e</ETag><StorageClass>STANDARD</StorageClass><LastModified>2026-01-01T00:00:00.000Z</LastModified></Version>`;
    const more = `${goesOn}<NextKeyMarker>${marker}</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker>`;
    const { connector } = connectorAnswering(versions(`<EncodingType>url</EncodingType>${version}${more}`));
    const input = { bucket_name: 'some-bucket' };
    const output = await connector.run('list_object_versions', input, { connection });
    expect(output).toMatchObject({ next_key_marker: '100%25', next_version_id_marker: 'v' });
  });

  test('an empty page in the middle is not the end', async () => {
    const { connector } = connectorAnswering(
      objects(object('a') + next('1')),
      objects(next('2')),
      objects(object('b') + '<IsTruncated>false</IsTruncated>'),
    );
    const input = { bucket_name: 'some-bucket', return_all: true };
    const output = await connector.run('list_bucket_objects', input, { connection });
    expect(output).toMatchObject({ count: 2, is_truncated: false });
  });

  test('names are decoded only when the server says that it encoded them', async () => {
    const encoded = connectorAnswering(objects(`${object('a+b%2Bc')}<EncodingType>url</EncodingType>`));
    const plain = connectorAnswering(objects(object('a+b%2Bc')));
    const keyFrom = async ({ connector }: typeof plain) =>
      (await connector.run('list_bucket_objects', { bucket_name: 'some-bucket' }, { connection })).objects[0]
        ?.object_path;
    expect(await keyFrom(encoded)).toBe('a b+c');
    expect(await keyFrom(plain)).toBe('a+b%2Bc');
    expect(plain.asked[0]?.query).toMatchObject({ 'encoding-type': 'url' });
  });
});

describe('what is asked for', () => {
  const page = (count: number, more: string) => objects(object('k').repeat(count) + more);
  const sizesAsked = async (name: string, input: object, ...pages: ReturnType<typeof page>[]) => {
    const { connector, asked } = connectorAnswering(...(pages as [(typeof pages)[number]]));
    await connector.run(name, { bucket_name: 'some-bucket', ...input }, { connection });
    return asked.map(({ query }) => query['max-keys']);
  };

  test('is no more than is wanted', async () => {
    const full = page(1000, next('1'));
    expect(await sizesAsked('list_bucket_objects', { limit: 3 }, page(3, next('1')))).toEqual(['3']);
    expect(await sizesAsked('list_bucket_objects', { limit: 1003 }, full, page(3, next('2')))).toEqual([
      '1000',
      '3',
    ]);
    expect(await sizesAsked('list_objects_ddl', {}, page(100, next('1')))).toEqual(['100']);
  });

  test('goes beyond the first thousand keys where a word is looked for', async () => {
    const first = objects(object('other').repeat(1000) + next('1'));
    const { connector } = connectorAnswering(first, objects(object('the word')));
    const input = { bucket_name: 'some-bucket', search: 'WORD' };
    const { result } = await connector.run('list_objects_ddl', input, { connection });
    expect(result).toEqual([{ text: 'the word', value: 'the word' }]);
  });
});

describe('list_buckets_ddl', () => {
  const buckets = (inside: string) => ({
    body: `<ListAllMyBucketsResult><Buckets>${inside}</Buckets></ListAllMyBucketsResult>`,
  });
  const choices = async (inside: string) =>
    (await connectorAnswering(buckets(inside)).connector.run('list_buckets_ddl', {}, { connection })).result;

  test('gives an empty list for no bucket, and a list for one', async () => {
    expect(await choices('')).toEqual([]);
    expect(await choices('<Bucket><Name>one</Name></Bucket>')).toEqual([{ text: 'one', value: 'one' }]);
  });
});
