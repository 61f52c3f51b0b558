import type { Facts, KeyValue } from './context.ts';
import * as values from './key-values.ts';

interface Rule {
  /** The actions that take the key; all of them when left out. */
  of?: RegExp;
  value(facts: Facts, tag: string): KeyValue;
}

const LISTING = /^s3:ListBucket(Versions|MultipartUploads)?$/;
const PUT = /^s3:PutObject$/;
const ACL = /^s3:(PutObject|PutObject(Version)?Acl|CreateBucket|PutBucketAcl)$/;
const TAGS = /^s3:(PutObject|PutObject(Version)?Tagging)$/;
const RETENTION = /^s3:(PutObject|PutObjectRetention)$/;
const S3 = /^s3:/;

const { absent, member, listed, grantHeader, place } = values;
const rule = (value: Rule['value'], of?: RegExp): Rule => ({ value, of });

/**
 * What a call of this connector says under each context key; keys in small letters.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const REQUEST_KEYS: Readonly<Record<string, Rule>> = {
  's3:prefix': rule(listed('prefix'), LISTING),
  's3:delimiter': rule(listed('delimiter'), LISTING),
  's3:max-keys': rule(values.pageSize, LISTING),
  's3:x-amz-acl': rule(member('acl'), ACL),
  's3:x-amz-grant-read': rule(grantHeader('GrantRead'), ACL),
  's3:x-amz-grant-write': rule(absent, ACL),
  's3:x-amz-grant-read-acp': rule(grantHeader('GrantReadACP'), ACL),
  's3:x-amz-grant-write-acp': rule(grantHeader('GrantWriteACP'), ACL),
  's3:x-amz-grant-full-control': rule(grantHeader('GrantFullControl'), ACL),
  's3:x-amz-server-side-encryption': rule(values.encryption, PUT),
  's3:x-amz-server-side-encryption-aws-kms-key-id': rule(values.encryptionKey, PUT),
  's3:x-amz-server-side-encryption-customer-algorithm': rule(values.customerAlgorithm, PUT),
  's3:x-amz-storage-class': rule(member('storage_class'), PUT),
  's3:x-amz-website-redirect-location': rule(member('website_redirect'), PUT),
  's3:x-amz-copy-source': rule(values.copySource, PUT),
  's3:x-amz-metadata-directive': rule(values.metadataDirective, PUT),
  's3:requestobjecttag/': rule(values.tagValue, TAGS),
  's3:requestobjecttagkeys': rule(values.tagNames, TAGS),
  's3:object-lock-mode': rule(member('object_lock_mode'), RETENTION),
  's3:object-lock-retain-until-date': rule(member('object_lock_retain_until'), RETENTION),
  's3:object-lock-remaining-retention-days': rule(values.remainingDays, RETENTION),
  's3:object-lock-legal-hold': rule(values.legalHold, /^s3:(PutObject|PutObjectLegalHold)$/),
  's3:if-match': rule(member('if_match'), /^s3:(PutObject|DeleteObject)$/),
  's3:if-none-match': rule(member('if_none_match'), PUT),
  's3:objectcreationoperation': rule(values.creation, PUT),
  's3:versionid': rule(values.version, /^s3:\w+Version\w*$/),
  's3:x-amz-object-ownership': rule(
    member('object_ownership'),
    /^s3:(CreateBucket|PutBucketOwnershipControls)$/,
  ),
  's3:locationconstraint': rule(values.locationConstraint, /^s3:CreateBucket$/),
  's3:authtype': rule(values.authType, S3),
  's3:signatureversion': rule(values.signatureVersion, S3),
  's3:resourceaccount': rule(place('account'), S3),
  's3:dataaccesspointarn': rule(values.accessPoint, S3),
  's3:dataaccesspointaccount': rule(values.accessPoint, S3),
  's3:accesspointnetworkorigin': rule(values.accessPoint, S3),
  'aws:securetransport': rule(({ secure }) => secure),
  'aws:currenttime': rule(({ now }) => values.known(now?.().toISOString())),
  'aws:epochtime': rule(({ now }) => values.known(now && Math.floor(now().getTime() / 1000))),
  'aws:requestedregion': rule(values.requestedRegion),
  'aws:resourceaccount': rule(place('account')),
  'aws:viaawsservice': rule(values.viaService('false')),
  'aws:calledvia': rule(values.viaService(undefined)),
  'aws:sourcearn': rule(values.serviceSource),
  'aws:sourceaccount': rule(values.serviceSource),
};
