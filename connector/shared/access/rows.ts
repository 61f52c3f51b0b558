import type { JsonSchema, PermissionRow } from '../../../src/index.ts';

const method = (name: string): JsonSchema => ({
  properties: { method: { const: name } },
  required: ['method'],
});
const NAMES_BUCKET: JsonSchema = { required: ['bucket_name'] };
const because = 'a refusal is an answer too, and without it the only one';
const probed = `${because}; only the method "probes" asks for it`;
const if_data = 'S3 is to answer with more than a refusal';
const PREFIX = { prefix: 'prefix' };

/** What the call needs by which a connection is tested. */
export const reachPermissions: readonly PermissionRow[] = [
  {
    action: 's3:ListAllMyBuckets',
    resource: '*',
    when: { anyOf: [{ not: NAMES_BUCKET }, method('probes')] },
    if_data,
    because,
  },
  { action: 's3:ListBucket', resource: 'bucket', at: PREFIX, when: NAMES_BUCKET, if_data, because },
];

const onBucket = { allOf: [method('probes'), NAMES_BUCKET] };
const onObject = { allOf: [method('probes'), { required: ['bucket_name', 'object_path'] }] };

/** What probes need, beyond what tests a connection. */
export const probePermissions: readonly PermissionRow[] = [
  {
    action: 's3:ListBucketVersions',
    resource: 'bucket',
    at: PREFIX,
    when: onBucket,
    if_data,
    because: probed,
  },
  { action: 's3:GetBucketLocation', resource: 'bucket', when: onBucket, if_data, because: probed },
  { action: 's3:GetObject', resource: 'object', when: onObject, if_data, because: probed },
];

/** The same, and the probes' listings. */
export const allProbePermissions: readonly PermissionRow[] = [
  { action: 's3:ListAllMyBuckets', resource: '*', when: method('probes'), if_data, because: probed },
  { action: 's3:ListBucket', resource: 'bucket', at: PREFIX, when: onBucket, if_data, because: probed },
  ...probePermissions,
];

/** What IAM's simulator needs; GetCallerIdentity of STS needs nothing. */
export const simulatorPermission: PermissionRow = {
  action: 'iam:SimulatePrincipalPolicy',
  resource: 'principal',
  when: method('simulator'),
  because: 'only the method "simulator" asks; it is on the user or role whose policies IAM reads',
};
