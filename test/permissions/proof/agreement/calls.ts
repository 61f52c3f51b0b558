import * as fc from 'fast-check';
import { ACCOUNT, BUCKET, GRANTEE, OBJECTS, TAGGED, type Parties } from './parties.ts';

/** One call; those that change something leave what the others need. */
export interface Call {
  operation: string;
  input: object;
  /** What this call needs because of what is stored. */
  because_of_data?: readonly string[];
}

const region = 'us-east-1';
const bucket = { bucket_name: BUCKET, region };
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const stored = fc.constantFrom(...OBJECTS);
const fresh = fc.constantFrom('public/new.txt', 'home/bob/new.txt', 'home/red/new.txt', 'home/app/new.txt');
const gone = fc.constantFrom('public/gone.txt', 'home/bob/gone.txt');
const prefix = maybe(fc.constantFrom('', 'home/', 'home/bob/', 'public/', 'p'));

const put = {
  acl: maybe(fc.constantFrom('private', 'public-read', 'bucket-owner-full-control')),
  tags: maybe(fc.constantFrom({ team: 'red' }, { team: 'blue', cost: '1' })),
  storage_class: maybe(fc.constantFrom('STANDARD', 'STANDARD_IA')),
  if_none_match: maybe(fc.constant('*')),
  if_match: fc.constant(undefined),
  encryption: fc.constant(undefined as string | undefined),
};
const encryption = fc.constantFrom(
  {},
  {},
  { encryption: 'AES256' },
  { kms_key_id: `arn:aws:kms:${region}:${ACCOUNT}:key/one` },
);
const lock = fc.constantFrom(
  {},
  {},
  {},
  { object_lock_mode: 'GOVERNANCE', object_lock_retain_until: '2040-01-01T00:00:00Z' },
  { legal_hold: true },
);

/** An input without the members that are not given. */
const inputOf = (...parts: readonly object[]): object =>
  Object.fromEntries(
    Object.entries(Object.assign({}, ...parts) as object).filter(([, value]) => value !== undefined),
  );

type Members = Readonly<Record<string, fc.Arbitrary<unknown>>>;
const call = (
  operation: string,
  members: Members,
  ...more: readonly fc.Arbitrary<object>[]
): fc.Arbitrary<Call> =>
  fc
    .tuple(fc.record(members), ...more)
    .map(([own, ...parts]) => ({ operation, input: inputOf(bucket, own, ...parts) }));

/** What nobody can do without credentials, whatever policies say: sign a URL, use a key of KMS. */
export const needsSignature = ({ operation, input }: Call): boolean =>
  operation.endsWith('_url') || 'kms_key_id' in input || ('output' in input && input.output === 'reference');

/** Calls of every operation that calls S3; what they say is as various as what policies can ask about. */
export function calls({ versions, files }: Parties): fc.Arbitrary<Call> {
  const version = stored.map((object_path) => ({ object_path, version_id: versions[object_path] }));
  const object = fc.oneof(
    stored.map((object_path) => ({ object_path })),
    version,
  );
  return fc.oneof(
    fc
      .constantFrom('list_buckets', 'list_buckets_ddl')
      .map((operation) => ({ operation, input: { region } })),
    call('list_bucket_objects', {
      prefix,
      delimiter: maybe(fc.constant('/')),
      max_keys: maybe(fc.constantFrom(1, 10)),
    }),
    call('list_objects_ddl', { prefix }),
    call('list_object_versions', { prefix }),
    fc
      .constantFrom('get_bucket_location', 'head_bucket', 'delete_bucket')
      .map((operation) => ({ operation, input: bucket })),
    call('create_bucket', {
      object_ownership: maybe(fc.constantFrom('BucketOwnerEnforced', 'ObjectWriter')),
      object_lock_enabled: maybe(fc.constant(true)),
      region: fc.constantFrom(region, 'eu-central-1'),
    }),
    call('get_object', { output: fc.constantFrom('text', 'reference') }, object),
    call('head_object', { with_checksum: maybe(fc.boolean()) }, object),
    call('get_object_signed_url', {}, object),
    call('put_object_text', { object_path: fresh, text: fc.constant('x'), ...put }, encryption, lock),
    call('create_upload_url', { object_path: fresh, ...put }, encryption),
    call(
      'put_object_file',
      {
        object_path: fresh,
        file: fc.oneof(
          { weight: 3, arbitrary: fc.constant(files.small) },
          { weight: 1, arbitrary: fc.constant(files.large) },
        ),
        part_size: fc.constant(PART_SIZE),
        ...put,
        // An upload in parts that fails needs s3:AbortMultipartUpload as well.
        if_none_match: fc.constant(undefined),
      },
      lock,
    ),
    // It takes the right policy to tell these from others.
    { weight: 3, arbitrary: copiesWithTags(versions) },

    call(
      'copy_object',
      { object_path: fresh, ...put, metadata_directive: maybe(fc.constantFrom('COPY', 'REPLACE')) },
      encryption,
      sourceOf(object),
    ),
    // The grants are read back only where the bucket takes the ACL, and it has ACLs disabled.
    call('put_object_acl', { acl: fc.constant('private') }, object),
    call(
      'put_object_acl',
      { acl: fc.constant('bucket-owner-full-control'), return_acl: maybe(fc.boolean()) },
      object,
    ),
    call('put_object_acl', { grants: fc.constant([{ grantee: GRANTEE, permission: 'READ' }]) }, object),
    call('delete_object', {
      object_path: gone,
      version_id: maybe(fc.constant('null')),
      bypass_governance_retention: maybe(fc.boolean()),
    }),
    call('delete_multiple_objects', {
      object_keys: fc.uniqueArray(
        fc.oneof(
          gone,
          gone.map((Key) => ({ Key, VersionId: 'null' })),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      bypass_governance_retention: maybe(fc.boolean()),
    }),
  );
}

/** The smallest that S3 takes. */
const PART_SIZE = 5 * 1024 * 1024;

const TAGS_OF_COPIES = ['s3:GetObjectTagging', 's3:GetObjectVersionTagging', 's3:PutObjectTagging'];

const copiesWithTags = (versions: Parties['versions']): fc.Arbitrary<Call> =>
  call(
    'copy_object',
    { object_path: fresh, source_version_id: maybe(fc.constant(versions[TAGGED])), tags: put.tags },
    fc.constant({ source_bucket_name: BUCKET, source_object_path: TAGGED }),
  ).map((made) => ({ ...made, because_of_data: TAGS_OF_COPIES }));

const sourceOf = (object: fc.Arbitrary<{ object_path: string; version_id?: string }>) =>
  object.map(({ object_path, version_id }) => ({
    source_bucket_name: BUCKET,
    source_object_path: object_path,
    source_version_id: version_id,
  }));
