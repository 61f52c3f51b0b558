import { suggestion, type Operation, type PermissionRow } from '../../src/index.ts';
import { fail } from '../errors.ts';
import { grantOfRequirement, grantOfRow, splitRows, type Grant, type Scope } from './grants.ts';
import { readInput } from './input.ts';
import { isIncluded, optionsOf, type Include } from './options.ts';
import { needsOf, placeOf } from './required.ts';
import type { Place } from './resources.ts';
import { allOperations, operationOf, rowsOf } from './setting.ts';
import { tableRow, type TableRow } from './table.ts';

/**
 * What is to be allowed: an operation on a part of S3, or with one input. Of an input, what only the stored data
 * can tell is left out unless `include` names the action, or is `all`.
 */
export type Call = { operation: string } & ({ scope: Scope } | { input: unknown; include?: Include });

/** A row that was left out, and whose it is. */
export interface LeftOut extends TableRow {
  operation: string;
}

/** What the calls come to. */
export interface Asked {
  operation: Operation;
  grants: readonly Grant[];
  left_out: readonly LeftOut[];
}

/** @throws ConnectorError `policy_option_unknown` for an option that no row of the operations speaks of */
export function readCalls(calls: readonly Call[], place: Partial<Place>): Asked[] {
  checkOptions(calls);
  return calls.map((call) => {
    const operation = operationOf(call.operation);
    const { grants, left } =
      'scope' in call ? readScope(operation, call.scope, place) : readOne(operation, call, place);
    return {
      operation,
      grants,
      left_out: left.map((row) => ({ operation: operation.name, ...tableRow(row) })),
    };
  });
}

interface Reading {
  grants: Grant[];
  left: readonly PermissionRow[];
}

function readScope(operation: Operation, scope: Scope, given: Partial<Place>): Reading {
  const { taken, left } = splitRows(operation, scope.include);
  const place = placeOf({}, given);
  return { grants: taken.map((row) => grantOfRow(operation, row, scope, place)), left };
}

function readOne(
  operation: Operation,
  call: Extract<Call, { input: unknown }>,
  given: Partial<Place>,
): Reading {
  const input = readInput(operation, call.input);
  const place = placeOf(input, given);
  const needs = needsOf(operation, input);
  const left = needs
    .map(({ row }) => row)
    .filter((row) => row.if_data !== undefined && !isIncluded(row, call.include));
  const taken = needs.filter(({ row }) => !left.includes(row));
  return { grants: taken.map((requirement) => grantOfRequirement(requirement, place)), left };
}

/** A misspelt option would leave something out without a word; one that only other operations know does no harm. */
function checkOptions(calls: readonly Call[]): void {
  const given = calls.flatMap((call) => ('scope' in call ? call.scope.include : call.include) ?? []);
  const known = wordsOf(allOperations);
  const option = given.find((word) => word !== 'all' && !known.includes(word));
  if (option === undefined) return;
  const own = wordsOf(calls.map(({ operation }) => operationOf(operation)));
  const options = own.filter((word) => !word.includes(':')).join(', ');
  throw fail('policy_option_unknown', { option, options, suggestion: suggestion(option, known) });
}

/** The words that `include` can have for some operations. */
const wordsOf = (operations: readonly Operation[]): string[] => {
  const words = operations.flatMap(rowsOf).flatMap((row) => [...optionsOf(row), row.action]);
  return [...new Set(words)];
};
