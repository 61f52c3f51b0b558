import type { CatalogueEntry } from '../../src/index.ts';

/** Questions about policies that have no answer. */
export const policyErrors = {
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
  policy_scope_invalid: {
    category: 'input',
    message: 'No policy can be for the bucket "{bucket}": it {problem}',
    fix: 'Mend the name: {fix} A prefix of keys is given beside the bucket.',
    retryable: false,
  },
  partition_unknown: {
    category: 'input',
    message: '"{partition}" is no partition of AWS.{suggestion}',
    fix: 'Give aws, aws-cn (China), aws-us-gov (GovCloud) or another that ARNs begin with, behind "arn:".',
    retryable: false,
  },
  account_invalid: {
    category: 'input',
    message: '"{account}" is no account of AWS.',
    fix: 'Give the 12 digits of the account, without hyphens.',
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
