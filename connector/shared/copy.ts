import type { PermissionRow } from '../../src/index.ts';
import type { RequestOf } from '../commands.ts';
import { dateOf } from './dates.ts';
import { customerKeyRequest } from './encryption.ts';
import { encodePath } from './keys.ts';
import { putPermissions, putRequest, type PutInput } from './put.ts';

type Directive = 'COPY' | 'REPLACE';

/** The inputs of a copy: those of a put for the target, and what is said of the source. */
export interface CopyInput extends PutInput {
  source_bucket_name: string;
  source_object_path: string;
  source_version_id?: string;
  source_sse_customer_key?: string;
  source_if_match?: string;
  source_if_none_match?: string;
  source_if_modified_since?: string;
  source_if_unmodified_since?: string;
  expected_source_bucket_owner?: string;
  metadata_directive?: Directive;
  tagging_directive?: Directive;
}

/** What S3 replaces as a whole when it replaces the metadata. */
const REPLACED_TOGETHER = [
  'metadata',
  'mime_type',
  'cache_control',
  'content_disposition',
  'content_encoding',
  'content_language',
  'expires',
] as const satisfies readonly (keyof PutInput)[];

/** The CopyObject request. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export function copyRequest(input: CopyInput): RequestOf<'CopyObject'> {
  const replaces = REPLACED_TOGETHER.some((name) => input[name] !== undefined);
  return {
    ...putRequest(input),
    // Nothing is sent that a checksum could protect; one is only made of the copy when it is asked for.
    ChecksumAlgorithm: input.checksum_algorithm,
    CopySource: copySource(input),
    MetadataDirective: input.metadata_directive ?? (replaces ? 'REPLACE' : undefined),
    TaggingDirective: input.tagging_directive ?? (input.tags ? 'REPLACE' : undefined),
    CopySourceIfMatch: input.source_if_match,
    CopySourceIfNoneMatch: input.source_if_none_match,
    CopySourceIfModifiedSince: dateOf(input.source_if_modified_since),
    CopySourceIfUnmodifiedSince: dateOf(input.source_if_unmodified_since),
    ExpectedSourceBucketOwner: input.expected_source_bucket_owner,
    ...sourceKeyRequest(input.source_sse_customer_key),
  };
}

/** The source as the x-amz-copy-source header takes it: percent-encoded, with the version behind a question mark. */
function copySource(input: CopyInput): string {
  const { source_bucket_name: bucket, source_object_path: key, source_version_id: version } = input;
  const root = bucket.startsWith('arn:') ? `${bucket}/object` : bucket;
  const query = version === undefined ? '' : `?versionId=${encodeURIComponent(version)}`;
  return `${root}/${encodePath(key)}${query}`;
}

/** An ETag in the quotes that it has everywhere else; Ceph leaves them out where it answers in XML. */
export const quotedEtag = (etag: string | undefined) => etag && `"${etag.replaceAll('"', '')}"`;

function sourceKeyRequest(key: string | undefined) {
  const { SSECustomerAlgorithm, SSECustomerKey, SSECustomerKeyMD5 } = customerKeyRequest(key);
  return {
    CopySourceSSECustomerAlgorithm: SSECustomerAlgorithm,
    CopySourceSSECustomerKey: SSECustomerKey,
    CopySourceSSECustomerKeyMD5: SSECustomerKeyMD5,
  };
}

const source = { bucket: 'source_bucket_name', key: 'source_object_path' };
const ofVersion = { required: ['source_version_id'] };
const ofCurrent = { not: ofVersion };
const copiesTags = {
  not: {
    anyOf: [
      { required: ['tags'] },
      { properties: { tagging_directive: { const: 'REPLACE' } }, required: ['tagging_directive'] },
    ],
  },
};
const tagged = { if_data: 'the source has tags', because: 'the tags are copied' };

/** The rows of a copy: reading the source, writing the target, and the tags that go along. */
export const copyPermissions: readonly PermissionRow[] = [
  { action: 's3:GetObject', resource: 'object', at: source, when: ofCurrent },
  { action: 's3:GetObjectVersion', resource: 'object', at: source, when: ofVersion },
  ...putPermissions,
  {
    action: 's3:GetObjectTagging',
    resource: 'object',
    at: source,
    when: { allOf: [copiesTags, ofCurrent] },
    ...tagged,
  },
  {
    action: 's3:GetObjectVersionTagging',
    resource: 'object',
    at: source,
    when: { allOf: [copiesTags, ofVersion] },
    ...tagged,
  },
  { action: 's3:PutObjectTagging', resource: 'object', when: copiesTags, ...tagged },
  {
    action: 'kms:Decrypt',
    resource: 'kms_key',
    // Which key it is, only the source knows: no member names it.
    at: { key_id: '' },
    if_data: 'the source is encrypted with a key of KMS',
    because: 'S3 reads the encrypted source',
  },
];
