import { NEW_BUCKET_ENCRYPTION } from '../configuration/encryption.ts';
import type { Answer, Context, Surroundings } from '../context.ts';
import { S3Error, invalidArgument } from '../errors.ts';
import { endpointRegion, isRegion } from '../regions.ts';
import type { BucketRecord, Ownership } from '../store/types.ts';
import { childText } from '../xml.ts';
import { checkBucketName } from './bucket-names.ts';
import { readOptionalDocument } from './documents.ts';
import { onlyOwner, ownerGrants, requestedGrants } from './grants.ts';

const OWNERSHIPS: readonly string[] = [
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
] satisfies Ownership[];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export async function createBucket(context: Context): Promise<Answer> {
  checkBucketName(context.bucketName);
  const owner = context.callerId;
  const bucket = newBucket(context.bucketName, await requestedRegion(context), owner, context.now);
  const ownership = parseOwnership(context.header('x-amz-object-ownership') ?? 'BucketOwnerEnforced');
  const objectLock = context.header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  const grants = requestedGrants(context, owner, owner);
  const record: BucketRecord = {
    ...bucket,
    ownership,
    objectLock,
    versioning: objectLock ? 'Enabled' : undefined,
    grants: grants ?? bucket.grants,
  };
  if (ownership === 'BucketOwnerEnforced' && !onlyOwner(record, record.grants)) {
    throw new S3Error('InvalidBucketAclWithObjectOwnership');
  }
  const existing = context.store.buckets.get(context.bucketName)?.record;
  if (existing === undefined) await context.store.addBucket(record);
  else await createAgain(context, existing, record);
  return { status: 200, headers: { location: `/${context.bucketName}` } };
}

/** Creates those that are not there yet, for the account and region of the sandbox. */
export async function createBuckets(
  { store, account, region, clock }: Surroundings,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    checkBucketName(name);
    if (!store.buckets.has(name))
      await store.addBucket(newBucket(name, region, account.canonicalId, clock()));
  }
}

/** A bucket as S3 makes them: ACLs disabled and all public access blocked since April 2023, SSE-C since April 2026. */
export function newBucket(name: string, region: string, owner: string, now: Date): BucketRecord {
  return {
    name,
    region,
    created: now.toISOString(),
    owner,
    ownership: 'BucketOwnerEnforced',
    grants: ownerGrants(owner),
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
    objectLock: false,
    encryption: NEW_BUCKET_ENCRYPTION,
  };
}

export function parseOwnership(text: string): Ownership {
  if (OWNERSHIPS.includes(text)) return text as Ownership;
  throw invalidArgument('Invalid x-amz-object-ownership header', 'x-amz-object-ownership', text);
}

/** The document's region; without one, that is us-east-1, which only its own endpoint may leave out. */
async function requestedRegion(context: Context): Promise<string> {
  const endpoint = endpointRegion(context);
  const document = await readOptionalDocument(context, 'CreateBucketConfiguration');
  const constraint = document === undefined ? '' : (childText(document, 'LocationConstraint') ?? '');
  const region = constraint === 'EU' ? 'eu-west-1' : constraint;
  const known = isRegion(region) || region === context.surroundings.region;
  if (constraint === 'us-east-1' || (constraint !== '' && !known)) {
    throw new S3Error('InvalidLocationConstraint', { fields: { LocationConstraint: constraint } });
  }
  if (region === endpoint || (region === '' && endpoint === 'us-east-1')) return endpoint;
  const which = constraint === '' ? 'unspecified' : constraint;
  throw new S3Error('IllegalLocationConstraintException', {
    message: `The ${which} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  });
}

/** Only us-east-1 takes the second creation of one's own bucket for a success, and resets its ACL. */
async function createAgain(context: Context, existing: BucketRecord, wanted: BucketRecord): Promise<void> {
  const fields = { BucketName: existing.name };
  if (existing.owner !== wanted.owner) throw new S3Error('BucketAlreadyExists', { fields });
  if (existing.region !== 'us-east-1' || wanted.region !== 'us-east-1') {
    throw new S3Error('BucketAlreadyOwnedByYou', { fields });
  }
  existing.grants = wanted.grants;
  await context.store.saveBucket(existing.name);
}
