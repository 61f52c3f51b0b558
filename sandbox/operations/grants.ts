import { refusedBy } from '../authorization/decide.ts';
import type { Context } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import type { BucketRecord, Grant, Grantee, Permission } from '../store/types.ts';
import { ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY, isPublic } from './grant-groups.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl (beside the owner's own grant) */
const CANNED: Record<string, (bucketOwner: string) => Grant[]> = {
  private: () => [],
  'public-read': () => [group(ALL_USERS, 'READ')],
  'public-read-write': () => [group(ALL_USERS, 'READ'), group(ALL_USERS, 'WRITE')],
  'authenticated-read': () => [group(AUTHENTICATED_USERS, 'READ')],
  'aws-exec-read': () => [],
  'bucket-owner-read': (owner) => [{ grantee: { kind: 'user', id: owner }, permission: 'READ' }],
  'bucket-owner-full-control': (owner) => [
    { grantee: { kind: 'user', id: owner }, permission: 'FULL_CONTROL' },
  ],
  'log-delivery-write': () => [group(LOG_DELIVERY, 'WRITE'), group(LOG_DELIVERY, 'READ_ACP')],
};

const GRANT_HEADERS: Record<string, Permission> = {
  'x-amz-grant-full-control': 'FULL_CONTROL',
  'x-amz-grant-read': 'READ',
  'x-amz-grant-write': 'WRITE',
  'x-amz-grant-read-acp': 'READ_ACP',
  'x-amz-grant-write-acp': 'WRITE_ACP',
};

/** The owner's own grant. */
export function ownerGrants(owner: string): Grant[] {
  return [{ grantee: { kind: 'user', id: owner }, permission: 'FULL_CONTROL' }];
}

/** Reads `x-amz-acl` and `x-amz-grant-*`; undefined when the request has neither. */
export function requestedGrants(context: Context, owner: string, bucketOwner: string): Grant[] | undefined {
  const canned = context.header('x-amz-acl');
  const explicit = Object.keys(GRANT_HEADERS).filter((name) => context.header(name) !== undefined);
  if (canned !== undefined && explicit.length > 0) {
    throw new S3Error('InvalidRequest', {
      message: 'Specifying both Canned ACLs and Header Grants is not allowed',
    });
  }
  if (explicit.length > 0) return explicit.flatMap((name) => headerGrants(context, name));
  if (canned === undefined) return undefined;
  const grants = Object.hasOwn(CANNED, canned) ? CANNED[canned] : undefined;
  if (grants === undefined) throw invalidArgument('', 'x-amz-acl', canned);
  return withoutRepetition([...ownerGrants(owner), ...grants(bucketOwner)]);
}

/**
 * Refuses the ACL of a request where the bucket has ACLs disabled, but full control for its owner,
 * and a public one where Block Public Access says so.
 */
export function checkGrants(context: Context, grants: readonly Grant[]): void {
  const bucket = context.bucket.record;
  if (bucket.ownership === 'BucketOwnerEnforced' && !changesNothing(context, bucket, grants)) {
    throw new S3Error('AccessControlListNotSupported');
  }
  if (bucket.publicAccessBlock?.blockPublicAcls === true && grants.some(isPublic)) {
    const action = context.key === '' ? 's3:PutBucketAcl' : 's3:PutObjectAcl';
    throw refusedBy(context, action, 'public ACLs are prevented by the BlockPublicAcls');
  }
}

/** Of the canned ACLs only `bucket-owner-full-control` is taken, not even `private`. */
function changesNothing(context: Context, bucket: BucketRecord, grants: readonly Grant[]): boolean {
  const canned = context.header('x-amz-acl');
  return canned === undefined ? onlyOwner(bucket, grants) : canned === 'bucket-owner-full-control';
}

/** Whether grants give nothing to anybody but the bucket's owner. */
export function onlyOwner(bucket: BucketRecord, grants: readonly Grant[]): boolean {
  return grants.every(
    ({ grantee, permission }) =>
      grantee.kind === 'user' && grantee.id === bucket.owner && permission === 'FULL_CONTROL',
  );
}

/** The grants of a new object, and whose it is: the writer's, or the bucket owner's where the bucket says so. */
export function newObjectGrants(context: Context): { owner: string; grants: Grant[] } {
  const bucket = context.bucket.record;
  const requested = requestedGrants(context, context.callerId, bucket.owner);
  if (requested !== undefined) checkGrants(context, requested);
  const preferred =
    bucket.ownership === 'BucketOwnerPreferred' &&
    context.header('x-amz-acl') === 'bucket-owner-full-control';
  const owner = bucket.ownership === 'BucketOwnerEnforced' || preferred ? bucket.owner : context.callerId;
  const enforced = bucket.ownership === 'BucketOwnerEnforced' || requested === undefined;
  return { owner, grants: enforced ? ownerGrants(owner) : requested };
}

function headerGrants(context: Context, name: string): Grant[] {
  const permission = GRANT_HEADERS[name] as Permission;
  return (context.header(name) ?? '')
    .split(',')
    .map((text) => ({ grantee: parseGrantee(text.trim(), name), permission }));
}

function parseGrantee(text: string, header: string): Grantee {
  const match = /^(id|uri|emailAddress)\s*=\s*"?([^"]*)"?$/.exec(text);
  if (match === null) throw invalidArgument('Argument format not recognized', header, text);
  const [, kind, value] = match as unknown as [string, string, string];
  if (kind === 'emailAddress') throw new S3Error('UnresolvableGrantByEmailAddress');
  return kind === 'id' ? userGrantee(value) : groupGrantee(value);
}

export function userGrantee(id: string): Grantee {
  if (/^[0-9a-f]{32}(?:[0-9a-f]{32})?$/.test(id)) return { kind: 'user', id };
  throw invalidArgument('Invalid id', 'CanonicalUser/ID', id);
}

export function groupGrantee(uri: string): Grantee {
  if ([ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY].includes(uri)) return { kind: 'group', uri };
  throw invalidArgument('Invalid group uri', 'Group/URI', uri);
}

function group(uri: string, permission: Permission): Grant {
  return { grantee: { kind: 'group', uri }, permission };
}

function withoutRepetition(grants: Grant[]): Grant[] {
  const seen = new Map(grants.map((grant) => [JSON.stringify(grant), grant]));
  return [...seen.values()];
}
