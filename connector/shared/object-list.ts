import type { _Object as ListedObject } from '@aws-sdk/client-s3';
import type { S3 } from '../client.ts';
import type { RequestOf } from '../commands.ts';
import { decodeListed } from './keys.ts';
import { pagesOf } from './pages.ts';

interface ListInput {
  bucket_name: string;
  prefix?: string;
  delimiter?: string;
  start_after?: string;
  continuation_token?: string;
  max_keys: number;
  return_all: boolean;
  limit?: number;
  fetch_owner?: boolean;
  expected_bucket_owner?: string;
  request_payer?: 'requester';
}

/** Lists objects and folders, their names decoded, and says where the list goes on. */
export async function listObjects(client: Pick<S3, 'send'>, input: ListInput) {
  const request = listRequest(input);
  const wanted = { ...input, page_size: input.max_keys, from: input.continuation_token };
  const { pages, next } = await pagesOf(wanted, async (MaxKeys, ContinuationToken) => {
    const page = await client.send('ListObjectsV2', { ...request, MaxKeys, ContinuationToken });
    const { Contents = [], CommonPrefixes = [], EncodingType, IsTruncated, NextContinuationToken } = page;
    return {
      objects: Contents.map((object): ListedObject => ({
        ...object,
        Key: decodeListed(object.Key, EncodingType),
      })),
      folders: CommonPrefixes.map(({ Prefix }) => decodeListed(Prefix as string, EncodingType)),
      entries: Contents.length + CommonPrefixes.length,
      is_truncated: IsTruncated === true,
      next: NextContinuationToken,
    };
  });
  return {
    objects: pages.flatMap(({ objects }) => objects),
    folders: pages.flatMap(({ folders }) => folders),
    next,
  };
}

const listRequest = (input: ListInput): RequestOf<'ListObjectsV2'> => ({
  Bucket: input.bucket_name,
  Prefix: input.prefix,
  Delimiter: input.delimiter,
  StartAfter: input.start_after,
  EncodingType: 'url',
  FetchOwner: input.fetch_owner,
  ExpectedBucketOwner: input.expected_bucket_owner,
  RequestPayer: input.request_payer,
});
