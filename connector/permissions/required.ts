import { requirementsOf, type Operation, type Requirement, type Validator } from '../../src/index.ts';
import { partitionOf } from '../regions.ts';
import { readInput } from './input.ts';
import { checkPlace } from './known-places.ts';
import { arnOf, resourceMembers, type Place } from './resources.ts';
import { operationOf, validator } from './setting.ts';

/** One action on one resource that a call needs. */
export interface RequiredPermission {
  action: string;
  /** An ARN, or `*` for an action that is on no resource. */
  resource: string;
  /** What only the stored data can tell, in words: it is needed if this holds. */
  if_data?: string;
  because?: string;
}

/**
 * What exactly one call needs: every action and ARN, those of each key of a call on many.
 * @param input the operation's input; what no permission depends on (the text to store) may be left out
 * @param place the partition is that of the input's region, or `aws`, unless it is given
 * @throws ConnectorError `operation_unknown`, `input_invalid`, `partition_unknown`, `account_invalid`
 */
export function required(
  operation: string,
  input: unknown,
  place: Partial<Place> = {},
): RequiredPermission[] {
  const found = operationOf(operation);
  const complete = readInput(found, input);
  const where = placeOf(complete, place);
  return needsOf(found, complete).map((requirement) => permissionOf(requirement, where));
}

/** The requirements of an input, by the table. */
export const needsOf = (operation: Operation, input: unknown, by: Validator = validator): Requirement[] =>
  requirementsOf(operation, input, resourceMembers, by);

/**
 * Where a call with this input goes, as far as that is known.
 * @param home the partition where neither it nor a region is named
 * @throws ConnectorError `partition_unknown`, `account_invalid`
 */
export function placeOf(input: unknown, given: Partial<Place>, home = 'aws'): Place {
  checkPlace(given);
  const region = given.region ?? (input as { region?: string } | undefined)?.region;
  const partition = given.partition ?? (region === undefined ? home : partitionOf(region).id);
  return { ...given, region, partition };
}

/** The partition of an ARN; undefined for what is none. */
export const partitionIn = (arn = ''): string | undefined => /^arn:([^:]+):/.exec(arn)?.[1];

export function permissionOf(requirement: Requirement, place: Place): RequiredPermission {
  const { if_data, because } = requirement.row;
  return {
    action: requirement.action,
    resource: arnOf(requirement, place),
    ...(if_data === undefined ? {} : { if_data }),
    ...(because === undefined ? {} : { because }),
  };
}
