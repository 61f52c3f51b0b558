import { S3Error } from '../errors.ts';
import { parseTimestamp } from './sigv4.ts';

/** How far a client's clock may be off: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const MAXIMUM_SKEW_MILLISECONDS = 15 * 60 * 1000;

/** @throws S3Error `RequestTimeTooSkewed` */
export function checkSkew(timestamp: string, now: Date): void {
  const sent = parseTimestamp(timestamp) as Date;
  if (Math.abs(now.getTime() - sent.getTime()) <= MAXIMUM_SKEW_MILLISECONDS) return;
  throw new S3Error('RequestTimeTooSkewed', {
    fields: {
      RequestTime: timestamp,
      ServerTime: now.toISOString(),
      MaxAllowedSkewMilliseconds: MAXIMUM_SKEW_MILLISECONDS,
    },
  });
}

/** The lifetime of a presigned URL of version 4: from its time stamp on, for so many seconds. */
export function checkExpiry(timestamp: string, expiresSeconds: number, now: Date): void {
  const signed = parseTimestamp(timestamp) as Date;
  refuseExpired(new Date(signed.getTime() + expiresSeconds * 1000), now, { 'X-Amz-Expires': expiresSeconds });
  if (signed.getTime() - now.getTime() <= MAXIMUM_SKEW_MILLISECONDS) return;
  throw new S3Error('AccessDenied', {
    message: 'Request is not yet valid',
    fields: { ServerTime: now.toISOString() },
  });
}

/** @throws S3Error `AccessDenied`, "Request has expired" */
export function refuseExpired(expires: Date, now: Date, fields: Record<string, number> = {}): void {
  if (expires >= now) return;
  throw new S3Error('AccessDenied', {
    message: 'Request has expired',
    fields: { ...fields, Expires: expires.toISOString(), ServerTime: now.toISOString() },
  });
}
