import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../../connector/operations/index.gen.ts';
import type { Operation } from '../../../src/index.ts';
import { attempt } from './attempt.ts';
import { expectRefusal } from './named.ts';
import { arnIn, without } from './policies.ts';
import { rowsOf } from '../../../connector/permissions/setting.ts';
import { proofsOf, type Proof } from './proofs.ts';
import { openWorld, type User } from './world.ts';

// The policies are generated before there are tests: each action is a test of its own, so that a server's list of
// limits can name it.
const world = await openWorld();
afterAll(() => world.close());

const calling = Object.values<Operation>(operations).filter(({ permissions }) => permissions !== 'none');

/**
 * With the generated policy a new user runs the call, and it succeeds; with any one action less it is refused, and
 * the error names that action and ARN.
 */
describe.each(calling.map((operation) => [operation.name, operation] as const))(
  '%s',
  async (_, operation) => {
    const proofs = await proofsOf(operation, world);

    it.each(rowsOf(operation).map((row) => [row.action, row.if_data ?? 'by the input', row] as const))(
      'has a case for %s, %s',
      (_action, _condition, row) => {
        expect(proofs.filter(({ rows }) => rows.has(row))).not.toEqual([]);
      },
    );

    describe.each(proofs.map((proof) => [proof.given.reason, proof] as const))('%s', (_reason, proof) => {
      let user: User;
      beforeAll(async () => {
        user = await world.newUser();
      });
      beforeEach(() => world.restore());

      it('succeeds with its policy', async () => {
        await user.permit(proof.document);
        expect(await outcomeFor(proof, user)).toEqual({ result: 'succeeded' });
      });

      it.each(proof.indispensable.map((lost) => [lost.action, arnIn(lost.resource), lost] as const))(
        'is refused without %s on %s',
        async (_action, _resource, lost) => {
          await user.permit(without(proof.document, lost));
          expectRefusal(await outcomeFor(proof, user), lost);
        },
      );
    });
  },
);

const outcomeFor = ({ operation, given }: Proof, { keys }: User) =>
  attempt(operation.name, given, keys, world);
