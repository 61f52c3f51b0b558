import type { Bucket } from '@aws-sdk/client-s3';
import type { Context } from '../../src/index.ts';
import type { S3 } from '../client.ts';
import type { ResponseOf } from '../commands.ts';
import { pagesOf, type Wanted } from './pages.ts';

/** S3's own largest page, and its page size when none is asked for. */
export const LARGEST_BUCKET_PAGE = 10_000;

export interface BucketList {
  /** Those that the connection's bounds allow. */
  buckets: Bucket[];
  owner: ResponseOf<'ListBuckets'>['Owner'];
  next: string | undefined;
}

/**
 * Lists buckets. The page size is always sent, because S3 names the buckets' regions only in paginated answers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export async function listBuckets(
  { client, limits }: Context<S3>,
  wanted: Omit<Wanted<string>, 'limit'> & { prefix?: string },
): Promise<BucketList> {
  const { pages, next } = await pagesOf(wanted, async (size, from) => {
    const page = await client.send('ListBuckets', {
      MaxBuckets: size,
      ContinuationToken: from,
      Prefix: wanted.prefix,
    });
    const { Buckets = [], ContinuationToken: next } = page;
    return { ...page, entries: Buckets.length, is_truncated: next !== undefined, next };
  });
  const buckets = pages.flatMap(({ Buckets = [] }) => Buckets);
  const allowed = limits.buckets;
  return {
    buckets: allowed ? buckets.filter(({ Name = '' }) => allowed.includes(Name)) : buckets,
    owner: pages[0]?.Owner,
    next,
  };
}
