import { errorsOf, runtimeErrors, type CatalogueEntry } from '../src/index.ts';

/**
 * What can go wrong at S3, by code. S3's own codes stand here in snake_case (`NoSuchKey` -> `no_such_key`), so that an
 * error that is not listed is named the same way. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const s3Errors = {
  access_denied: {
    category: 'permission',
    message: 'S3 refused the call: access denied.',
    fix: 'Have the owner of the connection or of the bucket allow what the details list.',
    retryable: false,
  },
  object_missing_or_hidden: {
    category: 'permission',
    message:
      'S3 refused the call. The object may be missing: without s3:ListBucket on the bucket, S3 answers 403 for a missing key too.',
    fix: 'Check the key; if it is right, allow what the details list. With s3:ListBucket on the bucket, a missing key is told apart.',
    retryable: false,
  },
  public_access_blocked: {
    category: 'permission',
    message: 'Block Public Access of the bucket or its account refuses a public ACL or policy.',
    fix: 'Leave the public ACL out and share by a presigned URL, or have the bucket owner lift the setting (BlockPublicAcls, BlockPublicPolicy).',
    retryable: false,
  },
  customer_key_blocked: {
    category: 'permission',
    message:
      'S3 refused the upload. The bucket may not take customer encryption keys (SSE-C): new buckets block them.',
    fix: "Use SSE-KMS instead, or have the bucket owner take SSE-C out of BlockedEncryptionTypes in the bucket's encryption configuration.",
    retryable: false,
  },
  access_control_list_not_supported: {
    category: 'permission',
    message: 'The bucket has ACLs disabled (Object Ownership: bucket owner enforced), as new buckets have.',
    fix: 'Leave the ACL out (bucket-owner-full-control is accepted), and share by a bucket policy or a presigned URL.',
    retryable: false,
  },
  account_problem: {
    category: 'auth',
    message: 'There is a problem with the AWS account that keeps the call from being made.',
    fix: 'Contact AWS Support.',
    retryable: false,
  },
  invalid_access_key_id: {
    category: 'auth',
    message: 'The access key does not exist, or is not active.',
    fix: 'Check the access key in IAM; paste it again, or make a new one.',
    retryable: false,
  },
  signature_does_not_match: {
    category: 'auth',
    message: 'The signature does not match: the secret key does not belong to the access key.',
    fix: 'Paste the secret key again, whole and without blanks. If it is lost, make a new access key.',
    retryable: false,
  },
  request_time_too_skewed: {
    category: 'auth',
    message: 'The clock of the machine that runs the workflow is more than 15 minutes off.',
    fix: "Set the machine's clock (NTP), then run again.",
    retryable: false,
  },
  expired_token: {
    category: 'auth',
    message: "The connection's temporary credentials have expired.",
    fix: 'Give fresh credentials (access key, secret key and session token together), or use a role that renews them by itself.',
    retryable: false,
  },
  invalid_token: {
    category: 'auth',
    message: 'The session token is not valid, or does not belong to the access key.',
    fix: 'Paste access key, secret key and session token again from the same set.',
    retryable: false,
  },
  anonymous_cannot_sign: {
    category: 'auth',
    message: 'The connection is anonymous: it has no key to sign a URL with.',
    fix: 'Use a connection with credentials. What is public can be read at its plain address, without a signature.',
    retryable: false,
  },
  credentials_unavailable: {
    category: 'auth',
    message: 'Credentials could not be obtained: {reason}',
    fix: 'Check that the role, token or machine identity of the connection exists and may be used.',
    retryable: false,
  },
  assume_role_denied: {
    category: 'auth',
    message: 'The role cannot be assumed: {reason}',
    fix: "Check that the role's trust policy names this user (and the external id, if it asks for one), and that the user is allowed sts:AssumeRole on the role.",
    retryable: false,
  },
  wrong_region: {
    category: 'region',
    message: 'The bucket is in {right_region}, and the call was made to {region}.',
    fix: 'Choose the region {right_region}.',
    retryable: false,
  },
  invalid_location_constraint: {
    category: 'region',
    message: 'S3 does not create a bucket for this region at this endpoint.',
    fix: 'Choose the region the bucket should be in, and no custom endpoint of another region.',
    retryable: false,
  },
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
  method_not_allowed: {
    category: 'input',
    message: 'This object or bucket does not allow the call.',
    fix: 'Check whether the version is a delete marker, or the server lacks this call.',
    retryable: false,
  },
  not_implemented: {
    category: 'service',
    message: 'The server does not know this call, or something asked of it.',
    fix: 'Leave out what the server lacks (encryption, checksums, storage classes), or use Amazon S3.',
    retryable: false,
  },
  bad_digest: {
    category: 'service',
    message: 'The bytes that arrived are not the bytes that were sent.',
    fix: 'Run again; nothing was stored.',
    retryable: true,
  },
  upload_corrupted: {
    category: 'service',
    message: "The object was stored, but S3's checksum is not that of the bytes that were sent.",
    fix: 'Run again: that overwrites the object. Do not use it as it is.',
    retryable: true,
  },
  partial_list: {
    category: 'service',
    message: 'S3 says that the list goes on but not where: what came so far is not the whole.',
    fix: 'Run again.',
    retryable: true,
  },
  slow_down: {
    category: 'throttled',
    message: 'S3 asks to send fewer requests.',
    fix: 'Run again later, with less at the same time; spread keys over more prefixes.',
    retryable: true,
  },
  service_unavailable: {
    category: 'throttled',
    message: 'S3 is busy.',
    fix: 'Run again in a moment.',
    retryable: true,
  },
  internal_error: {
    category: 'service',
    message: 'S3 had an internal error.',
    fix: 'Run again in a moment; if it stays, contact AWS with the request id.',
    retryable: true,
  },
  request_timeout: {
    category: 'network',
    message: 'The connection to S3 was idle for too long.',
    fix: 'Check the network, then run again.',
    retryable: true,
  },
  endpoint_not_found: {
    category: 'network',
    message: 'The host {host} does not exist, or its name cannot be looked up.',
    fix: 'Check the region and the endpoint of the connection, and the network.',
    retryable: true,
  },
  connection_refused: {
    category: 'network',
    message: 'Nothing answers at {host}.',
    fix: 'Check the endpoint of the connection, and that the server runs.',
    retryable: true,
  },
  connection_lost: {
    category: 'network',
    message: 'The connection to S3 broke.',
    fix: 'Run again. A write may have happened: look before writing again what must not be there twice.',
    retryable: true,
  },
  timed_out: {
    category: 'network',
    message: 'S3 did not answer in time.',
    fix: 'Check the network, then run again.',
    retryable: true,
  },
  tls_failed: {
    category: 'network',
    message: 'No secure connection: {reason}',
    fix: 'Check the endpoint; a server with its own certificate needs the host to trust its CA.',
    retryable: false,
  },
  bad_response: {
    category: 'service',
    message: 'The answer is not one that S3 gives: {reason}',
    fix: 'Check that the endpoint of the connection is an S3 server.',
    retryable: false,
  },
  service_error: {
    category: 'service',
    message: 'S3 answered with an error: {reason}',
    fix: "See AWS's list of S3 error codes; contact AWS with the request id if it stays.",
    retryable: false,
  },
  policies_deny: {
    category: 'permission',
    message: 'The policies given do not allow this call: {reason}',
    fix: 'Have an administrator add the statement that the details show, or change the one that denies.',
    retryable: false,
  },
  principal_unknown: {
    category: 'input',
    message: '"{principal}" names nobody who can call S3.',
    fix: 'Give the ARN of a user, a role or a session, a root user (arn:aws:iam::111122223333:root), a service (cloudfront.amazonaws.com), or anonymous.',
    retryable: false,
  },
  policy_needs_principal: {
    category: 'input',
    message: 'A bucket policy says whom it is for, and no principal is given.',
    fix: 'Give the ARN of a user or a role, an account (12 digits), a service, or * for everyone.',
    retryable: false,
  },
  policy_scope_missing: {
    category: 'input',
    message: '"{operation}" needs {action} on a bucket, and none is named.',
    fix: 'Name the bucket, or * for every bucket.',
    retryable: false,
  },
  policy_option_unknown: {
    category: 'input',
    message: '"{option}" changes nothing in what any operation needs.{suggestion}',
    fix: 'Include one of these: {options}; or "all".',
    retryable: false,
  },
  bucket_policy_of_one: {
    category: 'input',
    message: 'A bucket policy is that of one bucket, called by its name, and these calls touch {buckets}.',
    fix: 'Name one of them as "bucket" (of s3c: --for-bucket), and make the policy of each other one likewise.',
    retryable: false,
  },
  not_for_bucket_policies: {
    category: 'input',
    message:
      '"{operation}" needs {action}, which a bucket policy cannot grant: that is only for what is done in its bucket.',
    fix: 'Grant it by an identity policy, attached to the user or the role, and leave "{operation}" out here.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;

/** Everything that can leave the connector. */
export const catalogue = { ...runtimeErrors, ...s3Errors };

/** Creates an error of this connector from the catalogue. */
export const fail = errorsOf(catalogue);
