import type { PolicyDocument, PolicyStatement } from '../../../../connector/permissions/index.ts';
import { permissionsIn, without } from '../policies.ts';

/** What Ceph 16 refuses a policy for, as a whole: it has no such actions. */
const UNKNOWN = /^(kms:|s3:PutBucketOwnershipControls$|s3:GetObjectAttributes$)/;

/** Ceph asks for this on the bucket before it asks for each key of a DeleteObjects. */
const DELETION = 's3:DeleteObject';

/** A policy as the gateway takes it, and with what its way of deleting several objects needs. */
export function inItsWords(document: PolicyDocument): PolicyDocument {
  const permissions = permissionsIn(document);
  const unknown = permissions.filter(({ action }) => UNKNOWN.test(action));
  const { Statement, ...policy } = unknown.reduce(without, document);
  const deletions = permissions.filter(({ action }) => action.startsWith(DELETION));
  const buckets = deletions.map(({ resource }) => resource.split('/')[0] ?? '');
  return { ...policy, Statement: [...Statement, ...[...new Set(buckets)].map(allowDeletion)] };
}

const allowDeletion = (bucket: string): PolicyStatement => ({
  Sid: 'DeleteObjects',
  Effect: 'Allow',
  Action: DELETION,
  Resource: bucket,
});
