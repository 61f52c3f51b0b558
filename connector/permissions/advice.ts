import type { Circumstances, Host, NeededPermission, Operation, Requirement } from '../../src/index.ts';
import type { S3Connection } from '../connection.ts';
import { partitionOf } from '../regions.ts';
import { checklistFor } from './checklist.ts';
import type { GivenPolicies } from './given-policies.ts';
import { statementsToPaste } from './paste.ts';
import { readRefusal } from './refusal.ts';
import { needsOf, permissionOf } from './required.ts';
import type { Place } from './resources.ts';

/**
 * What helps whoever must allow a call that S3 refused: what this very call needed, what AWS said, where to look,
 * and what to paste.
 */
export function adviceOn(
  message: string,
  { operation, given, notes, policies }: Circumstances,
  connection: S3Connection,
  region: string,
  { validator }: Host,
): Record<string, unknown> {
  const place = placeIn(region);
  const needs = needsOf(operation, given, validator);
  const refusal = readRefusal(message);
  // What depends on the data is needed for certain once AWS says that it lacked.
  const certain = needs.filter(({ action, row }) => row.if_data === undefined || action === refusal.action);
  const principal =
    refusal.principal ?? (policies as GivenPolicies | undefined)?.principal ?? connection.role_arn;
  return {
    needed: told(needs, place),
    ...(Object.keys(refusal).length === 0 ? {} : { refusal }),
    checklist: checklistFor({
      refusal,
      needs,
      anonymous: connection.type === 'anonymous',
      elsewhere: connection.endpoint !== undefined,
      publicAcl: /^(public-|authenticated-read)/.test((given as { acl?: string } | undefined)?.acl ?? ''),
    }),
    ...(refusal.explicit_deny === true ? {} : statementsToPaste(operation, certain, place, principal)),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** The permissions that a call in a region needs, as errors and answers tell them. */
export const neededFor = (
  operation: Operation,
  input: unknown,
  region: string,
  { validator }: Pick<Host, 'validator'>,
): NeededPermission[] => told(needsOf(operation, input, validator), placeIn(region));

const placeIn = (region: string): Place => ({ partition: partitionOf(region).id, region });

const told = (needs: readonly Requirement[], place: Place) =>
  needs.map((requirement) => {
    const { because: _, ...permission } = permissionOf(requirement, place);
    return permission;
  });
