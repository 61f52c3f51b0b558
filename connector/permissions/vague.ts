import type { Effect, NamedPolicy, Policy, PolicySet, Statement } from '../../src/permissions/index.ts';

/** The policies as they decide if whatever might deny something on the resource does, and nothing else allows it. */
export const worstCase = (set: PolicySet, resource: string): PolicySet => widen(set, 'Deny', resource);

/** The policies as they decide if whatever might allow something on the resource does, and nothing else denies it. */
export const bestCase = (set: PolicySet, resource: string): PolicySet => widen(set, 'Allow', resource);

/** Statements of one effect that might be about the resource are made to be. */
function widen(set: PolicySet, effect: Effect, resource: string): PolicySet {
  const one = (named: NamedPolicy): NamedPolicy => ({
    name: named.name,
    policy: widenPolicy(named.policy, effect, resource),
  });
  const { identity, permissionsBoundary, session, serviceControl } = set;
  return {
    resource: set.resource && one(set.resource),
    permissionsBoundary: permissionsBoundary && one(permissionsBoundary),
    identity: identity?.map(one),
    session: session?.map(one),
    serviceControl: serviceControl?.map((level) => level.map(one)),
  };
}

const widened = new WeakMap<Policy, Map<string, Policy>>();
/** Beyond this, a policy's widened forms are made anew: resources that inputs name are without number. */
const MOST_KEPT = 50;

function widenPolicy(policy: Policy, effect: Effect, resource: string): Policy {
  const kept = widened.get(policy) ?? new Map<string, Policy>();
  widened.set(policy, kept);
  const name = `${effect} ${resource}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const statements = policy.statements.map((each) =>
    each.effect === effect ? widenStatement(each, resource) : each,
  );
  const made = { ...policy, statements };
  if (kept.size < MOST_KEPT) kept.set(name, made);
  return made;
}

function widenStatement(statement: Statement, resource: string): Statement {
  const { resources } = statement;
  if (resources === undefined) return statement;
  const touches = (value: string) => overlaps(value, resource);
  const values = resources.negated
    ? resources.values.filter((value) => value === '*' || !touches(value))
    : resources.values.map((value) => (touches(value) ? resource : value));
  return { ...statement, resources: { ...resources, values } };
}

/** Whether some text matches both of two patterns, in which `*` is any text and `?` one character; a variable is any text. */
export function overlaps(one: string, other: string): boolean {
  const [first = '', second = ''] = [one, other].map((text) => text.replace(/\$\{[^}]*\}/g, '*'));
  // Whether the first pattern up to here and the beginnings of the second, by length, have a text in common.
  let common = beginnings(second);
  for (const character of first) common = advance(common, character, second);
  return common.at(-1) === true;
}

/** Of the empty text: only stars match it. */
const beginnings = (pattern: string): boolean[] =>
  [...Array.from({ length: pattern.length + 1 }).keys()].map((length) =>
    /^\**$/.test(pattern.slice(0, length)),
  );

function advance(before: readonly boolean[], character: string, pattern: string): boolean[] {
  const after = [character === '*' && before[0] === true];
  for (let length = 1; length <= pattern.length; length++) {
    const other = pattern[length - 1] ?? '';
    const anyText = character === '*' || other === '*';
    const fits = character === other || character === '?' || other === '?';
    after[length] = anyText
      ? before[length] === true || after[length - 1] === true || before[length - 1] === true
      : fits && before[length - 1] === true;
  }
  return after;
}
