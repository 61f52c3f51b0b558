import ipaddr from 'ipaddr.js';
import { compileArn, matchesArn } from './arn.ts';
import type { Span } from './template.ts';
import { BINARY, NUMBER, addressRange, timeOf } from './values.ts';
import { compilePattern, matchesPattern } from './wildcard.ts';

type Test = (actual: string) => boolean;

/** How a condition operator, without `Not`, compares a request's value with a policy's. */
export interface Comparison {
  /** Whether its values may have policy variables. */
  variables: boolean;
  /** What a value must be, in words, and whether one is. Undefined: any text. */
  values?: { are: string; accept: (value: string) => boolean };
  /** Prepares the comparison with one value of the policy. */
  compile: (expected: readonly Span[]) => Test;
}

const plain = (spans: readonly Span[]) => spans.map(({ text }) => text).join('');

const text = (fold: (value: string) => string): Comparison => ({
  variables: true,
  compile: (spans) => {
    const expected = fold(plain(spans));
    return (actual) => fold(actual) === expected;
  },
});

const like: Comparison = {
  variables: true,
  compile: (spans) => {
    const pattern = compilePattern(spans);
    return (actual) => matchesPattern(pattern, actual);
  },
};

const arn: Comparison = {
  variables: true,
  values: {
    are: 'an ARN of six parts (arn:partition:service:region:account:resource), or *',
    accept: (value) => value === '*' || (value.startsWith('arn:') && value.split(':').length >= 6),
  },
  compile: (spans) => {
    const pattern = compileArn(spans);
    return (actual) => matchesArn(pattern, actual);
  },
};

type Order = (actual: number, expected: number) => boolean;

const numeric = (holds: Order): Comparison => ({
  variables: false,
  values: { are: 'a number, for example 10 or 0.5', accept: (value) => NUMBER.test(value) },
  compile: (spans) => {
    const expected = Number(plain(spans));
    return (actual) => NUMBER.test(actual) && holds(Number(actual), expected);
  },
});

const date = (holds: Order): Comparison => ({
  variables: false,
  values: {
    are: 'a date, for example 2030-01-31T12:00:00Z, or seconds since 1970',
    accept: (value) => timeOf(value) !== undefined,
  },
  compile: (spans) => {
    const expected = timeOf(plain(spans)) ?? Number.NaN;
    return (actual) => holds(timeOf(actual) ?? Number.NaN, expected);
  },
});

const bool: Comparison = {
  variables: false,
  values: { are: 'true or false', accept: (value) => /^(true|false)$/i.test(value) },
  compile: (spans) => {
    const expected = plain(spans).toLowerCase();
    return (actual) => actual.toLowerCase() === expected;
  },
};

const binary: Comparison = {
  variables: false,
  values: { are: 'base64', accept: (value) => BINARY.test(value) },
  compile: (spans) => {
    const expected = atob(plain(spans));
    return (actual) => BINARY.test(actual) && atob(actual) === expected;
  },
};

const address: Comparison = {
  variables: false,
  values: {
    are: 'an IP address or a range, for example 203.0.113.0/24',
    accept: (value) => addressRange(value) !== undefined,
  },
  compile: (spans) => {
    const range = addressRange(plain(spans));
    return (actual) => {
      if (range === undefined || !ipaddr.isValid(actual)) return false;
      const found = ipaddr.process(actual);
      return found.kind() === range[0].kind() && found.match(range);
    };
  },
};

const same: Order = (actual, expected) => actual === expected;
const less: Order = (actual, expected) => actual < expected;
const atMost: Order = (actual, expected) => actual <= expected;
const greater: Order = (actual, expected) => actual > expected;
const atLeast: Order = (actual, expected) => actual >= expected;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: text((value) => value),
  StringEqualsIgnoreCase: text((value) => value.toLowerCase()),
  StringLike: like,
  NumericEquals: numeric(same),
  NumericLessThan: numeric(less),
  NumericLessThanEquals: numeric(atMost),
  NumericGreaterThan: numeric(greater),
  NumericGreaterThanEquals: numeric(atLeast),
  DateEquals: date(same),
  DateLessThan: date(less),
  DateLessThanEquals: date(atMost),
  DateGreaterThan: date(greater),
  DateGreaterThanEquals: date(atLeast),
  Bool: bool,
  BinaryEquals: binary,
  IpAddress: address,
  ArnEquals: arn,
  ArnLike: arn,
};
