import { suggestion } from '../../wording.ts';
import { OPERATOR_NAMES, operatorOf, type Operator } from '../matching/operators.ts';
import type { Condition } from '../policy.ts';
import { isObject, itemsOf } from './lists.ts';
import { checkVariables } from './patterns.ts';
import type { Reading } from './report.ts';

/** `service:key`; some keys begin with an identity provider's domain. */
const KEY = /^[^\s:*?]+:[^\s*?][^*?]*$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export function readConditions(value: unknown, path: string, reading: Reading): Condition[] {
  if (value === undefined) return [];
  if (isObject(value)) {
    return Object.entries(value).flatMap(([name, keys]) => readBlock(name, keys, `${path}.${name}`, reading));
  }
  reading.note(path, 'It must be an object.', 'Write {"StringEquals": {"aws:username": "..."}}.');
  return [];
}

function readBlock(name: string, keys: unknown, path: string, reading: Reading): Condition[] {
  const operator = operatorOf(name);
  if (operator === undefined) {
    const stem = name.replace(/^\w+:/, '').replace(/IfExists$/, '');
    const message = `"${name}" is no condition operator.${suggestion(stem, OPERATOR_NAMES)}`;
    reading.note(path, message, 'Use an operator of IAM, for example StringEquals; case counts.');
  } else if (operator.isNull && operator.ifExists) {
    reading.note(
      path,
      'Null cannot be combined with IfExists.',
      'Use Null, or another operator with IfExists.',
    );
  } else if (!isObject(keys)) {
    reading.note(path, 'It must be an object of condition keys.', 'Write {"aws:username": "..."}.');
  } else {
    checkNames(Object.keys(keys), path, reading);
    const entries = Object.entries(keys);
    return entries.map(([key, value]) => {
      const values = readValues(value, `${path}.${key}`, operator, reading);
      return { operator: name, key, values };
    });
  }
  return [];
}

function checkNames(names: readonly string[], path: string, reading: Reading): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (!KEY.test(name)) {
      reading.note(
        `${path}.${name}`,
        `"${name}" is no condition key.`,
        'Write service:key, for example s3:prefix.',
      );
    } else if (seen.has(name.toLowerCase())) {
      const message = `"${name}" stands here twice: case does not count in condition keys.`;
      reading.note(`${path}.${name}`, message, 'Leave one, or merge their values in a list.');
    }
    seen.add(name.toLowerCase());
  }
}

function readValues(value: unknown, path: string, operator: Operator, reading: Reading): string[] {
  return itemsOf(value, path).flatMap(({ item, path: place }) => {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') {
      reading.note(
        place,
        'It must be text, a number, true or false.',
        'Write a single value, or a list of some.',
      );
      return [];
    }
    checkValue(String(item), place, operator, reading);
    return [String(item)];
  });
}

function checkValue(text: string, path: string, { comparison }: Operator, reading: Reading): void {
  const { variables, values } = comparison;
  if (variables && reading.hasVariables && text.includes('${')) {
    checkVariables(text, path, reading);
  } else if (values !== undefined && !values.accept(text)) {
    reading.note(path, `"${text}" is not ${values.are}.`, `Write ${values.are}.`);
  }
}
