import type { Operation, Requirement } from '../../src/index.ts';
import {
  UNKNOWN,
  requestContext,
  type ContextValues,
  type RequestContext,
} from '../../src/permissions/index.ts';
import { REQUEST_KEYS } from './request-keys.ts';
import type { Place } from './resources.ts';

/** What is known about a call beside what its operation needs. */
export interface Circumstance {
  operation: Operation;
  input: Readonly<Record<string, unknown>>;
  place: Place;
  /** Whether it goes by https. */
  secure: boolean;
  /** When it is made; left out: not known. */
  now?: () => Date;
  /** Facts from outside, by context key; they win over what the call itself tells. */
  given: ContextValues;
}

/** One action of a call, which keys may depend on. */
export interface Facts extends Circumstance {
  requirement: Requirement;
}

export type KeyValue = ContextValues[string];
type KeyState = ReturnType<RequestContext['get']>;

/**
 * The context of one action of a call, as far as it is known. Keys that the request itself decides (`s3:prefix`,
 * `s3:x-amz-acl` ...) are known, present or absent; keys that depend on the stored data, the network or the
 * account's settings are not, unless they are given.
 */
export function contextOf(facts: Facts, given: RequestContext, names: ReadonlySet<string>): RequestContext {
  // Policies ask for the same few keys again and again.
  const answered = new Map<string, KeyState>();
  return {
    get(name) {
      if (answered.has(name)) return answered.get(name);
      const key = name.toLowerCase();
      const state = names.has(key) ? given.get(key) : stateOf(valueOf(key, facts));
      answered.set(name, state);
      return state;
    },
  };
}

function stateOf(value: KeyValue): KeyState {
  if (value === undefined || value === UNKNOWN) return value;
  const values = [value].flat().map(String);
  return values.length === 0 ? undefined : values;
}

/** The facts from outside, ready to be asked: what is not among them is unknown. */
export function givenContext(given: ContextValues): [RequestContext, ReadonlySet<string>] {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  return [requestContext(given, { others: 'unknown' }), names];
}

/** Keys of tags have the tag's name behind a slash. */
const TAG = 's3:requestobjecttag/';

function valueOf(key: string, facts: Facts): KeyValue {
  const tag = key.startsWith(TAG) ? key.slice(TAG.length) : '';
  const name = tag === '' ? key : TAG;
  const rule = Object.hasOwn(REQUEST_KEYS, name) ? REQUEST_KEYS[name] : undefined;
  if (rule === undefined) return UNKNOWN;
  // An action that does not take a key has it not in its context.
  if (rule.of !== undefined && !rule.of.test(facts.requirement.action)) return undefined;
  return rule.value(facts, tag);
}
