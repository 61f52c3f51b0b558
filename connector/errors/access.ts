import type { CatalogueEntry } from '../../src/index.ts';

/** Who calls, from where, and what they may: credentials, regions, permissions. */
export const accessErrors = {
  access_denied: {
    category: 'permission',
    message: 'S3 refused the call: access denied.',
    fix: 'Have the owner of the connection or of the bucket allow what this call needed.',
    retryable: false,
  },
  object_missing_or_hidden: {
    category: 'permission',
    message:
      'S3 refused the call. The object may be missing: without s3:ListBucket on the bucket, S3 answers 403 for a missing key too.',
    fix: 'Check the key; if it is right, have allowed what this call needed. With s3:ListBucket on the bucket, a missing key is told apart.',
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
  policies_deny: {
    category: 'permission',
    message: 'The policies given do not allow this call: {reason}',
    fix: 'Have an administrator add the statement that the details show, or change the one that denies.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;
