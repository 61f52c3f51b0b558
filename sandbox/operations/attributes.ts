import type { Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import type { ObjectAttributes } from '../store/types.ts';
import { requestedEncryption } from './encryption.ts';
import { newObjectGrants } from './grants.ts';
import { requestedLock } from './lock.ts';
import { storedHeaders, userMetadata } from './metadata.ts';
import { tagsFromHeader } from './tags.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, those that S3 itself (not Outposts or Snow) has. */
const STORAGE_CLASSES: ReadonlySet<string> = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);

/** Everything a request says about a new object, checked before its content is read. */
export function requestedAttributes(context: Context): { owner: string; attributes: ObjectAttributes } {
  const { owner, grants } = newObjectGrants(context);
  const attributes = {
    headers: storedHeaders(context),
    metadata: userMetadata(context),
    tags: tagsFromHeader(context.header('x-amz-tagging')),
    storageClass: requestedStorageClass(context),
    encryption: requestedEncryption(context),
    grants,
    lock: requestedLock(context),
  };
  return { owner, attributes };
}

function requestedStorageClass(context: Context): string {
  const storageClass = context.header('x-amz-storage-class') ?? 'STANDARD';
  if (STORAGE_CLASSES.has(storageClass)) return storageClass;
  throw new S3Error('InvalidStorageClass', { fields: { StorageClassRequested: storageClass } });
}
