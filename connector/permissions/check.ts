import type { Validator } from '../../src/index.ts';
import type { StatementReference } from '../../src/permissions/index.ts';
import { notesOnAccessPoints } from './access-points.ts';
import type { Circumstance } from './context.ts';
import { decide, type Decided } from './decide.ts';
import { readyPolicies, type GivenPolicies, type ReadyPolicies } from './given-policies.ts';
import { readInput } from './input.ts';
import { notesOn } from './notes.ts';
import { isIncluded, type Include } from './options.ts';
import { needsOf, partitionIn, placeOf } from './required.ts';
import { arnOf, type Place } from './resources.ts';
import { operationOf } from './setting.ts';

/** A call to be checked, and the policies that decide about it. */
export interface CheckRequest extends GivenPolicies {
  operation: string;
  input: unknown;
  /** That of the input's region, or of the principal, or `aws`, unless given. */
  partition?: string;
  /** Actions that are needed for certain, although in general only the stored data can tell; or `all`. */
  include?: Include;
}

export interface CheckedAction {
  action: string;
  resource: string;
  decision: 'allowed' | 'denied' | 'unknown';
  /** The statement that decided, or on which the answer hangs. */
  statement?: StatementReference;
}

/** An action that nothing allows, and where it can be allowed: all of the list, of each entry one kind of policy. */
export interface MissingPermission {
  action: string;
  resource: string;
  allow_in: readonly (readonly string[])[];
}

export interface CheckResult {
  /** `allowed` if every action is; `denied` if one is; `unknown` if it depends on what is not known. */
  decision: 'allowed' | 'denied' | 'unknown';
  actions: readonly CheckedAction[];
  missing: readonly MissingPermission[];
  /** What depends on the stored data, on facts that are not known, or on policies that are not given. */
  notes: readonly string[];
}

/**
 * Decides whether policies allow a call, without making it: every action that this very input needs, on every
 * resource it names. Permissions that only the stored data can tell about change the decision only where `include`
 * names them; they stand in the notes. Makes no network call.
 * @throws ConnectorError `operation_unknown`, `input_invalid`, `policy_invalid`, `principal_unknown`,
 *   `partition_unknown`, `account_invalid`
 */
export function check(request: CheckRequest): CheckResult {
  const { call, policies } = readCheck(request);
  return checkCall(call, policies, { withData: true, include: request.include });
}

/** A call and its policies, ready to be decided about. */
export function readCheck(request: CheckRequest): { call: CheckedCall; policies: ReadyPolicies } {
  const operation = operationOf(request.operation);
  const input = readInput(operation, request.input);
  const policies = readyPolicies(request);
  const { partition, principal } = request;
  const place = placeOf(input, { partition, account: policies.account }, partitionIn(principal));
  return { call: { operation, input, place, secure: true }, policies };
}

type CheckedCall = Omit<Circumstance, 'given' | 'input'> & { input: object };

/** The same for an operation and an input that are known to be right. */
export function checkCall(
  call: CheckedCall,
  policies: ReadyPolicies,
  options: { withData: boolean; include?: CheckRequest['include']; validator?: Validator },
): CheckResult {
  const circumstance = { ...call, input: call.input as Circumstance['input'], given: policies.keys };
  const decided = decisionsOf(circumstance, policies, options);
  const certain = decided.filter(
    ({ requirement: { row } }) => row.if_data === undefined || isIncluded(row, options.include),
  );
  const decisions = new Set(certain.map(({ decision }) => decision.decision));
  return {
    decision: decisions.has('denied') ? 'denied' : decisions.has('unknown') ? 'unknown' : 'allowed',
    actions: certain.map((each) => checked(each, call.place)),
    missing: certain
      .filter(({ decision }) => decision.missing.length > 0)
      .map((each) => missing(each, call.place)),
    notes: [...notesOn(decided, call.place), ...notesOnAccessPoints(bucketsOf(decided))],
  };
}

function decisionsOf(
  call: Circumstance,
  policies: ReadyPolicies,
  { withData, validator }: { withData: boolean; validator?: Validator },
): Decided[] {
  return needsOf(call.operation, call.input, validator)
    .filter(({ row }) => withData || row.if_data === undefined)
    .map((requirement) => ({ requirement, decision: decide(requirement, call, policies) }));
}

const bucketsOf = (decided: readonly Decided[]): string[] =>
  decided.flatMap(({ requirement: { parts } }) => parts.bucket ?? []);

const checked = ({ requirement, decision }: Decided, place: Place): CheckedAction => ({
  action: requirement.action,
  resource: arnOf(requirement, place),
  decision: decision.decision,
  ...(decision.statement === undefined ? {} : { statement: decision.statement }),
});

const missing = ({ requirement, decision }: Decided, place: Place): MissingPermission => ({
  action: requirement.action,
  resource: arnOf(requirement, place),
  allow_in: decision.missing,
});
