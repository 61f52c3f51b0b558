import { readPolicy } from '../../src/permissions/index.ts';
import type { NamedPolicy, Policy } from '../../src/permissions/index.ts';
import type { BucketRecord } from '../store/types.ts';
import { aclStatements } from './acl-statements.ts';
import { isPublicPolicy } from './public-policy.ts';
import type { Asked } from './s3-keys.ts';

/** Actions on an object that is there, which are its owner's to allow where ACLs are enabled. */
const OF_OBJECT_OWNERS =
  /^s3:(?:GetObject(?:Version)?(?:Acl|Tagging|Attributes|Torrent)?|(?:Put|Delete)Object(?:Version)?(?:Acl|Tagging))$/;

const parsed = new WeakMap<BucketRecord, { text: string; policy: Policy | undefined }>();

/** The canonical id of the account whose object or bucket an action is about. */
export function ownerOf({ subject }: Asked, action: string): string | undefined {
  const record = subject.bucket?.record;
  const foreign = record?.ownership !== 'BucketOwnerEnforced' && OF_OBJECT_OWNERS.test(action);
  return foreign ? (subject.object?.owner ?? record?.owner) : record?.owner;
}

/** What the bucket's policy and the ACLs say of an action, as one policy. */
export function resourcePolicy(asked: Asked, action: string): NamedPolicy | undefined {
  const record = asked.subject.bucket?.record;
  if (record === undefined) return undefined;
  const policy = bucketPolicy(record);
  const said = policy && binding(asked, action, record, policy);
  const grants = aclStatements(asked, action);
  if (grants.length === 0) return said && { name: 'bucket policy', policy: said };
  const statements = [...(said?.statements ?? []), ...grants];
  return {
    name: 'bucket policy',
    policy: { kind: 'resource', version: said?.version ?? '2012-10-17', statements },
  };
}

/** The bucket's policy, parsed once. */
function bucketPolicy(record: BucketRecord): Policy | undefined {
  const { policy: text } = record;
  if (text === undefined) return undefined;
  const known = parsed.get(record);
  if (known?.text === text) return known.policy;
  const reading = readPolicy(text, 'resource');
  const policy = reading.problems === undefined ? reading.policy : undefined;
  parsed.set(record, { text, policy });
  return policy;
}

/**
 * What counts of a bucket policy: only denials for objects that are another account's, and for strangers where
 * RestrictPublicBuckets stops a public policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function binding(asked: Asked, action: string, record: BucketRecord, policy: Policy): Policy {
  const stranger = asked.context.identity?.account.canonicalId !== record.owner;
  const restricted =
    stranger && record.publicAccessBlock?.restrictPublicBuckets === true && isPublicPolicy(policy);
  if (!restricted && ownerOf(asked, action) === record.owner) return policy;
  return { ...policy, statements: policy.statements.filter(({ effect }) => effect === 'Deny') };
}
