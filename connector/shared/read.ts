import type { PermissionRow } from '../../src/index.ts';
import type { RequestOf, ResponseOf } from '../commands.ts';
import { dateOf, isoDate } from './dates.ts';
import { customerKeyRequest } from './encryption.ts';
import { decodeMetadata } from './metadata.ts';

/** The inputs that every operation which reads one object has. */
export interface ReadInput {
  bucket_name: string;
  object_path: string;
  version_id?: string;
  if_match?: string;
  if_none_match?: string;
  if_modified_since?: string;
  if_unmodified_since?: string;
  sse_customer_key?: string;
  expected_bucket_owner?: string;
  request_payer?: 'requester';
}

/** The request members that GetObject and HeadObject share. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function readRequest(input: ReadInput): RequestOf<'GetObject'> & RequestOf<'HeadObject'> {
  return {
    Bucket: input.bucket_name,
    Key: input.object_path,
    VersionId: input.version_id,
    IfMatch: input.if_match,
    IfNoneMatch: input.if_none_match,
    IfModifiedSince: dateOf(input.if_modified_since),
    IfUnmodifiedSince: dateOf(input.if_unmodified_since),
    ExpectedBucketOwner: input.expected_bucket_owner,
    RequestPayer: input.request_payer,
    ...customerKeyRequest(input.sse_customer_key),
  };
}

/** A Range header; both ends are included, and either may be left open. */
export function rangeHeader({ range_from, range_to }: { range_from?: number; range_to?: number }) {
  if (range_from === undefined && range_to === undefined) return undefined;
  return `bytes=${range_from ?? 0}-${range_to ?? ''}`;
}

type Read = Pick<
  ResponseOf<'HeadObject'>,
  | 'ContentEncoding'
  | 'ContentLength'
  | 'ContentRange'
  | 'ContentType'
  | 'ETag'
  | 'LastModified'
  | 'Metadata'
  | 'VersionId'
>;

/** What is said of every object that was read. */
export const readOutput = (response: Read) => ({
  size: response.ContentLength,
  etag: response.ETag,
  last_modified: isoDate(response.LastModified),
  version_id: response.VersionId,
  mime_type: response.ContentType,
  content_encoding: response.ContentEncoding,
  content_range: response.ContentRange,
  metadata: decodeMetadata(response.Metadata),
});

/** The rows of whatever reads an object's metadata: naming a version takes an action of its own. */
export const readPermissions: readonly PermissionRow[] = [
  { action: 's3:GetObject', resource: 'object', when: { not: { required: ['version_id'] } } },
  {
    action: 's3:GetObjectVersion',
    resource: 'object',
    when: { required: ['version_id'] },
    because: 'a version is named',
  },
];

/** The row of whatever reads an object's content, or a checksum of it. */
export const decryptPermission: PermissionRow = {
  action: 'kms:Decrypt',
  resource: 'kms_key',
  if_data: 'the object is encrypted with a KMS key',
};
