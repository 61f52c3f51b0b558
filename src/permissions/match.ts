import type { AccessRequest } from './access.ts';
import { compileCondition } from './conditions.ts';
import { compileResource } from './matching/arn.ts';
import { UNKNOWN, type RequestContext } from './matching/context.ts';
import { constantSpans, resolve, templateOf, variablesOf, widestSpans } from './matching/template.ts';
import { all, and, any, not, truthOf, type Truth } from './matching/truth.ts';
import { compilePattern, matchesPattern } from './matching/wildcard.ts';
import type { Choice, Effect, Policy, Statement } from './policy.ts';

type Match = (request: AccessRequest) => Truth;

export interface CompiledStatement {
  statement: Statement;
  /** Whether variables in it count. */
  variables: boolean;
  /** Whether it is on an action, in small letters. */
  isOn(action: string): boolean;
  /** Whether resource and conditions fit; who is meant is another question. */
  matches: Match;
}

interface CompiledPolicy {
  statements: readonly CompiledStatement[];
  /** Those on an action, for the actions that were asked for. */
  Allow: Map<string, readonly CompiledStatement[]>;
  Deny: Map<string, readonly CompiledStatement[]>;
}

const compiled = new WeakMap<Policy, CompiledPolicy>();

/** More actions than a service has: beyond, somebody makes them up. */
const MOST_KEPT = 500;

/** A policy's statements of one effect on an action (in small letters), prepared once for all requests. */
export function statementsOn(policy: Policy, effect: Effect, action: string): readonly CompiledStatement[] {
  const { statements, [effect]: kept } = compile(policy);
  const known = kept.get(action);
  if (known !== undefined) return known;
  const found = statements.filter(({ statement, isOn }) => statement.effect === effect && isOn(action));
  if (kept.size < MOST_KEPT) kept.set(action, found);
  return found;
}

function compile(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const variables = policy.version === '2012-10-17';
  const statements = policy.statements.map((statement) => ({
    statement,
    variables,
    isOn: compileActions(statement.actions),
    matches: compileStatement(statement, variables),
  }));
  const made = { statements, Allow: new Map(), Deny: new Map() };
  compiled.set(policy, made);
  return made;
}

function compileStatement({ resources, conditions }: Statement, variables: boolean): Match {
  const conditionTests = conditions.map((condition) => compileCondition(condition, variables));
  const holds: Match = ({ context }) => all(conditionTests, (test) => test(context));
  if (resources === undefined) return holds;
  const isOnResource = compileResources(resources, variables);
  return (request) => {
    const found = isOnResource(request);
    return found === 'no' ? 'no' : and(found, holds(request));
  };
}

/** Case does not count: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function compileActions({ negated, values }: Choice): (action: string) => boolean {
  const patterns = values.map((value) => compilePattern([{ text: value.toLowerCase(), wild: true }]));
  return (action) => patterns.some((pattern) => matchesPattern(pattern, action)) !== negated;
}

function compileResources({ negated, values }: Choice, variables: boolean): Match {
  const tests = values.map((value) => compileResourceValue(value, negated, variables));
  return (request) => {
    const found = any(tests, (test) => test(request));
    return negated ? not(found) : found;
  };
}

function compileResourceValue(value: string, negated: boolean, variables: boolean): Match {
  const template = templateOf(value, variables);
  const constant = constantSpans(template);
  if (constant !== undefined) {
    const test = compileResource(constant);
    return ({ resource }) => truthOf(test(resource));
  }
  const widest = compilePattern(widestSpans(template));
  return ({ resource, context }) => {
    if (!matchesPattern(widest, resource)) return 'no';
    const spans = resolve(template, context);
    if (spans === undefined) return negated ? 'unknown' : 'no';
    return spans === UNKNOWN ? 'unknown' : truthOf(compileResource(spans)(resource));
  };
}

/** The keys on which a statement depends, by condition or by variable, and that are not known. */
export function unknownKeysOf(
  { statement, variables }: CompiledStatement,
  context: RequestContext,
): string[] {
  const { resources, conditions } = statement;
  const texts = [resources?.values ?? [], ...conditions.map(({ values }) => values)].flat();
  const names = texts.flatMap((text) => variablesOf(templateOf(text, variables)));
  const keys = conditions.map(({ key }) => key).filter((key) => context.get(key) === UNKNOWN);
  const unresolved = names.filter((key) => {
    const state = context.get(key);
    return state === UNKNOWN || state?.length !== 1;
  });
  return [...new Set([...keys, ...unresolved])];
}
