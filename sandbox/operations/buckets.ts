import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { compareKeys } from '../store/key-index.ts';
import { toXml } from '../xml.ts';
import { decodeToken, encodeToken, pageSize, takePage } from './listing.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export async function listBuckets(context: Context): Promise<Answer> {
  const prefix = context.query('prefix') ?? '';
  const region = context.query('bucket-region');
  const token = context.query('continuation-token');
  const after = token === undefined ? '' : decodeToken(token);
  const found = [...context.store.buckets.values()]
    .map((bucket) => bucket.record)
    .filter(
      (record) => record.owner === context.callerId && record.name.startsWith(prefix) && record.name > after,
    )
    .filter((record) => region === undefined || record.region === region)
    .sort((first, second) => compareKeys(first.name, second.name));
  // Without max-buckets the answer is whole, however long.
  const maximum = context.query('max-buckets') === undefined ? Infinity : pageSize(context, 'max-buckets');
  const { page, truncated } = takePage(found, maximum);
  const last = page.at(-1);
  const content = {
    Owner: { ID: context.callerId },
    Buckets: {
      Bucket: page.map((record) => ({
        Name: record.name,
        CreationDate: record.created,
        BucketRegion: record.region,
      })),
    },
    Prefix: prefix === '' ? undefined : prefix,
    ContinuationToken: truncated && last !== undefined ? encodeToken(last.name) : undefined,
  };
  return { status: 200, body: toXml('ListAllMyBucketsResult', content) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export async function headBucket(context: Context): Promise<Answer> {
  return {
    status: 200,
    headers: {
      'x-amz-bucket-region': context.bucket.record.region,
      'x-amz-access-point-alias': 'false',
      'content-type': 'application/xml',
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: empty means us-east-1. */
export async function getBucketLocation(context: Context): Promise<Answer> {
  const { region } = context.bucket.record;
  return {
    status: 200,
    body: toXml('LocationConstraint', region === 'us-east-1' ? {} : { '#text': region }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html: uploads in progress do not keep a bucket, versions do. */
export async function deleteBucket(context: Context): Promise<Answer> {
  const { bucket } = context;
  const fields = { BucketName: bucket.record.name };
  if (bucket.keys.size > 0) {
    const message =
      bucket.record.versioning === undefined
        ? undefined
        : 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.';
    throw new S3Error('BucketNotEmpty', { message, fields });
  }
  await context.store.removeBucket(bucket.record.name);
  await context.store.removeBlobs([...bucket.uploads.values()].flatMap((upload) => upload.parts));
  return { status: 204 };
}
