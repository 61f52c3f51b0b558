import type { ResponseOf } from '../commands.ts';
import { checksumOf } from './checksum.ts';
import { isoDate } from './dates.ts';
import { readOutput } from './read.ts';

/** All that S3 tells of an object without its content. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headOutput = (response: ResponseOf<'HeadObject'>) => ({
  ...readOutput(response),
  ...headers(response),
  ...protection(response),
  // S3 leaves the storage class out where it is STANDARD.
  storage_class: response.StorageClass ?? 'STANDARD',
  checksum: checksumOf(response),
  expiration: response.Expiration,
  restore: response.Restore,
  archive_status: response.ArchiveStatus,
  replication_status: response.ReplicationStatus,
  parts_count: response.PartsCount,
  tag_count: response.TagCount,
  missing_meta: response.MissingMeta,
  website_redirect: response.WebsiteRedirectLocation,
  request_charged: response.RequestCharged,
});

const headers = (response: ResponseOf<'HeadObject'>) => ({
  accept_ranges: response.AcceptRanges,
  cache_control: response.CacheControl,
  content_disposition: response.ContentDisposition,
  content_language: response.ContentLanguage,
  expires: response.ExpiresString,
});

const protection = (response: ResponseOf<'HeadObject'>) => ({
  encryption: response.ServerSideEncryption,
  kms_key_id: response.SSEKMSKeyId,
  bucket_key_enabled: response.BucketKeyEnabled,
  sse_customer_algorithm: response.SSECustomerAlgorithm,
  sse_customer_key_md5: response.SSECustomerKeyMD5,
  object_lock_mode: response.ObjectLockMode,
  object_lock_retain_until: isoDate(response.ObjectLockRetainUntilDate),
  legal_hold: response.ObjectLockLegalHoldStatus && response.ObjectLockLegalHoldStatus === 'ON',
});
