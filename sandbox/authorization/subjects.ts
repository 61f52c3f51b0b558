import { namedSource, objectAt } from '../actions/copies.ts';
import type { Target } from '../actions/needs.ts';
import type { Context } from '../context.ts';
import type { Bucket } from '../store/index.ts';
import type { ObjectVersion } from '../store/types.ts';

/** What an action of a request is about. */
export interface Subject {
  arn: string;
  /** The owning account: twelve digits, or the canonical id of one that nobody here belongs to. */
  account: string;
  bucket?: Bucket;
  key?: string;
  versionId?: string;
  /** The object that the action is about, if it is there. */
  object?: ObjectVersion;
  /** Set where the action makes an object: the one that it takes the place of, if any. */
  creation?: { replaced?: ObjectVersion };
}

/** APIs that make an object, and say nothing about the one that is there. */
const CREATING: ReadonlySet<string> = new Set([
  'PutObject',
  'PostObject',
  'CopyObject',
  'CreateMultipartUpload',
  'UploadPart',
  'UploadPartCopy',
  'CompleteMultipartUpload',
]);

/** The subject of an action on a target; undefined for a copy's source in a bucket that does not exist. */
export function subjectOf(context: Context, api: string, target: Target): Subject | undefined {
  switch (target) {
    case 'service':
      return { arn: 'arn:aws:s3:::*', account: callerAccount(context) };
    case 'bucket':
      // Whose a bucket of that name may be already does not matter to who creates one.
      return bucketSubject(
        context,
        api === 'CreateBucket' ? undefined : context.store.buckets.get(context.bucketName),
      );
    case 'source':
    case 'key of the source': {
      const { bucket, key, versionId, object } = namedSource(context);
      return bucket && { ...objectSubject(context, bucket, key), versionId, object };
    }
    default:
      return addressedObject(context, api);
  }
}

export function bucketSubject(context: Context, bucket: Bucket | undefined): Subject {
  const arn = `arn:${partition(bucket)}:s3:::${bucket?.record.name ?? context.bucketName}`;
  // A new bucket will be the caller's.
  const account =
    bucket === undefined ? callerAccount(context) : accountOfOwner(context, bucket.record.owner);
  return { arn, account, bucket };
}

/** A key of a bucket that somebody wants deleted. */
export function deletionSubject(context: Context, key: string, versionId: string | undefined): Subject {
  const { bucket } = context;
  return { ...objectSubject(context, bucket, key), versionId, object: objectAt(bucket, key, versionId) };
}

export function accountOfOwner({ surroundings }: Context, canonicalId: string): string {
  return surroundings.identities.accountOfCanonicalId(canonicalId)?.id ?? canonicalId;
}

function addressedObject(context: Context, api: string): Subject {
  const { bucket, key, versionId } = context;
  const subject = objectSubject(context, bucket, key);
  const found = objectAt(bucket, key, versionId);
  return CREATING.has(api)
    ? { ...subject, creation: { replaced: found } }
    : { ...subject, versionId, object: found };
}

function objectSubject(context: Context, bucket: Bucket, key: string): Subject {
  const { arn, account } = bucketSubject(context, bucket);
  return { arn: `${arn}/${key}`, account, bucket, key };
}

function callerAccount({ identity, surroundings }: Context): string {
  return (identity?.account ?? surroundings.account).id;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partition(bucket: Bucket | undefined): string {
  const region = bucket?.record.region ?? '';
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
