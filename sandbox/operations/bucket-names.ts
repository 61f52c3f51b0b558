import { isIPv4 } from 'node:net';
import { S3Error } from '../errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/;
const RESERVED_PREFIX = /^(?:xn--|sthree-|amzn-s3-demo-)/;
const RESERVED_SUFFIX = /(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Refuses a name that no new general purpose bucket may have. */
export function checkBucketName(name: string): void {
  const wellFormed = NAME.test(name) && !name.includes('..') && !isIPv4(name);
  if (wellFormed && !RESERVED_PREFIX.test(name) && !RESERVED_SUFFIX.test(name)) return;
  throw new S3Error('InvalidBucketName', { fields: { BucketName: name } });
}
