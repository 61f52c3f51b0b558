import { policy, type PolicyDocument, type PolicyStatement } from '../../../connector/permissions/index.ts';
import type { Operation, PermissionRow } from '../../../src/index.ts';
import type { Case } from './cases.ts';
import type { Needed } from './attempt.ts';

/** The least that a case needs, by the generator. */
export const leastFor = (
  { name }: Operation,
  { input }: Case,
  dataRows: readonly PermissionRow[],
): PolicyDocument =>
  policy({
    kind: 'identity',
    calls: [{ operation: name, input, include: dataRows.map(({ action }) => action) }],
  }).document;

/** Every action of a policy, on each of its resources. */
export const permissionsIn = ({ Statement }: PolicyDocument): Needed[] =>
  Statement.flatMap(({ Action, Resource }) =>
    listOf(Action).flatMap((action) => listOf(Resource).map((resource) => ({ action, resource }))),
  );

/** The policy, less one action on one resource. */
export function without({ Statement, ...policy }: PolicyDocument, lost: Needed): PolicyDocument {
  const left = Statement.flatMap((statement) => less(statement, lost));
  return { ...policy, Statement: left.length === 0 ? [NOTHING] : left };
}

/** A policy must have a statement: this is of an action that no operation needs. */
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
