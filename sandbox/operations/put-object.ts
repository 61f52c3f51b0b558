import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { expirationHeader } from '../lifecycle/due.ts';
import { publish } from '../notifications/publisher.ts';
import type { ObjectVersion } from '../store/types.ts';
import { requestedAttributes } from './attributes.ts';
import { checksumHeaders } from './checksums.ts';
import { checkWriteConditions } from './conditions.ts';
import { encryptionHeaders } from './encryption.ts';
import { requireIntegrityForLock } from './lock.ts';
import { NULL_VERSION, addVersion, currentObject, versionHeader } from './versions.ts';
import { receiveContent } from './write.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(context: Context): Promise<Answer> {
  const { bucket, key } = context;
  if (context.header('x-amz-write-offset-bytes') !== undefined) throw new S3Error('NotImplemented');
  const { owner, attributes } = requestedAttributes(context);
  requireIntegrityForLock(context, attributes.lock);
  checkWriteConditions(context, currentObject(bucket, key));
  const { blob, etag, checksum } = await receiveContent(context, attributes.encryption);
  const object: ObjectVersion = {
    ...attributes,
    deleteMarker: false,
    versionId: NULL_VERSION,
    lastModified: context.now.toISOString(),
    owner,
    size: blob.size,
    etag,
    parts: [{ ...blob, number: 1, etag, checksum: checksum.value }],
    multipart: false,
    checksum,
  };
  const stored = await storeObject(context, object);
  publish(context, 'ObjectCreated:Put', key, stored);
  return {
    status: 200,
    headers: {
      etag: `"${etag}"`,
      ...versionHeader(bucket.record, stored),
      ...encryptionHeaders(attributes.encryption),
      ...checksumHeaders(checksum),
      ...expirationHeader(bucket.record, key, stored),
    },
  };
}

/** Makes an object current, unless a condition has come to fail while its content arrived. */
export async function storeObject(context: Context, object: ObjectVersion): Promise<ObjectVersion> {
  const { bucket, key } = context;
  try {
    checkWriteConditions(context, currentObject(bucket, key));
  } catch (error) {
    await context.store.removeBlobs(object.parts);
    throw error;
  }
  return addVersion(context, bucket, key, object);
}
