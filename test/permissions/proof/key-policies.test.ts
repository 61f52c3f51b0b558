import { describe, expect, it } from 'vitest';
import { operations } from '../../../connector/operations/index.gen.ts';
import type { Operation, PermissionRow } from '../../../src/index.ts';
import { attempt } from './attempt.ts';
import { caseFor, dataRowsOf, type Case } from './cases.ts';
import { ACCOUNT, KEY } from './data.ts';
import { leastFor, permissionsIn, without } from './policies.ts';
import { openWorld, type World } from './world.ts';

const all: readonly Operation[] = Object.values(operations);
const rows = all.flatMap(({ permissions, ...operation }) =>
  permissions === 'none'
    ? []
    : permissions
        .filter(({ resource }) => resource === 'kms_key')
        .map((row) => [operation.name, row.action, row.if_data ?? 'by the input', row] as const),
);

/** The key's own policy decides: it may name the user, and it need not leave anything to IAM. */
describe('a key policy', () => {
  it.each(rows)('lets %s have %s, %s, or not', async (name, action, _, row) => {
    const operation = all.find((each) => each.name === name) as Operation;
    const every = ['kms:GenerateDataKey', 'kms:Decrypt'];
    const withAll = await outcomeWith(every, operation, row);
    expect(withAll).toEqual({ result: 'succeeded' });
    const others = every.filter((each) => each !== action);
    expect(await outcomeWith(others, operation, row, { leavesToIam: true })).toEqual({ result: 'succeeded' });
    const refused = await outcomeWith(others, operation, row);
    expect(refused).toMatchObject({ result: 'denied' });
    // The answer to a HEAD says nothing.
    if (refused.result === 'denied' && refused.action !== undefined) expect(refused.action).toBe(action);
  });
});

/** Runs a case that needs the row, for a user to whom the key's policy allows these actions. */
async function outcomeWith(
  actions: readonly string[],
  operation: Operation,
  row: PermissionRow,
  { leavesToIam = false } = {},
) {
  const world = await openWorld({ kms_keys: [keyFor(actions, leavesToIam)] });
  try {
    const given = (await caseFor(row, operation, world)) as Case;
    const user = await world.newUser();
    await user.permit(await policyFor(operation, given, leavesToIam, world));
    return await attempt(operation.name, given, user.keys, world);
  } finally {
    await world.close();
  }
}

/** The generated policy, as it is or without a word of keys. */
async function policyFor(operation: Operation, given: Case, withKeys: boolean, world: World) {
  const document = leastFor(operation, given, await dataRowsOf(given, operation, world));
  const onKeys = permissionsIn(document).filter(({ action }) => action.startsWith('kms:'));
  return withKeys ? document : onKeys.reduce(without, document);
}

const keyFor = (actions: readonly string[], leavesToIam: boolean) => ({
  id: KEY.split('/')[1] ?? '',
  policy: {
    Version: '2012-10-17',
    Statement: [
      allow(`user/administrator`, ['kms:*']),
      allow('user/user-1', actions),
      ...(leavesToIam ? [allow('root', ['kms:*'])] : []),
    ],
  },
});

const allow = (who: string, Action: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:${who}` },
  Action,
  Resource: '*',
});
