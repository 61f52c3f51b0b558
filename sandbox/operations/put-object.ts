import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { expirationHeader } from '../lifecycle/due.ts';
import { publish } from '../notifications/publisher.ts';
import type { ObjectAttributes, ObjectVersion } from '../store/types.ts';
import { requestedAttributes } from './attributes.ts';
import { checksumHeaders } from './checksums.ts';
import { checkWriteConditions } from './conditions.ts';
import { encryptionHeaders } from './encryption.ts';
import { requireIntegrityForLock } from './lock.ts';
import { NULL_VERSION, addVersion, currentObject, versionHeader } from './versions.ts';
import { receiveContent } from './write.ts';
import type { Content } from './write.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(context: Context): Promise<Answer> {
  const { bucket, key } = context;
  if (context.header('x-amz-write-offset-bytes') !== undefined) throw new S3Error('NotImplemented');
  const requested = requestedAttributes(context);
  const { attributes } = requested;
  requireIntegrityForLock(context, attributes.lock);
  checkWriteConditions(context, currentObject(bucket, key));
  const content = await receiveContent(context, attributes.encryption);
  const stored = await storeObject(context, newObject(context, requested, content));
  publish(context, 'ObjectCreated:Put', key, stored);
  return {
    status: 200,
    headers: {
      etag: `"${stored.etag}"`,
      ...versionHeader(bucket.record, stored),
      ...encryptionHeaders(attributes.encryption),
      ...checksumHeaders(stored.checksum),
      ...expirationHeader(bucket.record, key, stored),
    },
  };
}

/** An object that was written as a whole. */
export function newObject(
  context: Context,
  { owner, attributes }: { owner: string; attributes: ObjectAttributes },
  { blob, etag, checksum }: Content,
): ObjectVersion {
  return {
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
