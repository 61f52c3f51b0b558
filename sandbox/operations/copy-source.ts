import { checkExpectedOwner } from '../authorize.ts';
import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { Bucket } from '../store/index.ts';
import type { ObjectVersion } from '../store/types.ts';
import { refuseArchived } from './archive.ts';
import { checkCopyConditions } from './conditions.ts';
import { parseCopySource } from './copy-source-header.ts';
import { checkCustomerKey } from './encryption.ts';
import { findObject, versionHeader } from './versions.ts';

/** The object that a copy reads. */
export interface CopySource {
  bucket: Bucket;
  key: string;
  object: ObjectVersion;
}

/** Finds the source named by `x-amz-copy-source`, and checks that it meets the conditions. */
export function copySource(context: Context): CopySource {
  const { bucketName, key, versionId } = parseCopySource(context.header('x-amz-copy-source') ?? '');
  const bucket = context.store.buckets.get(bucketName);
  if (bucket === undefined) throw new S3Error('NoSuchBucket', { fields: { BucketName: bucketName } });
  checkExpectedOwner(bucket, context.header('x-amz-source-expected-bucket-owner'));
  const object = findSource(bucket, key, versionId);
  checkCustomerKey(context, object.encryption, true);
  checkCopyConditions(context, object);
  refuseArchived(object, context.now, "Operation is not valid for the source object's storage class");
  return { bucket, key, object };
}

/** Only a source in a bucket with versions tells which one was copied. */
export function copySourceHeaders({ bucket, object }: CopySource): Record<string, string | undefined> {
  return { 'x-amz-copy-source-version-id': versionHeader(bucket.record, object)['x-amz-version-id'] };
}

function findSource(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  try {
    return findObject(bucket, key, versionId);
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== 'MethodNotAllowed') throw error;
    throw new S3Error('InvalidRequest', {
      message: 'The source of a copy request may not specifically refer to a delete marker by version id.',
    });
  }
}
