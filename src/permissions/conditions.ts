import { UNKNOWN, type KeyState, type RequestContext } from './matching/context.ts';
import { operatorOf, type Operator } from './matching/operators.ts';
import { constantSpans, resolve, templateOf } from './matching/template.ts';
import { all, any, not, truthOf, type Truth } from './matching/truth.ts';
import type { Condition } from './policy.ts';

/** Compares one value of the request with one value of the policy, leaving out `Not`. */
type Test = (actual: string, context: RequestContext) => Truth;

/** A condition, ready to be asked about requests. */
export type CompiledCondition = (context: RequestContext) => Truth;

/** Prepares a condition whose operator is known to exist. */
export function compileCondition(
  { operator, key, values }: Condition,
  variables: boolean,
): CompiledCondition {
  const found = operatorOf(operator);
  if (found === undefined) return () => 'unknown';
  if (found.isNull) return (context) => isNull(context.get(key), values);
  const tests = values.map((value) => compileTest(found, value, variables));
  return (context) => {
    const state = context.get(key);
    if (state === UNKNOWN) return 'unknown';
    return state === undefined ? truthOf(holdsWithoutKey(found)) : holds(found, tests, state, context);
  };
}

function compileTest({ comparison, negated }: Operator, value: string, variables: boolean): Test {
  const template = templateOf(value, variables && comparison.variables);
  const constant = constantSpans(template);
  if (constant !== undefined) {
    const test = comparison.compile(constant);
    return (actual) => truthOf(test(actual));
  }
  return (actual, context) => {
    const spans = resolve(template, context);
    // An unresolved variable matches nothing; what the opposite of that is, AWS leaves open ("might be invalid").
    if (spans === undefined) return negated ? 'unknown' : 'no';
    return spans === UNKNOWN ? 'unknown' : truthOf(comparison.compile(spans)(actual));
  };
}

/**
 * The values of a key are alternatives, and a negated operator wants none of them (NOR):
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * Set operators take the request's values one by one, and an empty text for none:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function holds(
  { qualifier, negated }: Operator,
  tests: readonly Test[],
  values: readonly string[],
  context: RequestContext,
): Truth {
  const matches = (value: string) => any(tests, (test) => test(value, context));
  const satisfies = (value: string) => (negated ? not(matches(value)) : matches(value));
  if (qualifier === undefined) return negated ? all(values, satisfies) : any(values, satisfies);
  const members = values.filter((value) => value !== '');
  return qualifier === 'ForAllValues' ? all(members, satisfies) : any(members, satisfies);
}

/**
 * "If the key that you specify in a policy condition is not present in the request context, the values do not match
 * and the condition is false", and true for negated operators, `...IfExists` and `ForAllValues`:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function holdsWithoutKey({ ifExists, qualifier, negated }: Operator): boolean {
  if (ifExists || qualifier === 'ForAllValues') return true;
  return qualifier === undefined && negated;
}

function isNull(state: KeyState, values: readonly string[]): Truth {
  if (state === UNKNOWN) return 'unknown';
  const answer = String(state === undefined);
  return truthOf(values.some((value) => value.toLowerCase() === answer));
}
