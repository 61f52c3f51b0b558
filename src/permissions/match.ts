import type { AccessRequest } from './access.ts';
import { compileCondition } from './conditions.ts';
import { compileResource } from './matching/arn.ts';
import { UNKNOWN, type RequestContext } from './matching/context.ts';
import { constantSpans, resolve, templateOf, variablesOf, widestSpans } from './matching/template.ts';
import { all, any, not, truthOf, type Truth } from './matching/truth.ts';
import { compilePattern, matchesPattern } from './matching/wildcard.ts';
import type { Choice, Policy, Statement } from './policy.ts';

type Match = (request: AccessRequest) => Truth;

export interface CompiledStatement {
  statement: Statement;
  /** Whether variables in it count. */
  variables: boolean;
  /** Whether action (in small letters), resource and conditions fit; who is meant is another question. */
  matches: Match;
}

const compiled = new WeakMap<Policy, readonly CompiledStatement[]>();

/** A policy's statements, prepared once for all requests. */
export function statementsOf(policy: Policy): readonly CompiledStatement[] {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const variables = policy.version === '2012-10-17';
  const statements = policy.statements.map((statement) => ({
    statement,
    variables,
    matches: compileStatement(statement, variables),
  }));
  compiled.set(policy, statements);
  return statements;
}

function compileStatement({ actions, resources, conditions }: Statement, variables: boolean): Match {
  const conditionTests = conditions.map((condition) => compileCondition(condition, variables));
  const tests: Match[] = [
    compileActions(actions),
    ...(resources === undefined ? [] : [compileResources(resources, variables)]),
    ({ context }) => all(conditionTests, (holds) => holds(context)),
  ];
  return (request) => all(tests, (test) => test(request));
}

/** Case does not count: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function compileActions({ negated, values }: Choice): Match {
  const patterns = values.map((value) => compilePattern([{ text: value.toLowerCase(), wild: true }]));
  return ({ action }) => truthOf(patterns.some((pattern) => matchesPattern(pattern, action)) !== negated);
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
