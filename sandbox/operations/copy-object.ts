import type { Answer, Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { expirationHeader } from '../lifecycle/due.ts';
import { publish } from '../notifications/publisher.ts';
import type { Checksum, ObjectAttributes } from '../store/types.ts';
import { toXml } from '../xml.ts';
import { requestedAttributes } from './attributes.ts';
import { parseAlgorithm } from './checksums.ts';
import { checkWriteConditions } from './conditions.ts';
import { copySource, copySourceHeaders } from './copy-source.ts';
import type { CopySource } from './copy-source.ts';
import { encryptionHeaders } from './encryption.ts';
import { newObject, storeObject } from './put-object.ts';
import { currentObject, versionHeader } from './versions.ts';
import { MAXIMUM_BODY_BYTES, copyContent } from './write.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export async function copyObject(context: Context): Promise<Answer> {
  const source = copySource(context);
  if (source.object.size > MAXIMUM_BODY_BYTES) throw tooLarge();
  const requested = copiedAttributes(context, source);
  checkWriteConditions(context, currentObject(context.bucket, context.key));
  const algorithm = context.header('x-amz-checksum-algorithm');
  const content = await context.store.readBlobs(source.object.parts, 0, source.object.size - 1);
  const copied = await copyContent(
    context,
    content,
    requested.attributes.encryption,
    algorithm === undefined ? source.object.checksum.algorithm : parseAlgorithm(algorithm),
  );
  const stored = await storeObject(context, newObject(context, requested, copied));
  publish(context, 'ObjectCreated:Copy', context.key, stored);
  const headers = {
    ...copySourceHeaders(source),
    ...expirationHeader(context.bucket.record, context.key, stored),
    ...versionHeader(context.bucket.record, stored),
    ...encryptionHeaders(stored.encryption),
  };
  return { status: 200, headers, body: toXml('CopyObjectResult', copyResult(stored, stored.checksum)) };
}

/** What the answers of CopyObject and UploadPartCopy share. */
export function copyResult(
  { lastModified, etag }: { lastModified: string; etag: string },
  checksum: Checksum,
): Record<string, string> {
  return {
    LastModified: lastModified,
    ETag: `"${etag}"`,
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ChecksumType: checksum.type,
  };
}

/** Metadata and tags come from the source or the request; ACL, encryption, storage class and lock always from the request. */
function copiedAttributes(
  context: Context,
  source: CopySource,
): { owner: string; attributes: ObjectAttributes } {
  const replaceMetadata = replaces(context, 'x-amz-metadata-directive');
  const replaceTags = replaces(context, 'x-amz-tagging-directive');
  const { owner, attributes } = requestedAttributes(context);
  if (!replaceMetadata && changesNothing(context, source, attributes)) throw illegalSelfCopy();
  const { headers, metadata, tags } = source.object;
  return {
    owner,
    attributes: {
      ...attributes,
      ...(replaceMetadata ? {} : { headers: copiedHeaders(headers, attributes.headers), metadata }),
      ...(replaceTags ? {} : { tags }),
    },
  };
}

/** A website redirect is never copied; one in the request is set even when the metadata is copied. */
function copiedHeaders(
  source: Record<string, string>,
  requested: Record<string, string>,
): Record<string, string> {
  const name = 'x-amz-website-redirect-location';
  const { [name]: _dropped, ...headers } = source;
  return requested[name] === undefined ? headers : { ...headers, [name]: requested[name] };
}

function replaces(context: Context, header: string): boolean {
  const directive = context.header(header)?.toUpperCase() ?? 'COPY';
  if (directive === 'COPY' || directive === 'REPLACE') return directive === 'REPLACE';
  throw invalidArgument(`Unknown ${header.slice('x-amz-'.length).replace('-', ' ')}.`, header, directive);
}

function changesNothing(
  context: Context,
  { bucket, key, object }: CopySource,
  requested: ObjectAttributes,
): boolean {
  const sameObject =
    bucket === context.bucket && key === context.key && object === currentObject(bucket, key);
  const headers = [
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-customer-algorithm',
    'x-amz-website-redirect-location',
    'x-amz-checksum-algorithm',
  ];
  const changes = headers.some((name) => context.header(name) !== undefined);
  return sameObject && !changes && requested.storageClass === object.storageClass;
}

function illegalSelfCopy(): S3Error {
  return new S3Error('InvalidRequest', {
    message:
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  });
}

function tooLarge(): S3Error {
  return new S3Error('InvalidRequest', {
    message: `The specified copy source is larger than the maximum allowable size for a copy source: ${MAXIMUM_BODY_BYTES}`,
  });
}
