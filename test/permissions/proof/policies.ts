import { policy, type PolicyDocument, type PolicyStatement } from '../../../connector/permissions/index.ts';
import type { Operation, PermissionRow } from '../../../src/index.ts';
import type { Case } from './cases.ts';
import type { Needed } from './attempt.ts';

/** The least that a case needs, by the generator: for the user, or, given a principal, what is for each bucket. */
export function leastFor(
  { name }: Operation,
  { input }: Case,
  dataRows: readonly PermissionRow[],
  principal?: string,
): PolicyDocument {
  const calls = [{ operation: name, input, include: dataRows.map(({ action }) => action) }];
  const identity = policy({ kind: 'identity', calls }).document;
  if (principal === undefined) return identity;
  const documents = bucketsIn(identity).map(
    (bucket) => policy({ kind: 'bucket', calls, principal, bucket }).document,
  );
  return { ...identity, Statement: documents.flatMap(({ Statement }) => Statement) };
}

/** The buckets that a policy is on, or in. */
export const bucketsIn = (document: PolicyDocument): string[] => [
  ...new Set(permissionsIn(document).flatMap(({ resource }) => /:::([^/]+)/.exec(resource)?.[1] ?? [])),
];

/** Every action of a policy, on each of its resources. */
export const permissionsIn = ({ Statement }: PolicyDocument): Needed[] =>
  Statement.flatMap(({ Action, Resource }) =>
    listOf(Action).flatMap((action) => listOf(Resource).map((resource) => ({ action, resource }))),
  );

/** The policy, less one action on one resource. */
export function without({ Statement, ...policy }: PolicyDocument, lost: Needed): PolicyDocument {
  const left = Statement.flatMap((statement) => less(statement, lost));
  return { ...policy, Statement: left };
}

/** A policy must have a statement: where it has none, one of an action that no operation needs. */
export const attachable = ({ Statement, ...policy }: PolicyDocument): PolicyDocument => ({
  ...policy,
  Statement: Statement.length === 0 ? [NOTHING] : Statement,
});

const NOTHING: PolicyStatement = {
  Sid: 'Nothing',
  Effect: 'Allow',
  Action: 's3:GetBucketRequestPayment',
  Resource: '*',
};

function less(statement: PolicyStatement, { action, resource }: Needed): PolicyStatement[] {
  const [actions, resources] = [listOf(statement.Action), listOf(statement.Resource)];
  if (!actions.includes(action) || !resources.includes(resource)) return [statement];
  const otherActions = actions.filter((each) => each !== action);
  const otherResources = resources.filter((each) => each !== resource);
  const parts = [
    { ...statement, Action: otherActions },
    { ...statement, Sid: `${statement.Sid}Elsewhere`, Action: action, Resource: otherResources },
  ];
  return parts.filter(({ Action, Resource }) => Action.length > 0 && Resource.length > 0);
}

/** A resource as a policy writes it, as the ARN that it stands for. */
export const arnIn = (resource: string): string => resource.replace(/\$\{([*?$])\}/g, '$1');

const listOf = (value: string | readonly string[]): readonly string[] => [value].flat() as string[];

/** What of a policy is on a bucket, and on what is in it. */
export function onBucket({ Statement, ...policy }: PolicyDocument, bucket: string): PolicyDocument {
  const isOn = (arn: string) => arn === `arn:aws:s3:::${bucket}` || arn.startsWith(`arn:aws:s3:::${bucket}/`);
  const own = Statement.map((statement) => ({
    ...statement,
    Resource: listOf(statement.Resource).filter(isOn),
  }));
  return { ...policy, Statement: own.filter(({ Resource }) => Resource.length > 0) };
}
