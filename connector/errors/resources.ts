import type { CatalogueEntry } from '../../src/index.ts';

/** What is not there, or not in the state that a call wants. */
export const resourceErrors = {
  no_such_bucket: {
    category: 'not_found',
    message: 'There is no bucket of this name.',
    fix: "Check the bucket's name, and the account of the connection.",
    retryable: false,
  },
  no_such_key: {
    category: 'not_found',
    message: 'There is no object under this key.',
    fix: 'Check the key byte for byte: upper and lower case, blanks and slashes all count.',
    retryable: false,
  },
  no_such_version: {
    category: 'not_found',
    message: 'The object has no version of this id.',
    fix: "List the object's versions and use one of their ids.",
    retryable: false,
  },
  no_such_entity: {
    category: 'not_found',
    message: 'IAM knows no such user or role: {reason}',
    fix: "Give the user's or role's ARN with its path; a session does not tell the path of its role.",
    retryable: false,
  },
  no_such_upload: {
    category: 'not_found',
    message: 'The multipart upload does not exist: it was completed or aborted meanwhile.',
    fix: 'Start the upload again.',
    retryable: false,
  },
  delete_marker: {
    category: 'not_found',
    message: 'This version is a delete marker: it has no content.',
    fix: 'Choose an older version, or delete the marker to bring the object back.',
    retryable: false,
  },
  bucket_already_exists: {
    category: 'conflict',
    message: 'A bucket of this name belongs to somebody else: bucket names are unique across all of AWS.',
    fix: "Choose another name, for example with your organisation's name in front.",
    retryable: false,
  },
  bucket_already_owned_by_you: {
    category: 'conflict',
    message: 'You already own a bucket of this name.',
    fix: 'Use the bucket that exists, or choose another name.',
    retryable: false,
  },
  bucket_not_empty: {
    category: 'conflict',
    message: 'The bucket is not empty; old versions and delete markers count too.',
    fix: 'Delete its objects and all their versions first.',
    retryable: false,
  },
  operation_aborted: {
    category: 'conflict',
    message: 'Another operation on the same bucket or object is under way.',
    fix: 'Run again in a moment.',
    retryable: true,
  },
  conditional_request_conflict: {
    category: 'conflict',
    message: 'Somebody else wrote to the same key at the same time.',
    fix: 'Look at the object as it is now, then decide whether to write again.',
    retryable: true,
  },
  precondition_failed: {
    category: 'conflict',
    message: 'The condition of the call does not hold: the object is not (or no longer) as expected.',
    fix: 'Look at the object as it is now and adapt if_match, if_none_match or the dates, or leave them out.',
    retryable: false,
  },
  not_modified: {
    category: 'conflict',
    message: 'The object has not changed since: the condition of the call says not to return it then.',
    fix: 'Nothing needs doing. Leave if_none_match or if_modified_since out to get the object all the same.',
    retryable: false,
  },
  invalid_object_state: {
    category: 'conflict',
    message: 'The object is in an archive storage class and cannot be read until it is restored.',
    fix: 'Restore the object first; that takes minutes to hours.',
    retryable: false,
  },
  invalid_bucket_state: {
    category: 'conflict',
    message: "The bucket's configuration does not allow this.",
    fix: 'Check whether versioning and object lock of the bucket fit the call.',
    retryable: false,
  },
  object_locked: {
    category: 'conflict',
    message: 'Object lock protects this version from being deleted or overwritten.',
    fix: 'Wait for the retention date, lift the legal hold, or (governance mode, with s3:BypassGovernanceRetention) bypass it.',
    retryable: false,
  },
  kms_not_found: {
    category: 'not_found',
    message: 'The KMS key does not exist in this region.',
    fix: "Check kms_key_id; a key must be in the bucket's region.",
    retryable: false,
  },
  kms_disabled: {
    category: 'conflict',
    message: 'The KMS key is disabled or cannot be used now.',
    fix: 'Enable the key in KMS, or choose another.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;
