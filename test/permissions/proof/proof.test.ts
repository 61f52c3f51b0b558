import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../../connector/operations/index.gen.ts';
import type { PolicyDocument } from '../../../connector/permissions/index.ts';
import type { Operation } from '../../../src/index.ts';
import { attempt, type Needed, type Outcome } from './attempt.ts';
import { caseFor, dataRowsOf, examplesOf, type Case } from './cases.ts';
import { arnIn, leastFor, permissionsIn, without } from './policies.ts';
import { openWorld, type User, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.restore());
afterAll(() => world.close());

const all: readonly Operation[] = Object.values(operations);
const calling = all.filter(({ permissions }) => permissions !== 'none');

/**
 * With the generated policy a new user runs the call, and it succeeds; with any one action less it is refused, and
 * the error names that action and ARN.
 */
describe.each(calling.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
  it.each(operation.contract.examples.valid.map(({ reason }, index) => [reason, index] as const))(
    'needs its policy, and nothing less: %s',
    async (_reason, index) => {
      await prove(operation, examplesOf(operation, world)[index] as Case);
    },
  );

  const rows = operation.permissions === 'none' ? [] : operation.permissions;
  it.each(rows.map((row) => [row.action, row.if_data ?? 'by the input', row] as const))(
    'needs %s, %s',
    async (_action, _condition, row) => {
      const given = await caseFor(row, operation, world);
      const document = await prove(operation, given);
      expect(permissionsIn(document).map(({ action }) => action)).toContain(row.action);
    },
  );
});

/** Returns the policy that was proved to be enough, and the least. */
async function prove(operation: Operation, given: Case): Promise<PolicyDocument> {
  const dataRows = await dataRowsOf(given, operation, world);
  const document = leastFor(operation, given, dataRows);
  const user = await world.newUser();
  expect(await outcomeWith(document, user, operation, given), 'with the whole policy').toEqual({
    result: 'succeeded',
  });
  if (await isAboutNoBucket(operation, given)) return document;
  // Whoever may list a bucket is told that a key is missing, whatever else they may.
  const missing = dataRows.filter(({ if_data }) => if_data === 'there is no such object');
  const isMinimal = ({ action }: Needed) => missing.length === 0 || action === missing[0]?.action;
  for (const lost of permissionsIn(document).filter(isMinimal)) {
    await world.restore();
    const outcome = await outcomeWith(without(document, lost), user, operation, given);
    expect(outcome, `without ${lost.action} on ${lost.resource}`).toMatchObject({ result: 'denied' });
    expectNamed(outcome as Denied, lost);
  }
  return document;
}

async function outcomeWith(document: PolicyDocument, user: User, { name }: Operation, given: Case) {
  await user.permit(document);
  return attempt(name, given, user.keys, world);
}

type Denied = Extract<Outcome, { result: 'denied' }>;

/** S3 tells anybody that a bucket does not exist. */
async function isAboutNoBucket({ effect }: Operation, { input }: Case): Promise<boolean> {
  const { bucket_name: Bucket } = input as { bucket_name?: string };
  if (effect !== 'read' || Bucket === undefined) return false;
  const { Buckets = [] } = await world.administrator.listBuckets({});
  return !Buckets.some(({ Name }) => Name === Bucket);
}

/** The answer to a HEAD says nothing, so what the error says comes from the table; a key of KMS is not always told. */
function expectNamed({ action, resource, needed }: Denied, lost: Needed): void {
  const isOnKey = lost.action.startsWith('kms:');
  const wanted = isOnKey ? expect.stringContaining(':kms:') : arnIn(lost.resource);
  if (action === undefined) {
    expect(needed).toContainEqual(expect.objectContaining({ action: lost.action, resource: wanted }));
    return;
  }
  expect(action).toBe(lost.action);
  if (resource !== undefined) expect(resource).toEqual(wanted);
}
