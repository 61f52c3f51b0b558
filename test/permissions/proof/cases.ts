import { keywords } from '../../../connector/keywords.ts';
import { readInput } from '../../../connector/permissions/input.ts';
import { needsOf } from '../../../connector/permissions/required.ts';
import type { FaultRule } from '../../../sandbox/index.ts';
import common from '../../../schemas/common.schema.json' with { type: 'json' };
import file from '../../../schemas/file.schema.json' with { type: 'json' };
import type { Operation, PermissionRow } from '../../../src/index.ts';
import { createValidator } from '../../../src/validator.ts';
import { SITUATIONS, type Situation } from './situations.ts';
import { WITNESSES } from './witnesses.ts';
import type { World } from './world.ts';

/** One call whose permissions are proved. */
export interface Case {
  reason: string;
  readonly input: object;
  /** What goes wrong meanwhile. */
  fault?: FaultRule;
}

const validator = createValidator([common, file], keywords);

/** The operation's own examples; files on the web are put into the file store. */
export const examplesOf = ({ contract }: Operation, { files }: World): Case[] =>
  contract.examples.valid.map(({ reason, input }) => {
    const given = input as { file?: { name: string; mime_type: string } };
    const { file: named } = given;
    const stored = named && { file: files.add('content', named.name, named.mime_type) };
    return { reason, input: { ...given, ...stored } };
  });

/**
 * An example that needs the row, or the first one with situations laid over it that make it so; undefined where the
 * server has nothing that does.
 */
export async function caseFor(
  row: PermissionRow,
  operation: Operation,
  world: World,
): Promise<Case | undefined> {
  const examples = examplesOf(operation, world);
  for (const given of [...examples, ...variations(examples[0] as Case, operation, world)])
    if (isValid(given, operation) && (await needs(given, row, operation, world))) return given;
  return undefined;
}

/** The rows of which only the data can tell, and which the case needs. */
export async function dataRowsOf(given: Case, operation: Operation, world: World): Promise<PermissionRow[]> {
  const found: PermissionRow[] = [];
  for (const row of rowsOfInput(given, operation))
    if (row.if_data !== undefined && (await holds(row, given, world))) found.push(row);
  return found;
}

/** The rows that the input needs, those of which the data must tell among them. */
export const rowsOfInput = ({ input }: Case, operation: Operation): PermissionRow[] =>
  needsOf(operation, readInput(operation, input)).map(({ row }) => row);

const needs = async (given: Case, row: PermissionRow, operation: Operation, world: World) =>
  rowsOfInput(given, operation).includes(row) && holds(row, given, world);

function holds(row: PermissionRow, given: Case, world: World): boolean | Promise<boolean> {
  const { if_data } = row;
  if (if_data === undefined) return true;
  const witness = WITNESSES[if_data];
  if (witness === undefined) throw new Error(`No witness can tell whether "${if_data}": add one.`);
  return witness(given, world, row);
}

const isValid = ({ input }: Case, { contract }: Operation) =>
  validator.check(contract.input)(structuredClone(input)).length === 0;

function* variations(example: Case, operation: Operation, world: World): Generator<Case> {
  const all = Object.entries(SITUATIONS);
  for (const one of all) yield laidOver(example, [one], operation, world);
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1)) yield laidOver(example, [one, other], operation, world);
}

function laidOver(
  { input }: Case,
  situations: readonly (readonly [name: string, situation: Situation])[],
  { contract }: Operation,
  world: World,
): Case {
  const { properties } = validator.inline(contract.input) as { properties: object };
  return {
    reason: situations.map(([name]) => name).join(', and '),
    // Restored objects may have other versions.
    get input() {
      const additions = situations.flatMap(([, situation]) => Object.entries(situation.input(world)));
      return { ...input, ...Object.fromEntries(additions.filter(([member]) => member in properties)) };
    },
    fault: situations.map(([, { fault }]) => fault).find((fault) => fault !== undefined),
  };
}
