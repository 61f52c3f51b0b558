import type { FaultRule } from '../../../sandbox/index.ts';
import { ENCRYPTED, ENCRYPTING, GOVERNED, KEY, LOCKED, PLAIN, TAGGED } from './data.ts';
import { MEBIBYTE, type World } from './world.ts';

/** Something that an input can ask for, or meet, beyond the plain call: laid over an example, it makes a case. */
export interface Situation {
  /** Members of inputs; those that an operation does not have are left out. */
  input(world: World): object;
  /** What goes wrong meanwhile. */
  fault?: FaultRule;
}

const large: Situation['input'] = ({ data }) => ({ file: data.large, part_size: 5 * MEBIBYTE });
const situation = (input: Situation['input'], fault?: FaultRule): Situation => ({ input, fault });
const source = ({ bucket_name, object_path }: typeof PLAIN) => ({
  source_bucket_name: bucket_name,
  source_object_path: object_path,
});

/**
 * One for each option and each state of the data that some row of the permission table speaks of. An operation with
 * a row that neither its examples nor these (alone, or two together) bring about fails its proof: it adds an
 * example, or a situation.
 */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'an ACL': situation(() => ({ acl: 'bucket-owner-full-control' })),
  tags: situation(() => ({ tags: { team: 'docs' } })),
  'a retention': situation(() => ({
    bucket_name: LOCKED,
    object_lock_mode: 'GOVERNANCE',
    object_lock_retain_until: '2099-01-01T00:00:00Z',
  })),
  'a legal hold': situation(() => ({
    bucket_name: LOCKED,
    legal_hold: true,
  })),
  'object lock': situation(() => ({ object_lock_enabled: true })),
  'object ownership': situation(() => ({ object_ownership: 'BucketOwnerPreferred' })),
  'a key of KMS': situation(() => ({ kms_key_id: KEY })),
  'the ETag of what is there': situation(({ data }) => ({ ...PLAIN, if_match: data.etag })),
  'a version': situation(({ data }) => ({
    ...TAGGED,
    version_id: data.version,
    object_keys: [{ Key: TAGGED.object_path, VersionId: data.version }],
  })),
  'a version of the source': situation(({ data }) => ({
    ...source(TAGGED),
    source_version_id: data.version,
  })),
  'a version that governance mode keeps': situation(({ data }) => ({
    ...GOVERNED,
    version_id: data.governed,
    object_keys: [{ Key: GOVERNED.object_path, VersionId: data.governed }],
    bypass_governance_retention: true,
  })),
  'the ACL read back': situation(() => ({ return_acl: true })),
  'the checksum': situation(() => ({ with_checksum: true })),
  'an encrypted object': situation(() => ENCRYPTED),
  'an encrypted source': situation(() => source(ENCRYPTED)),
  'a bucket that encrypts': situation(() => ({ bucket_name: ENCRYPTING })),
  'a missing object': situation(() => ({ ...PLAIN, object_path: 'nothing/here' })),
  'a file in parts': situation(large),
  'a file in parts, of which one fails': situation(large, { fault: 'expired_token', api: 'UploadPart' }),
};
