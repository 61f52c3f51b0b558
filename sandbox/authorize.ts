import { accountOf } from './auth/identity.ts';
import type { Context } from './context.ts';
import { S3Error } from './errors.ts';
import { ALL_USERS, AUTHENTICATED_USERS, isPublic } from './operations/grants.ts';
import { findObject } from './operations/versions.ts';
import type { Bucket } from './store/index.ts';
import type { Grant, Permission } from './store/types.ts';

/** What an ACL must grant for each API: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const BUCKET_PERMISSIONS: Record<string, Permission> = {
  HeadBucket: 'READ',
  ListObjects: 'READ',
  ListObjectsV2: 'READ',
  ListObjectVersions: 'READ',
  ListMultipartUploads: 'READ',
  PutObject: 'WRITE',
  PostObject: 'WRITE',
  CopyObject: 'WRITE',
  DeleteObject: 'WRITE',
  DeleteObjects: 'WRITE',
  CreateMultipartUpload: 'WRITE',
  UploadPart: 'WRITE',
  UploadPartCopy: 'WRITE',
  CompleteMultipartUpload: 'WRITE',
  AbortMultipartUpload: 'WRITE',
  GetBucketAcl: 'READ_ACP',
  PutBucketAcl: 'WRITE_ACP',
};

const OBJECT_PERMISSIONS: Record<string, Permission> = {
  GetObject: 'READ',
  HeadObject: 'READ',
  GetObjectAttributes: 'READ',
  GetObjectAcl: 'READ_ACP',
  PutObjectAcl: 'WRITE_ACP',
};

/**
 * Decides whether the caller may call this API: users of the account that owns the bucket may do everything,
 * all others what ACLs grant.
 * @throws S3Error `AccessDenied`, `NoSuchBucket`
 */
export function authorize(context: Context, api: string): void {
  if (context.request.address.bucket === undefined || api === 'CreateBucket') {
    if (context.identity === undefined) throw denied();
    return;
  }
  const { bucket } = context;
  checkExpectedOwner(bucket, context.header('x-amz-expected-bucket-owner'));
  if (context.identity?.account.canonicalId === bucket.record.owner) return;
  const headers = { 'x-amz-bucket-region': bucket.record.region };
  if (!grantedByBucket(context, bucket, api) && !grantedByObject(context, bucket, api)) throw denied(headers);
}

/** A caller may say whose bucket it takes this for. */
export function checkExpectedOwner(bucket: Bucket, accountId: string | undefined): void {
  if (accountId !== undefined && accountOf(accountId).canonicalId !== bucket.record.owner) throw denied();
}

/** Decides whether the caller may read an object that it copies from. */
export function mayRead(context: Context, bucket: Bucket, grants: readonly Grant[]): boolean {
  return (
    context.identity?.account.canonicalId === bucket.record.owner || holds(context, bucket, grants, 'READ')
  );
}

function grantedByBucket(context: Context, bucket: Bucket, api: string): boolean {
  const permission = BUCKET_PERMISSIONS[api];
  return permission !== undefined && holds(context, bucket, bucket.record.grants, permission);
}

/** Who may not list is not told that a key is missing. */
function grantedByObject(context: Context, bucket: Bucket, api: string): boolean {
  const permission = OBJECT_PERMISSIONS[api];
  if (permission === undefined) return false;
  try {
    const object = findObject(bucket, context.key, context.versionId);
    return holds(context, bucket, object.grants, permission);
  } catch {
    return holds(context, bucket, bucket.record.grants, 'READ');
  }
}

/** Whether grants count and give the caller a permission: ACLs may be disabled, and public ones ignored. */
function holds(
  { identity, callerId }: Context,
  bucket: Bucket,
  grants: readonly Grant[],
  permission: Permission,
): boolean {
  if (bucket.record.ownership === 'BucketOwnerEnforced') return false;
  const groups = identity === undefined ? [ALL_USERS] : [ALL_USERS, AUTHENTICATED_USERS];
  return grants
    .filter((grant) => !(bucket.record.publicAccessBlock?.ignorePublicAcls === true && isPublic(grant)))
    .filter((grant) => grant.permission === permission || grant.permission === 'FULL_CONTROL')
    .some(({ grantee }) =>
      grantee.kind === 'user' ? grantee.id === callerId : groups.includes(grantee.uri),
    );
}

function denied(headers?: Record<string, string>): S3Error {
  return new S3Error('AccessDenied', { headers });
}
