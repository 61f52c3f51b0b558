import type { PermissionRow } from '../../src/index.ts';
import type { RequestOf, ResponseOf } from '../commands.ts';
import type { S3 } from '../client.ts';
import { checksumOf } from './checksum.ts';
import { dateOf } from './dates.ts';
import { encryptionRequest } from './encryption.ts';
import { encodeMetadata } from './metadata.ts';

type Encryption = Parameters<typeof encryptionRequest>[0];

/** The inputs that every operation which stores an object has. */
export interface PutInput extends Encryption {
  bucket_name: string;
  object_path: string;
  mime_type?: string;
  acl?: RequestOf<'PutObject'>['ACL'];
  metadata?: Readonly<Record<string, string>>;
  tags?: Readonly<Record<string, string>>;
  storage_class?: RequestOf<'PutObject'>['StorageClass'];
  cache_control?: string;
  content_disposition?: string;
  content_encoding?: string;
  content_language?: string;
  expires?: string;
  checksum_algorithm?: RequestOf<'PutObject'>['ChecksumAlgorithm'];
  if_none_match?: '*';
  if_match?: string;
  object_lock_mode?: 'GOVERNANCE' | 'COMPLIANCE';
  object_lock_retain_until?: string;
  legal_hold?: boolean;
  website_redirect?: string;
  expected_bucket_owner?: string;
  request_payer?: 'requester';
}

/** The PutObject request, but for its body. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function putRequest(input: PutInput): Omit<RequestOf<'PutObject'>, 'Body'> {
  return {
    Bucket: input.bucket_name,
    Key: input.object_path,
    ContentType: input.mime_type,
    ACL: input.acl,
    Metadata: encodeMetadata(input.metadata),
    Tagging: input.tags && taggingHeader(input.tags),
    StorageClass: input.storage_class,
    CacheControl: input.cache_control,
    ContentDisposition: input.content_disposition,
    ContentEncoding: input.content_encoding,
    ContentLanguage: input.content_language,
    Expires: dateOf(input.expires),
    // S3 takes no lock without a checksum, and the SDK sends none of its own to other servers than AWS.
    ChecksumAlgorithm: input.checksum_algorithm ?? (isLocked(input) ? 'CRC32' : undefined),
    IfNoneMatch: input.if_none_match,
    IfMatch: input.if_match,
    ObjectLockMode: input.object_lock_mode,
    ObjectLockRetainUntilDate: dateOf(input.object_lock_retain_until),
    ObjectLockLegalHoldStatus: input.legal_hold === undefined ? undefined : input.legal_hold ? 'ON' : 'OFF',
    WebsiteRedirectLocation: input.website_redirect,
    ExpectedBucketOwner: input.expected_bucket_owner,
    RequestPayer: input.request_payer,
    ...encryptionRequest(input),
  };
}

const isLocked = ({ object_lock_mode, legal_hold }: PutInput) =>
  object_lock_mode !== undefined || legal_hold !== undefined;

/** Tags as the x-amz-tagging header takes them: a URL query, so that any name and value survives. */
const taggingHeader = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');

type Stored = Pick<ResponseOf<'PutObject'>, 'ETag' | 'VersionId'> & Parameters<typeof checksumOf>[0];

/** What is said of an object that was stored. */
export function putOutput(
  response: Stored,
  input: Pick<PutInput, 'bucket_name' | 'object_path'>,
  size: number,
  { location }: Pick<S3, 'location'>,
) {
  return {
    bucket_name: input.bucket_name,
    object_path: input.object_path,
    etag: response.ETag,
    version_id: response.VersionId,
    size,
    checksum: checksumOf(response),
    location: location(input.bucket_name, input.object_path),
  };
}

/** Inputs that ask for encryption with a key of KMS. */
export const usesKms = {
  anyOf: [
    { required: ['kms_key_id'] },
    { properties: { encryption: { enum: ['aws:kms', 'aws:kms:dsse'] } }, required: ['encryption'] },
  ],
};

const ENCRYPTION = ['encryption', 'kms_key_id'];

/** Inputs without any of these members. */
const without = (members: readonly string[]) => ({
  not: { anyOf: members.map((member) => ({ required: [member] })) },
});

/** Inputs that leave the encryption to the bucket. */
export const leavesEncryption = without([...ENCRYPTION, 'sse_customer_key']);

const keyOfBucket = {
  action: 'kms:GenerateDataKey',
  resource: 'kms_key',
  // Which key it is, only the bucket knows: no member names it.
  at: { key_id: '' },
  if_data: 'the bucket encrypts with a KMS key',
  because: 'S3 encrypts the object with the key that the bucket names',
};

const storing: readonly PermissionRow[] = [
  { action: 's3:PutObject', resource: 'object' },
  {
    action: 's3:GetObject',
    resource: 'object',
    when: { required: ['if_match'] },
    because: 'the ETag of the object that is there is compared',
  },
  {
    action: 's3:PutObjectAcl',
    resource: 'object',
    when: { required: ['acl'] },
    because: 'an ACL is set with the object',
  },
  {
    action: 's3:PutObjectTagging',
    resource: 'object',
    when: { required: ['tags'] },
    because: 'tags are set with the object',
  },
  {
    action: 'kms:GenerateDataKey',
    resource: 'kms_key',
    when: usesKms,
    because: 'S3 encrypts the object with a key of KMS',
  },
];

/** The rows of storing an object, object lock and the customer's keys left aside. */
export const plainPutPermissions: readonly PermissionRow[] = [
  ...storing,
  { ...keyOfBucket, when: without(ENCRYPTION) },
];

/** The rows of whatever stores an object with the put inputs. */
export const putPermissions: readonly PermissionRow[] = [
  ...storing,
  { ...keyOfBucket, when: leavesEncryption },
  {
    action: 's3:PutObjectRetention',
    resource: 'object',
    when: { required: ['object_lock_mode'] },
    because: 'a retention is set with the object',
  },
  {
    action: 's3:PutObjectLegalHold',
    resource: 'object',
    when: { required: ['legal_hold'] },
    because: 'a legal hold is set with the object',
  },
];
