/** Says of a context key that nobody knows whether the request has it, or with which value. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** What a request says under one key: its values, that it is absent (`undefined`), or nothing known. */
export type KeyState = readonly string[] | undefined | typeof UNKNOWN;

type Scalar = string | number | boolean | Date;

/** Context keys by name, in any case; `undefined` and an empty list mean that the key is absent. */
export type ContextValues = Readonly<Record<string, Scalar | readonly Scalar[] | undefined | typeof UNKNOWN>>;

/** What is known about a request beside principal, action and resource. */
export interface RequestContext {
  /** @param key a context key, in any case */
  get(key: string): KeyState;
}

/**
 * Makes a request context.
 * Names of keys are not case-sensitive, tag keys within them included; the values of names that differ only in
 * case come together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * @param options.others what holds for a key that is not listed: `absent` (the default) or `unknown`
 */
export function requestContext(
  values: ContextValues = {},
  options: { others?: 'absent' | 'unknown' } = {},
): RequestContext {
  const states = new Map<string, KeyState>();
  for (const [name, value] of Object.entries(values)) {
    const key = name.toLowerCase();
    states.set(key, merge(states.get(key), stateOf(value)));
  }
  const others = options.others === 'unknown' ? UNKNOWN : undefined;
  return {
    get: (name) => {
      const key = name.toLowerCase();
      return states.has(key) ? states.get(key) : others;
    },
  };
}

function stateOf(value: ContextValues[string]): KeyState {
  if (value === undefined || value === UNKNOWN) return value;
  const list: readonly Scalar[] = Array.isArray(value) ? value : [value];
  return list.length === 0 ? undefined : list.map(textOf);
}

const textOf = (value: Scalar) => (value instanceof Date ? value.toISOString() : String(value));

function merge(first: KeyState, second: KeyState): KeyState {
  if (first === UNKNOWN || second === UNKNOWN) return UNKNOWN;
  return first === undefined || second === undefined ? (first ?? second) : [...first, ...second];
}
