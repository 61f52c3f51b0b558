import type { Operation, PermissionRow } from '../../../src/index.ts';
import { evaluate, requestContext, type Evaluation, type Policy } from '../../../src/permissions/index.ts';
import { holds, variantsOf } from '../options.ts';
import { decidingArnOf, isVague } from '../resources.ts';
import { rowsOf } from '../setting.ts';
import { tableRow, type TableRow } from '../table.ts';
import { bestCase } from '../vague.ts';
import { nameOf, type PolicyPlace } from './places.ts';

/** How far a policy allows an operation. */
export interface OperationCoverage {
  operation: string;
  /** `full`: whatever the input; `part`: some inputs; `none`: no input. What depends on the data does not count. */
  allowed: 'full' | 'part' | 'none';
  /** The part of S3 where that is so, as the policy names it. */
  where?: string;
  /** What is missing there: for `part` what some inputs need, for `none` what every input needs. */
  missing: readonly TableRow[];
  /** What is missing if the stored data are so. */
  missing_if: readonly TableRow[];
  /** The statements, from 0, that allow it; of what is not allowed, those that deny it. */
  statements: readonly number[];
  /** The context keys on which the policy's conditions make it depend. */
  depends_on: readonly string[];
}

/** Who asks is not the question here: conditions and variables on it are left open. */
const REQUESTER = { kind: 'user', account: '000000000000', arn: 'arn:aws:iam::000000000000:user/' } as const;
const CONTEXT = requestContext({ 'aws:SecureTransport': true }, { others: 'unknown' });

const RANK = { full: 0, part: 1, none: 2 };

/** How far a policy allows an operation in the place where it allows most of it. */
export function coverageOf(
  operation: Operation,
  policy: Policy,
  places: readonly PolicyPlace[],
): OperationCoverage {
  const found = places.map((place) => coverageAt(operation, policy, place));
  const [best] = found.sort(
    (one, other) => RANK[one.allowed] - RANK[other.allowed] || one.missing.length - other.missing.length,
  );
  return best ?? coverageAt(operation, policy, { partition: 'aws', bucket: '*' });
}

/** How far a policy allows an operation in one place. */
export function coverageAt(operation: Operation, policy: Policy, place: PolicyPlace): OperationCoverage {
  const answers = new Map(rowsOf(operation).map((row) => [row, answerTo(row, policy, place)]));
  const denied = (row: PermissionRow) => answers.get(row)?.decision === 'denied';
  const rows = rowsOf(operation).filter(({ if_data }) => if_data === undefined);
  const lacking = rows.filter(denied);
  const runs = variantsOfAll(rows).some((options) => neededBy(rows, options).every((row) => !denied(row)));
  const allowed = lacking.length === 0 ? 'full' : runs ? 'part' : 'none';
  const missing = allowed === 'none' ? neededBy(rows, []).filter(denied) : lacking;
  const deciding = allowed === 'none' ? missing : rows;
  const onData = rowsOf(operation).filter((row) => row.if_data !== undefined && denied(row));
  return {
    operation: operation.name,
    allowed,
    ...(allowed === 'none' || rows.every(({ resource }) => resource === '*') ? {} : { where: nameOf(place) }),
    missing: missing.map(tableRow),
    missing_if: allowed === 'none' ? [] : onData.map(tableRow),
    statements: statementsOf(deciding, answers),
    depends_on: [...new Set([...answers.values()].flatMap(({ unknownKeys }) => unknownKeys))],
  };
}

function statementsOf(
  rows: readonly PermissionRow[],
  answers: ReadonlyMap<PermissionRow, Evaluation>,
): number[] {
  const places = rows.flatMap((row) => answers.get(row)?.statement?.index ?? []);
  return [...new Set(places)].sort((one, other) => one - other);
}

/** The kinds of inputs that rows tell apart: plain ones, and those with the options that bring a row. */
const variantsOfAll = (rows: readonly PermissionRow[]): string[][] => [[], ...rows.flatMap(variantsOf)];

const neededBy = (rows: readonly PermissionRow[], options: readonly string[]) =>
  rows.filter(({ when }) => when === undefined || holds(when, new Set(options)));

function answerTo(row: PermissionRow, policy: Policy, { partition, bucket, keys = '*' }: PolicyPlace) {
  const on = { action: row.action, resource: row.resource, parts: { bucket, key: keys } };
  const resource = decidingArnOf(on, { partition });
  const request = {
    requester: REQUESTER,
    action: row.action,
    resource,
    resourceAccount: REQUESTER.account,
    context: CONTEXT,
  };
  const set = { identity: [{ name: 'policy', policy }] };
  // Any key that the policy allows is enough.
  return evaluate(request, isVague(row, resource) ? bestCase(set, resource) : set);
}
