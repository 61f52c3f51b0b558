import type { ContextValues } from '../../src/permissions/index.ts';
import type { Context } from '../context.ts';
import { parseTimestamp } from '../auth/sigv4.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { Subject } from './subjects.ts';

const DAY_MILLISECONDS = 86_400_000;

/** One request, as the keys of its actions are read from it. */
export interface Asked {
  context: Context;
  api: string;
  facts: DocumentFacts;
  subject: Subject;
}

type Group = (asked: Asked) => ContextValues;

const fromHeaders =
  (...names: string[]): Group =>
  ({ context }) =>
    Object.fromEntries(names.map((name) => [`s3:${name}`, context.header(name)]));

const listing: Group = ({ context }) => ({
  's3:prefix': context.query('prefix'),
  's3:delimiter': context.query('delimiter'),
  's3:max-keys': context.query('max-keys'),
});

const acl = fromHeaders(
  'x-amz-acl',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write',
  'x-amz-grant-write-acp',
);

const content = fromHeaders(
  'x-amz-copy-source',
  'x-amz-metadata-directive',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
  'if-match',
  'if-none-match',
);

/** The calls of a multipart upload before its last make no object yet. */
const creation: Group = ({ api }) => ({
  's3:ObjectCreationOperation': !['CreateMultipartUpload', 'UploadPart', 'UploadPartCopy'].includes(api),
});

const requestTags: Group = ({ context, facts }) => {
  const header = [...new URLSearchParams(context.header('x-amz-tagging') ?? '')];
  const tags = facts.tags === undefined ? header : Object.entries(facts.tags);
  return {
    ...Object.fromEntries(tags.map(([name, value]) => [`s3:RequestObjectTag/${name}`, value])),
    's3:RequestObjectTagKeys': tags.map(([name]) => name),
  };
};

const existingTags: Group = ({ subject }) =>
  Object.fromEntries(
    Object.entries(subject.object?.tags ?? {}).map(([name, value]) => [
      `s3:ExistingObjectTag/${name}`,
      value,
    ]),
  );

const retention: Group = ({ context, facts }) => {
  const until = facts.retainUntil ?? context.header('x-amz-object-lock-retain-until-date');
  const ahead = until === undefined ? NaN : new Date(until).getTime() - context.now.getTime();
  return {
    's3:object-lock-mode': facts.lockMode ?? context.header('x-amz-object-lock-mode'),
    's3:object-lock-retain-until-date': until,
    's3:object-lock-remaining-retention-days': Number.isNaN(ahead)
      ? undefined
      : Math.ceil(ahead / DAY_MILLISECONDS),
  };
};

const legalHold: Group = ({ context, facts }) => ({
  's3:object-lock-legal-hold': facts.legalHold ?? context.header('x-amz-object-lock-legal-hold'),
});

const versionId: Group = ({ subject }) => ({ 's3:versionid': subject.versionId });

const location: Group = ({ facts }) => ({ 's3:LocationConstraint': facts.locationConstraint });

/**
 * The keys that the actions have beside those of all requests, by the documentation's table of actions:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html
 */
const GROUPS: Readonly<Record<string, readonly Group[]>> = {
  's3:ListBucket': [listing],
  's3:ListBucketVersions': [listing],
  's3:CreateBucket': [acl, location, fromHeaders('x-amz-object-ownership')],
  's3:PutBucketAcl': [acl],
  's3:PutBucketOwnershipControls': [fromHeaders('x-amz-object-ownership')],
  's3:PutObject': [acl, content, creation, requestTags, retention, legalHold],
  's3:PutObjectAcl': [acl, existingTags],
  's3:PutObjectVersionAcl': [acl, existingTags, versionId],
  's3:PutObjectTagging': [requestTags, existingTags],
  's3:PutObjectVersionTagging': [requestTags, existingTags, versionId],
  's3:PutObjectRetention': [retention],
  's3:BypassGovernanceRetention': [acl, content, requestTags, retention, legalHold],
  's3:PutObjectLegalHold': [legalHold],
  's3:GetObject': [existingTags],
  's3:GetObjectVersion': [existingTags, versionId],
  's3:GetObjectAcl': [existingTags],
  's3:GetObjectVersionAcl': [existingTags, versionId],
  's3:GetObjectAttributes': [existingTags],
  's3:GetObjectVersionAttributes': [existingTags, versionId],
  's3:GetObjectTagging': [existingTags],
  's3:GetObjectVersionTagging': [existingTags, versionId],
  's3:DeleteObject': [fromHeaders('if-match')],
  's3:DeleteObjectVersion': [versionId],
  's3:DeleteObjectTagging': [existingTags],
  's3:DeleteObjectVersionTagging': [existingTags, versionId],
};

/** The context keys of one S3 action of a request. */
export function s3Keys(asked: Asked, action: string): ContextValues {
  const groups = (GROUPS[action] ?? []).map((group) => group(asked));
  return Object.assign({}, requestKeys(asked), ...groups) as ContextValues;
}

function requestKeys({ context, api, subject }: Asked): ContextValues {
  const { authentication, identity } = context;
  const signed = parseTimestamp(authentication.seed?.credentials.timestamp ?? '');
  const mechanism = authentication.presigned ? 'REST-QUERY-STRING' : 'REST-HEADER';
  const version = authentication.presigned && signed === undefined ? 'AWS' : 'AWS4-HMAC-SHA256';
  return {
    's3:authType': identity && (api === 'PostObject' ? 'POST' : mechanism),
    's3:signatureversion': identity && version,
    's3:signatureAge': signed && context.surroundings.signingTime().getTime() - signed.getTime(),
    's3:x-amz-content-sha256': context.header('x-amz-content-sha256'),
    's3:TlsVersion': context.request.tlsVersion,
    's3:ResourceAccount': subject.account,
    'aws:ResourceAccount': subject.account,
  };
}
