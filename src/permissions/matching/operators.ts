import { COMPARISONS, type Comparison } from './comparisons.ts';

/** An operator of a condition, taken apart. */
export interface Operator {
  comparison: Comparison;
  /** Whether it is the form with `Not`. */
  negated: boolean;
  /** Whether it asks for the key's absence and not for its values. */
  isNull: boolean;
  qualifier?: 'ForAllValues' | 'ForAnyValue';
  /** Whether an absent key satisfies it. */
  ifExists: boolean;
}

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Every operator without qualifier and suffix. */
export const OPERATOR_NAMES: readonly string[] = [
  ...Object.keys(COMPARISONS),
  ...Object.keys(NEGATED),
  'Null',
];

/** Reads an operator; undefined if there is none of this name. Case counts: IAM refuses `stringEquals`. */
export function operatorOf(text: string): Operator | undefined {
  const [, qualifier, name = '', suffix] = OPERATOR.exec(text) ?? [];
  const isNull = name === 'Null';
  const negated = Object.hasOwn(NEGATED, name);
  const positive = negated ? (NEGATED[name] ?? '') : isNull ? 'Bool' : name;
  const comparison = Object.hasOwn(COMPARISONS, positive) ? COMPARISONS[positive] : undefined;
  if (comparison === undefined) return undefined;
  const set = qualifier as Operator['qualifier'];
  return { comparison, negated, isNull, qualifier: set, ifExists: suffix !== undefined };
}
