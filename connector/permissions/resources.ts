import type { Requirement } from '../../src/index.ts';

/** Where the parts of each kind of resource usually stand in an input. */
export const resourceMembers = {
  '*': {},
  bucket: { bucket: 'bucket_name' },
  object: { bucket: 'bucket_name', key: 'object_path' },
  kms_key: { key_id: 'kms_key_id' },
  principal: { arn: 'principal' },
} as const;

/** Where a call goes, as far as ARNs speak of it. */
export interface Place {
  /** `aws`, `aws-cn`, `aws-us-gov` ... */
  partition: string;
  region?: string;
  /** The account that owns the bucket, and the key. */
  account?: string;
}

type Resource = Pick<Requirement, 'resource' | 'parts'>;

/**
 * The ARN of what a requirement is on. A part that nobody knows, such as the id of the key that a bucket encrypts
 * with, is a star.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function arnOf({ resource, parts }: Resource, place: Place): string {
  const { bucket = '*', key = '*', key_id = '', arn = '' } = parts;
  if (resource === 'object') {
    // An access point's ARN names its objects differently from a bucket's.
    const isArn = bucket.startsWith('arn:');
    return isArn ? `${bucket}/object/${key}` : `arn:${place.partition}:s3:::${bucket}/${key}`;
  }
  if (resource === 'bucket')
    return bucket.startsWith('arn:') ? bucket : `arn:${place.partition}:s3:::${bucket}`;
  if (resource === 'principal') return principalArnOf(arn, place);
  return resource === 'kms_key' ? keyArnOf(key_id, place) : '*';
}

/** A session's permissions are its role's; whoever is not named may be any user or role. */
function principalArnOf(arn: string, { partition }: Place): string {
  return arn === '' ? `arn:${partition}:iam::*:*` : roleOfSession(arn);
}

/**
 * The ARN of a session's role, as far as the session's own tells it: not the path. Any other ARN as it is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export const roleOfSession = (arn: string): string =>
  arn.replace(/:sts::(\d+):assumed-role\/([^/]+).*/, ':iam::$1:role/$2');

/**
 * The ARN by which S3 decides. An action on no resource is allowed by policies that name every bucket, as AWS's own do:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html
 */
export function decidingArnOf(requirement: Resource & { action: string }, place: Place): string {
  const isOnNothing = requirement.resource === '*' && requirement.action.startsWith('s3:');
  return isOnNothing ? `arn:${place.partition}:s3:::*` : arnOf(requirement, place);
}

/**
 * A policy names keys by key ARN: an alias in it would stand for the alias alone, so any key is named instead.
 * https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html
 */
function keyArnOf(key: string, { partition, region = '*', account = '*' }: Place): string {
  if (/^arn:.*:key\//.test(key)) return key;
  const isAlias = /(^|:)alias\//.test(key);
  return `arn:${partition}:kms:${region}:${account}:key/${isAlias || key === '' ? '*' : key}`;
}

/** Whether a requirement's ARN has stars for parts that are not known; in a key of S3 a star is just a character. */
export const isVague = ({ resource }: Pick<Requirement, 'resource'>, arn: string): boolean =>
  (resource === 'kms_key' || resource === 'principal') && arn.includes('*');

/** The ARN as a `Resource` of a policy: what would be a wildcard or a variable there stands for itself. */
export function patternOf({ resource, parts }: Resource, place: Place): string {
  const { key, ...others } = parts;
  return arnOf({ resource, parts: key === undefined ? others : { ...others, key: literal(key) } }, place);
}

/**
 * A text as policies of version 2012-10-17 write it when no character of it means anything but itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export const literal = (text: string): string =>
  text.replace(/[*?]|\$(?=\{)/g, (character) => `\${${character}}`);
