import type { PolicyDocument } from '../../../connector/permissions/index.ts';
import type { Operation, PermissionRow } from '../../../src/index.ts';
import type { Needed } from './attempt.ts';
import { caseFor, dataRowsOf, examplesOf, rowsOfInput, type Case } from './cases.ts';
import { rowsOf } from '../../../connector/permissions/setting.ts';
import { leastFor, permissionsIn } from './policies.ts';
import type { World } from './world.ts';

/** One call, the policy that is said to be enough for it, and what of it is said to be needed. */
export interface Proof {
  operation: Operation;
  given: Case;
  document: PolicyDocument;
  /** The rows of the table that the policy comes from, and those of them of which the data told. */
  rows: ReadonlySet<PermissionRow>;
  dataRows: readonly PermissionRow[];
  indispensable: readonly Needed[];
}

/** The operation's examples, and a case for each row that no example needs. */
export async function proofsOf(operation: Operation, world: World): Promise<Proof[]> {
  const examples = examplesOf(operation, world);
  const cases = new Map(examples.map((given) => [given.reason, given]));
  for (const row of rowsOf(operation)) {
    const given = await caseFor(row, operation, world);
    if (given !== undefined) cases.set(given.reason, given);
  }
  return Promise.all([...cases.values()].map((given) => proofOf(operation, given, world)));
}

async function proofOf(operation: Operation, given: Case, world: World): Promise<Proof> {
  const dataRows = await dataRowsOf(given, operation, world);
  const document = leastFor(operation, given, dataRows);
  const byInput = rowsOfInput(given, operation).filter(({ if_data }) => if_data === undefined);
  // Whoever may list a bucket is told that a key is missing, whatever else they may.
  const missing = dataRows.find(({ if_data }) => if_data === 'there is no such object');
  const isNeeded = ({ action }: Needed) => missing === undefined || action === missing.action;
  return {
    operation,
    given,
    document,
    rows: new Set([...byInput, ...dataRows]),
    dataRows,
    indispensable: (await isAboutNoBucket(operation, given, world))
      ? []
      : permissionsIn(document).filter(isNeeded),
  };
}

/** S3 tells anybody that a bucket does not exist. */
async function isAboutNoBucket(
  { effect }: Operation,
  { input }: Case,
  { administrator }: World,
): Promise<boolean> {
  const { bucket_name: Bucket } = input as { bucket_name?: string };
  if (effect !== 'read' || Bucket === undefined) return false;
  const { Buckets = [] } = await administrator.listBuckets({});
  return !Buckets.some(({ Name }) => Name === Bucket);
}
