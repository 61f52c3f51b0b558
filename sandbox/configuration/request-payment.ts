import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { toXml } from '../xml.ts';
import { REQUEST_PAYMENT } from './shapes.ts';
import { storedDocument } from './stored.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const requestPayment = storedDocument({
  member: 'requestPayment',
  root: 'RequestPaymentConfiguration',
  shape: REQUEST_PAYMENT,
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html */
export async function getBucketRequestPayment({ bucket }: Context): Promise<Answer> {
  const payment = bucket.record.requestPayment ?? { Payer: 'BucketOwner' };
  return { status: 200, body: toXml('RequestPaymentConfiguration', payment) };
}

/**
 * Refuses who does not agree to pay: https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html
 * @throws S3Error `AccessDenied`
 */
export function checkRequestPayment(context: Context): void {
  const bucket = context.store.buckets.get(context.bucketName)?.record;
  if (bucket?.requestPayment?.Payer !== 'Requester') return;
  if (context.identity?.account.canonicalId === bucket.owner) return;
  const agrees = context.identity !== undefined && context.header('x-amz-request-payer') === 'requester';
  if (!agrees) throw new S3Error('AccessDenied');
}
