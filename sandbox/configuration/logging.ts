import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { LOGGING } from './shapes.ts';
import type { LoggingConfiguration } from './shapes.ts';
import { storedDocument } from './stored.ts';

/** Kept and told; no log is written. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const logging = storedDocument({
  member: 'logging',
  root: 'BucketLoggingStatus',
  shape: LOGGING,
  check: checkLogging,
});

/** The bucket that takes the logs must be there, in the same region and account. */
function checkLogging(configuration: LoggingConfiguration, context: Context): LoggingConfiguration {
  const name = configuration.LoggingEnabled?.TargetBucket;
  if (name === undefined) return configuration;
  const { region, owner } = context.bucket.record;
  const target = context.store.buckets.get(name)?.record;
  if (target?.region === region && target.owner === owner) return configuration;
  const message =
    target === undefined
      ? 'The target bucket for logging does not exist'
      : 'The target bucket for logging must be in the same region and account as the source bucket';
  throw new S3Error('InvalidTargetBucketForLogging', { message, fields: { TargetBucket: name } });
}
