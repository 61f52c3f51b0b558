import { randomBytes } from 'node:crypto';
import type { Answer, Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { checkLifecycleRule } from './lifecycle-checks.ts';
import { LIFECYCLE } from './lifecycle-shape.ts';
import type { LifecycleConfiguration } from './lifecycle-shape.ts';
import { storedDocument } from './stored.ts';

const MINIMUM = 'x-amz-transition-default-minimum-object-size';

const document = storedDocument({
  member: 'lifecycle',
  root: 'LifecycleConfiguration',
  shape: LIFECYCLE,
  missing: 'NoSuchLifecycleConfiguration',
  check: (configuration) => withIds(configuration),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export async function getBucketLifecycle(context: Context): Promise<Answer> {
  const answer = await document.get(context);
  const minimum = context.bucket.record.transitionMinimum ?? 'all_storage_classes_128K';
  return { ...answer, headers: { [MINIMUM]: minimum } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export async function putBucketLifecycle(context: Context): Promise<Answer> {
  const minimum = context.header(MINIMUM) ?? 'all_storage_classes_128K';
  if (minimum !== 'all_storage_classes_128K' && minimum !== 'varies_by_storage_class') {
    throw invalidArgument(`Invalid value for ${MINIMUM} header`, MINIMUM, minimum);
  }
  const answer = await document.put(context);
  context.bucket.record.transitionMinimum = minimum;
  await context.store.saveBucket(context.bucketName);
  return { ...answer, headers: { [MINIMUM]: minimum } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle = document.remove;

/** S3 names the rules that have no name. */
function withIds(configuration: LifecycleConfiguration): LifecycleConfiguration {
  const Rule = configuration.Rule.map((rule) => ({
    ...rule,
    ID: rule.ID === undefined || rule.ID === '' ? randomBytes(36).toString('base64url') : rule.ID,
  }));
  if (new Set(Rule.map(({ ID }) => ID)).size < Rule.length) {
    throw new S3Error('InvalidArgument', {
      message: 'Rule ID must be unique. Found same ID for more than one rule',
    });
  }
  Rule.forEach(checkLifecycleRule);
  return { Rule };
}
