import type { CatalogueEntry } from '../../src/index.ts';

/** Inputs that S3 does not take, or that could not do what they are for. */
export const requestErrors = {
  invalid_range: {
    category: 'input',
    message: 'The range lies outside the object.',
    fix: 'Choose a range that begins before the end of the object.',
    retryable: false,
  },
  content_too_large: {
    category: 'input',
    message: 'The object has {size} bytes, more than the {limit} that this output may hold.',
    fix: 'Choose the output "file" or "reference", ask for a range, or raise max_bytes.',
    retryable: false,
  },
  content_not_text: {
    category: 'input',
    message: 'The object is not {kind}: {reason}',
    fix: 'Choose the output "file", or "base64" for bytes of any kind.',
    retryable: false,
  },
  expiry_too_long: {
    category: 'input',
    message:
      "The connection's temporary credentials expire in {remaining} seconds, and a presigned URL does not outlive them.",
    fix: 'Choose a shorter expiry, or use a connection with a long-lived access key.',
    retryable: false,
  },
  entity_too_large: {
    category: 'input',
    message: 'The object is too large for this call.',
    fix: 'Upload it as a file: large files go in parts.',
    retryable: false,
  },
  entity_too_small: {
    category: 'input',
    message: 'A part of the upload is smaller than 5 MiB.',
    fix: 'Choose a larger part size.',
    retryable: false,
  },
  too_many_parts: {
    category: 'input',
    message: 'The file needs more than 10,000 parts of this size.',
    fix: "Choose a larger part_size: the file's size divided by 10,000, or more.",
    retryable: false,
  },
  copy_source_too_large: {
    category: 'input',
    message: 'S3 copies at most 5 GB in one call.',
    fix: 'Download the object and upload it again as a file: that goes in parts.',
    retryable: false,
  },
  metadata_too_large: {
    category: 'input',
    message: 'The metadata is larger than 2 KB.',
    fix: 'Shorten the metadata; text outside ASCII takes more room.',
    retryable: false,
  },
  key_too_long_error: {
    category: 'input',
    message: 'The object key is longer than 1,024 bytes.',
    fix: 'Shorten the key.',
    retryable: false,
  },
  invalid_bucket_name: {
    category: 'input',
    message: 'S3 does not accept this bucket name.',
    fix: 'Use 3 to 63 lower case letters, digits, dots and hyphens.',
    retryable: false,
  },
  no_address: {
    category: 'input',
    message: 'There is no address for this bucket with the settings of the connection: {reason}',
    fix: 'Check the name or ARN of the bucket, and whether the endpoint of the connection, force_path_style, use_fips and use_dual_stack go with it.',
    retryable: false,
  },
  invalid_argument: {
    category: 'input',
    message: 'S3 does not accept a value of the call: {reason}',
    fix: 'Correct the input that the message speaks of.',
    retryable: false,
  },
  invalid_request: {
    category: 'input',
    message: 'S3 does not accept the call: {reason}',
    fix: 'Correct the input that the message speaks of.',
    retryable: false,
  },
  invalid_tag: {
    category: 'input',
    message: 'S3 does not accept a tag: {reason}',
    fix: 'Use letters, digits, spaces and + - = . _ : / @ in tags, and each name once.',
    retryable: false,
  },
  invalid_encryption_algorithm_error: {
    category: 'input',
    message: 'S3 does not accept this encryption.',
    fix: 'Use AES256, aws:kms or aws:kms:dsse.',
    retryable: false,
  },
  invalid_storage_class: {
    category: 'input',
    message: 'The bucket does not take this storage class.',
    fix: 'Choose another storage class.',
    retryable: false,
  },
  malformed_acl_error: {
    category: 'input',
    message: 'S3 does not accept the grants.',
    fix: 'Check each grantee and permission.',
    retryable: false,
  },
  unresolvable_grant_by_email_address: {
    category: 'input',
    message: 'No AWS account has this e-mail address.',
    fix: 'Name the grantee by canonical user id.',
    retryable: false,
  },
  method_not_allowed: {
    category: 'input',
    message: 'This object or bucket does not allow the call.',
    fix: 'Check whether the version is a delete marker, or the server lacks this call.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;
