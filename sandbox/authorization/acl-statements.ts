import type { NamedPrincipal, Statement } from '../../src/permissions/index.ts';
import { ALL_USERS, AUTHENTICATED_USERS, isPublic } from '../operations/grant-groups.ts';
import type { BucketRecord, Grant, Permission } from '../store/types.ts';
import type { Asked } from './s3-keys.ts';

/** What a grant allows: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping */
const ON_BUCKETS: Readonly<Record<string, Permission>> = {
  's3:ListBucket': 'READ',
  's3:ListBucketVersions': 'READ',
  's3:ListBucketMultipartUploads': 'READ',
  's3:PutObject': 'WRITE',
  's3:DeleteObject': 'WRITE',
  's3:GetBucketAcl': 'READ_ACP',
  's3:PutBucketAcl': 'WRITE_ACP',
};

const ON_OBJECTS: Readonly<Record<string, Permission>> = {
  's3:GetObject': 'READ',
  's3:GetObjectVersion': 'READ',
  's3:GetObjectAcl': 'READ_ACP',
  's3:GetObjectVersionAcl': 'READ_ACP',
  's3:PutObjectAcl': 'WRITE_ACP',
  's3:PutObjectVersionAcl': 'WRITE_ACP',
};

/** By default an upload's initiator may end it and see its parts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuAndPermissions.html */
const OF_INITIATORS: ReadonlySet<string> = new Set([
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
]);

/** What ACLs allow of an action, as the statements that say the same. */
export function aclStatements(asked: Asked, action: string): Statement[] {
  const record = asked.subject.bucket?.record;
  if (record === undefined) return [];
  const grants = record.ownership === 'BucketOwnerEnforced' ? [] : grantsFor(asked, record, action);
  const principals = [...grants.flatMap((grant) => grantee(asked, grant)), ...initiator(asked, action)];
  return principals.length === 0 ? [] : [statement(principals, action)];
}

function grantsFor({ context, subject }: Asked, record: BucketRecord, action: string): Grant[] {
  // Who makes an object owns it, and may say with whom to share it.
  const meant = subject.creation !== undefined && action === 's3:PutObjectAcl' ? 's3:PutObject' : action;
  const permission = ON_BUCKETS[meant] ?? ON_OBJECTS[meant];
  const grants = meant in ON_BUCKETS ? record.grants : (subject.object?.grants ?? []);
  const present = subject.object ?? subject.creation?.replaced;
  const touchesAnothers =
    permission === 'WRITE' &&
    present !== undefined &&
    ![present.owner, record.owner].includes(context.callerId);
  if (permission === undefined || touchesAnothers) return [];
  return grants
    .filter((grant) => !(record.publicAccessBlock?.ignorePublicAcls === true && isPublic(grant)))
    .filter((grant) => grant.permission === permission || grant.permission === 'FULL_CONTROL');
}

function grantee({ context }: Asked, grant: Grant): NamedPrincipal[] {
  if (grant.grantee.kind === 'user') return [{ type: 'CanonicalUser', value: grant.grantee.id }];
  const { uri } = grant.grantee;
  const meant = uri === ALL_USERS || (uri === AUTHENTICATED_USERS && context.identity !== undefined);
  return meant ? [{ type: '*', value: '*' }] : [];
}

function initiator({ context, subject }: Asked, action: string): NamedPrincipal[] {
  const upload = subject.bucket?.uploads.get(context.query('uploadId') ?? '');
  if (upload === undefined || !OF_INITIATORS.has(action)) return [];
  return [{ type: 'CanonicalUser', value: upload.owner }];
}

function statement(values: readonly NamedPrincipal[], action: string): Statement {
  return {
    index: 0,
    sid: 'ACL',
    effect: 'Allow',
    principals: { negated: false, values },
    actions: { negated: false, values: [action] },
    conditions: [],
  };
}
