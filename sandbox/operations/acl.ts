import type { Answer, Context } from '../context.ts';
import { S3Error } from '../errors.ts';
import { publish } from '../notifications/publisher.ts';
import type { Grant, Grantee, Permission } from '../store/types.ts';
import { childText, children, requiredText, toXml } from '../xml.ts';
import type { XmlNode, XmlValue } from '../xml.ts';
import { readOptionalDocument } from './documents.ts';
import { checkGrants, groupGrantee, ownerGrants, requestedGrants, userGrantee } from './grants.ts';
import { changeVersion, findObject, versionHeader } from './versions.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const PERMISSIONS: readonly string[] = [
  'FULL_CONTROL',
  'READ',
  'WRITE',
  'READ_ACP',
  'WRITE_ACP',
] satisfies Permission[];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export async function getObjectAcl(context: Context): Promise<Answer> {
  const { bucket } = context;
  const object = findObject(bucket, context.key, context.versionId);
  const body = describe(context, object.owner, object.grants);
  return { status: 200, headers: versionHeader(bucket.record, object), body };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export async function putObjectAcl(context: Context): Promise<Answer> {
  const { bucket, key } = context;
  const object = findObject(bucket, key, context.versionId);
  const grants = await wantedGrants(context, object.owner);
  checkGrants(context, grants);
  const enforced = bucket.record.ownership === 'BucketOwnerEnforced';
  if (!enforced) {
    await changeVersion(context, bucket, key, { ...object, grants });
    publish(context, 'ObjectAcl:Put', key, object);
  }
  return { status: 200, headers: versionHeader(bucket.record, object) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export async function getBucketAcl(context: Context): Promise<Answer> {
  const { owner, grants } = context.bucket.record;
  return { status: 200, body: describe(context, owner, grants) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export async function putBucketAcl(context: Context): Promise<Answer> {
  const { record } = context.bucket;
  const grants = await wantedGrants(context, record.owner);
  checkGrants(context, grants);
  record.grants = grants;
  await context.store.saveBucket(record.name);
  return { status: 200 };
}

/** With ACLs disabled the answer is always full control for the bucket's owner. */
function describe(context: Context, objectOwner: string, objectGrants: Grant[]): string {
  const bucket = context.bucket.record;
  const enforced = bucket.ownership === 'BucketOwnerEnforced';
  const owner = enforced ? bucket.owner : objectOwner;
  const grants = enforced ? ownerGrants(owner) : objectGrants;
  return toXml('AccessControlPolicy', {
    Owner: { ID: owner },
    AccessControlList: { Grant: grants.map(grantToXml) },
  });
}

/** The ACL a request sets, by its headers or by its document, not by both. */
async function wantedGrants(context: Context, owner: string): Promise<Grant[]> {
  const requested = requestedGrants(context, owner, context.bucket.record.owner);
  const document = await readOptionalDocument(context, 'AccessControlPolicy');
  if (requested !== undefined && document !== undefined) throw new S3Error('UnexpectedContent');
  if (requested !== undefined) return requested;
  if (document === undefined)
    throw new S3Error('MissingSecurityHeader', { fields: { MissingHeaderName: 'x-amz-acl' } });
  return grantsFromXml(document, owner);
}

function grantsFromXml(document: XmlNode, owner: string): Grant[] {
  const [named] = children(document, 'Owner');
  const [list] = children(document, 'AccessControlList');
  if (named === undefined || list === undefined) throw new S3Error('MalformedACLError');
  // An ACL does not give an object away.
  if (requiredText(named, 'ID') !== owner) throw new S3Error('AccessDenied');
  return children(list, 'Grant').map(grantFromXml);
}

function grantFromXml(grant: XmlNode): Grant {
  const [grantee] = children(grant, 'Grantee');
  const permission = requiredText(grant, 'Permission');
  if (grantee === undefined || !PERMISSIONS.includes(permission)) throw new S3Error('MalformedACLError');
  return { grantee: granteeFromXml(grantee), permission: permission as Permission };
}

function granteeFromXml(grantee: XmlNode): Grantee {
  const type = childText(grantee, '@type');
  if (type === 'CanonicalUser') return userGrantee(requiredText(grantee, 'ID'));
  if (type === 'Group') return groupGrantee(requiredText(grantee, 'URI'));
  if (type === 'AmazonCustomerByEmail') throw new S3Error('UnresolvableGrantByEmailAddress');
  throw new S3Error('MalformedACLError');
}

function grantToXml({ grantee, permission }: Grant): XmlValue {
  const [type, name] =
    grantee.kind === 'user' ? ['CanonicalUser', { ID: grantee.id }] : ['Group', { URI: grantee.uri }];
  return { Grantee: { '@xmlns:xsi': XSI, '@xsi:type': type, ...name }, Permission: permission };
}
