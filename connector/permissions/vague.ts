import type { Effect, NamedPolicy, Policy, PolicySet, Statement } from '../../src/permissions/index.ts';

/** The policies as they decide if whatever might deny something on the resource does, and nothing else allows it. */
export const worstCase = (set: PolicySet, resource: string): PolicySet => widen(set, 'Deny', resource);

/** The policies as they decide if whatever might allow something on the resource does, and nothing else denies it. */
export const bestCase = (set: PolicySet, resource: string): PolicySet => widen(set, 'Allow', resource);

/** Statements of one effect that might be about the resource are made to be; the same set, if there are none. */
function widen(set: PolicySet, effect: Effect, resource: string): PolicySet {
  const one = (named: NamedPolicy): NamedPolicy => {
    const policy = widenPolicy(named.policy, effect, resource);
    return policy === named.policy ? named : { name: named.name, policy };
  };
  const { identity, permissionsBoundary, session, serviceControl } = set;
  const wide = {
    resource: set.resource && one(set.resource),
    permissionsBoundary: permissionsBoundary && one(permissionsBoundary),
    identity: identity && mapped(identity, one),
    session: session && mapped(session, one),
    serviceControl: serviceControl && mapped(serviceControl, (level) => mapped(level, one)),
  };
  const isSame = Object.entries(wide).every(([kind, made]) => made === set[kind as keyof PolicySet]);
  return isSame ? set : wide;
}

/** The list itself if no item changes. */
function mapped<Item>(list: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const made = list.map(change);
  return made.every((item, index) => item === list[index]) ? list : made;
}

/** By effect, so that no text has to be put together for every policy of every check. */
const widened = {
  Allow: new WeakMap<Policy, Map<string, Policy>>(),
  Deny: new WeakMap<Policy, Map<string, Policy>>(),
};
/** Beyond this, a policy's widened forms are made anew: resources that inputs name are without number. */
const MOST_KEPT = 50;

function widenPolicy(policy: Policy, effect: Effect, resource: string): Policy {
  const kept = widened[effect].get(policy) ?? new Map<string, Policy>();
  const known = kept.get(resource);
  if (known !== undefined) return known;
  widened[effect].set(policy, kept);
  const statements = mapped(policy.statements, (each) =>
    each.effect === effect ? widenStatement(each, resource) : each,
  );
  const made = statements === policy.statements ? policy : { ...policy, statements };
  if (kept.size < MOST_KEPT) kept.set(resource, made);
  return made;
}

function widenStatement(statement: Statement, resource: string): Statement {
  const { resources } = statement;
  // What is on everything is on this for certain, whatever it is.
  const touches = (value: string) => value !== '*' && overlaps(value, resource);
  if (resources === undefined || !resources.values.some(touches)) return statement;
  const values = resources.negated
    ? resources.values.filter((value) => !touches(value))
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
