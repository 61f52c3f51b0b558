import type { Context } from './context.ts';
import { S3Error } from './errors.ts';

/** Regions a bucket can be created in: https://docs.aws.amazon.com/general/latest/gr/s3.html (by form, so that new ones work). */
const REGION = /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-[a-z]+){1,2}-\d$/;

export function isRegion(name: string): boolean {
  return REGION.test(name);
}

/**
 * The region a request was sent to. One server stands for all regional endpoints, so that is
 * the region in the Host header if it names one; for a bucket in the Host header the bucket's region,
 * as AWS's name servers would resolve it; else the region it was signed for.
 */
export function endpointRegion(context: Context): string {
  const { address } = context.request;
  const bucketRegion = context.store.buckets.get(context.bucketName)?.record.region;
  const resolved = address.virtualHost ? bucketRegion : undefined;
  return (
    address.hostRegion ??
    resolved ??
    context.authentication.region ??
    bucketRegion ??
    context.surroundings.region
  );
}

/**
 * Refuses a request signed for another region than it was sent to, or sent to another region than its bucket's.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html
 */
export function checkRegion(context: Context, api: string): void {
  const endpoint = endpointRegion(context);
  const signed = context.authentication.region ?? endpoint;
  if (signed !== endpoint) throw wrongSigningRegion(signed, endpoint);
  const bucket = context.store.buckets.get(context.bucketName)?.record;
  if (bucket === undefined || bucket.region === endpoint || api === 'CreateBucket') return;
  // us-east-1 tells every bucket's location.
  if (api === 'GetBucketLocation' && endpoint === 'us-east-1') return;
  throw wrongEndpoint(bucket.name, bucket.region);
}

function wrongSigningRegion(signed: string, expected: string): S3Error {
  return new S3Error('AuthorizationHeaderMalformed', {
    message: `The authorization header is malformed; the region '${signed}' is wrong; expecting '${expected}'`,
    fields: { Region: expected },
    headers: { 'x-amz-bucket-region': expected },
  });
}

function wrongEndpoint(bucket: string, region: string): S3Error {
  return new S3Error('PermanentRedirect', {
    fields: { Endpoint: `${bucket}.s3.${region}.amazonaws.com`, Bucket: bucket, Region: region },
    headers: { 'x-amz-bucket-region': region },
  });
}
