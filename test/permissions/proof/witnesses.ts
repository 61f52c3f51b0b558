import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { operations } from '../../../connector/operations/index.gen.ts';
import { rowsOf } from '../../../connector/permissions/setting.ts';
import type { Operation, PermissionRow } from '../../../src/index.ts';
import type { Case } from './cases.ts';
import { ACCOUNT } from './data.ts';
import type { World } from './world.ts';

type Witness = (given: Case, world: World, row: PermissionRow) => boolean | Promise<boolean>;

interface Named {
  bucket_name?: string;
  object_path?: string;
  version_id?: string;
  source_bucket_name?: string;
  source_object_path?: string;
  source_version_id?: string;
  file?: { url: string };
  part_size?: number;
}

const read = ({ input }: Case) => input as Named;

const objectOf = (given: Case) => {
  const { bucket_name: Bucket, object_path: Key, version_id: VersionId } = read(given);
  return { Bucket, Key, VersionId };
};

const sourceOf = (given: Case) => {
  const { source_bucket_name: Bucket, source_object_path: Key, source_version_id: VersionId } = read(given);
  return { Bucket, Key, VersionId };
};

type Address = ReturnType<typeof objectOf>;

const head = ({ administrator }: World, address: Address): Promise<HeadObjectCommandOutput | undefined> =>
  administrator.headObject(address).catch(() => undefined);

const isEncrypted = async (world: World, address: Address) =>
  (await head(world, address))?.SSEKMSKeyId !== undefined;

const goesInParts: Witness = (given, { files }) => {
  const { file, part_size = Infinity } = read(given);
  return file !== undefined && files.read(file as never).length > part_size;
};

const bucketEncrypts: Witness = async (given, { administrator }) => {
  const { ServerSideEncryptionConfiguration: found } = await administrator.getBucketEncryption({
    Bucket: read(given).bucket_name,
    ExpectedBucketOwner: ACCOUNT,
  });
  return found?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID !== undefined;
};

/** Whoever asks about some operations has what these need tried, and nothing else. */
const asksFor: Witness = ({ input }, _, { action }) => {
  const { operations: asked } = input as { operations?: readonly (string | { operation: string })[] };
  const names = asked?.map((each) => (typeof each === 'string' ? each : each.operation));
  const tried = Object.values<Operation>(operations).filter(({ name }) => names?.includes(name) ?? true);
  return tried.flatMap(rowsOf).some((row) => row.action === action);
};

/** Whether what the table says of the data, in these words, holds for a case; seen by whoever may see everything. */
export const WITNESSES: Readonly<Record<string, Witness>> = {
  'the source has tags': async (given, { administrator }) => {
    const { TagSet } = await administrator.getObjectTagging(sourceOf(given));
    return (TagSet ?? []).length > 0;
  },
  'the source is encrypted with a key of KMS': (given, world) => isEncrypted(world, sourceOf(given)),
  'the object is encrypted with a KMS key': (given, world) => isEncrypted(world, objectOf(given)),
  'there is no such object': async (given, world) => (await head(world, objectOf(given))) === undefined,
  'the bucket encrypts with a KMS key': bucketEncrypts,
  'the file goes in parts': goesInParts,
  'the file goes in parts, and the bucket encrypts with a KMS key': async (given, world, row) =>
    (await goesInParts(given, world, row)) && bucketEncrypts(given, world, row),
  'the file goes in parts, and the upload fails': async (given, world, row) =>
    given.fault !== undefined && (await goesInParts(given, world, row)),
  // Operations of which a refusal is an answer too: the proofs want the other one.
  'S3 is to answer with more than a refusal': asksFor,
  "IAM's simulator is to tell which operations work": () => true,
};
