import type { ConnectorError, Host, Operation, PreparedCall, Requirement, Verdict } from '../../src/index.ts';
import { isConfidential } from '../connection.ts';
import { fail } from '../errors.ts';
import { partitionOf } from '../regions.ts';
import { checkCall, type CheckResult } from './check.ts';
import { readyPolicies, type GivenPolicies, type ReadyPolicies } from './given-policies.ts';
import { wordsOf } from './notes.ts';
import { statementsToPaste } from './paste.ts';
import { needsOf } from './required.ts';
import { arnOf, type Place } from './resources.ts';

const read = new WeakMap<object, ReadyPolicies>();

/**
 * What policies say to a call that is about to be made. They are read once: whoever changes them gives a new object.
 * @throws ConnectorError `policy_invalid`, `principal_unknown`
 */
export function consult(policies: object, call: PreparedCall, { validator, clock }: Host): Verdict {
  const { operation, input, connection, region } = call;
  const ready = readyFor(policies, connection.type === 'anonymous');
  const place = { region, partition: partitionOf(region).id, account: ready.account };
  const secure = isConfidential(connection.endpoint as string | undefined);
  const result = checkCall({ operation, input, place, secure, now: clock }, ready, {
    withData: false,
    validator,
  });
  if (result.decision !== 'denied') return { notes: result.notes };
  const needs = needsOf(operation, input, validator);
  return {
    refusal: refusalFor(operation, result, needs, place, (policies as GivenPolicies).principal),
    notes: [],
  };
}

/** An anonymous connection says who calls. */
function readyFor(policies: GivenPolicies, anonymous: boolean): ReadyPolicies {
  const given =
    anonymous && policies.principal === undefined ? { ...policies, principal: 'anonymous' } : policies;
  if (given !== policies) return readyPolicies(given);
  const known = read.get(policies);
  if (known !== undefined) return known;
  const ready = readyPolicies(policies);
  read.set(policies, ready);
  return ready;
}

function refusalFor(
  operation: Operation,
  { actions, missing }: CheckResult,
  needs: readonly Requirement[],
  place: Place,
  principal: string | undefined,
): ConnectorError {
  const denied = actions.filter(({ decision }) => decision === 'denied');
  const reasons = denied.map(({ action, resource, statement }) =>
    statement === undefined
      ? `none of them allows ${action} on ${resource}`
      : `${wordsOf(statement)} denies ${action} on ${resource}`,
  );
  const lacking = needs.filter(({ action, ...requirement }) =>
    missing.some((row) => row.action === action && row.resource === arnOf(requirement, place)),
  );
  return fail(
    'policies_deny',
    { reason: `${reasons.join('; ')}.` },
    { details: { needed: denied, missing, ...statementsToPaste(operation, lacking, place, principal) } },
  );
}
