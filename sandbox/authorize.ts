import type { Need } from './actions/needs.ts';
import { COMPARED, DELETION } from './actions/object-actions.ts';
import { ACTIONS } from './actions/table.ts';
import { accountOf } from './auth/identity.ts';
import { decide, denied } from './authorization/decide.ts';
import { documentFacts } from './authorization/document-facts.ts';
import { permitKey } from './authorization/kms.ts';
import type { Asked } from './authorization/s3-keys.ts';
import { bucketSubject, deletionSubject, subjectOf } from './authorization/subjects.ts';
import type { Subject } from './authorization/subjects.ts';
import type { Context } from './context.ts';
import { S3Error } from './errors.ts';
import type { Bucket } from './store/index.ts';

/** Actions on objects that may be called for keys that hold nothing. */
const WITHOUT_OBJECT: ReadonlySet<string> = new Set([
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:BypassGovernanceRetention',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
]);

/** What the bucket owner's root user may always do, so that no policy can lock everybody out. */
const POLICY_ACTIONS: ReadonlySet<string> = new Set([
  's3:GetBucketPolicy',
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
]);

/**
 * Decides whether the caller may call this API: every action that the API needs, on everything it touches.
 * @throws S3Error `AccessDenied`, `NoSuchBucket`, and what is wrong with a KMS key
 */
export async function authorize(context: Context, api: string): Promise<void> {
  if (context.request.address.bucket !== undefined && api !== 'CreateBucket') {
    checkExpectedOwner(context.bucket, context.header('x-amz-expected-bucket-owner'));
  }
  const facts = await documentFacts(context, api);
  for (const need of ACTIONS[api] ?? []) {
    const subject = need.when?.(context) === false ? undefined : subjectOf(context, api, need.on);
    if (subject !== undefined) permit({ context, api, facts, subject }, need);
  }
}

/** Decides for one key of many, with the ETag that its object must have. */
export function authorizeDeletion(
  context: Context,
  key: string,
  { versionId, etag = '*' }: { versionId?: string; etag?: string },
): void {
  const subject = deletionSubject(context, key, versionId);
  for (const need of etag === '*' ? DELETION : [...DELETION, COMPARED]) {
    if (need.when?.(context) !== false) permit({ context, api: 'DeleteObjects', facts: {}, subject }, need);
  }
}

/** Whether the caller may do something more to the object that it is about to be told of. */
export function allows(context: Context, action: string): boolean {
  const subject = subjectOf(context, 'GetObject', 'object') as Subject;
  return decide({ context, api: 'GetObject', facts: {}, subject }, action).decision === 'allowed';
}

/** A caller may say whose bucket it takes this for. */
export function checkExpectedOwner(bucket: Bucket, accountId: string | undefined): void {
  if (accountId === undefined || accountOf(accountId).canonicalId === bucket.record.owner) return;
  throw new S3Error('AccessDenied');
}

function permit(asked: Asked, need: Need): void {
  if (need.on.startsWith('key of ')) {
    permitKey(asked, need);
    return;
  }
  const action = asked.subject.versionId === undefined ? need.action : (need.versionAction ?? need.action);
  if (isRootsOwnPolicy(asked, action)) return;
  const evaluation = decide(asked, action);
  const allowed = evaluation.decision === 'allowed';
  if (isMissing(asked.subject, action)) {
    if (evaluation.reason !== 'explicit_deny' && mayList(asked)) return;
    throw allowed ? deniedListing(asked) : denied(asked, action, evaluation);
  }
  if (!allowed) throw denied(asked, action, evaluation);
  refuseStrangersPolicy(asked, action);
}

/** Only those who may list a bucket are told that a key is missing. */
function isMissing({ bucket, key, object, creation }: Subject, action: string): boolean {
  if (bucket === undefined || key === undefined || creation !== undefined) return false;
  return object === undefined && !WITHOUT_OBJECT.has(action);
}

function mayList(asked: Asked): boolean {
  return decide(listing(asked), 's3:ListBucket').decision === 'allowed';
}

function deniedListing(asked: Asked): S3Error {
  const list = listing(asked);
  return denied(list, 's3:ListBucket', decide(list, 's3:ListBucket'));
}

function listing(asked: Asked): Asked {
  return { ...asked, subject: bucketSubject(asked.context, asked.subject.bucket) };
}

function isRootsOwnPolicy({ context, subject }: Asked, action: string): boolean {
  const principal = context.identity?.principal;
  return principal?.kind === 'root' && principal.account.id === subject.account && POLICY_ACTIONS.has(action);
}

/** Nobody but the owning account may manage a bucket's policy, whoever is allowed to. */
function refuseStrangersPolicy({ context, subject }: Asked, action: string): void {
  if (!POLICY_ACTIONS.has(action) || context.identity?.account.id === subject.account) return;
  throw new S3Error('MethodNotAllowed', {
    fields: { Method: context.request.method, ResourceType: 'BUCKETPOLICY' },
  });
}
