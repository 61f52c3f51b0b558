import type { ErrorObject } from 'ajv';
import { distance } from 'fastest-levenshtein';

type Keyword = (error: ErrorObject, name: string) => [message: string, fix: string];

const plural = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
const list = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ');

const TYPE_WORDS: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

const typeWords = (types: string | string[]) =>
  [types]
    .flat()
    .map((type) => TYPE_WORDS[type] ?? type)
    .join(' or ');

/** The nearest of `candidates`, as a question, when the misspelling is small enough to be one. */
export function suggestion(given: string, candidates: readonly string[]): string {
  const wanted = given.toLowerCase();
  const nearest = candidates
    .map((name) => ({ name, steps: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)[0];
  const close = nearest !== undefined && nearest.steps <= Math.max(2, Math.floor(wanted.length / 3));
  return close ? ` Did you mean "${nearest.name}"?` : '';
}

/** How each keyword of JSON Schema reads to a person: what is wrong, and what to do. */
export const WORDING: Record<string, Keyword> = {
  required: (_, name) => [`${name} is missing.`, `Give ${name} a value.`],
  type: (error, name) => [
    `${name} must be ${typeWords(error.params.type)}, and is ${kindOf(error.data)}.`,
    `Give ${name} as ${typeWords(error.params.type)}.`,
  ],
  enum: (error, name) => [
    `${name} is ${show(error)}, which is not one of the choices.${suggestion(String(error.data), error.params.allowedValues.map(String))}`,
    `Choose one of ${list(error.params.allowedValues)}.`,
  ],
  const: (error, name) => [
    `${name} is ${show(error)}.`,
    `It can only be ${JSON.stringify(error.params.allowedValue)}.`,
  ],
  minLength: (error, name) =>
    error.data === ''
      ? [`${name} is empty.`, `Give ${name} a value.`]
      : [`${name} is too short.`, `Use at least ${plural(error.params.limit, 'character')}.`],
  maxLength: (error, name) => [
    `${name} is too long.`,
    `Use at most ${plural(error.params.limit, 'character')}.`,
  ],
  minimum: (error, name) => [
    `${name} is ${show(error)}, which is too small.`,
    `The smallest value is ${error.params.limit}.`,
  ],
  maximum: (error, name) => [
    `${name} is ${show(error)}, which is too large.`,
    `The largest value is ${error.params.limit}.`,
  ],
  minItems: (error, name) => [
    `${name} has too few items.`,
    `Give at least ${plural(error.params.limit, 'item')}.`,
  ],
  maxItems: (error, name) => [
    `${name} has too many items.`,
    `Give at most ${plural(error.params.limit, 'item')}.`,
  ],
  minProperties: (error, name) => [`${name} has too few entries.`, `Give at least ${error.params.limit}.`],
  maxProperties: (error, name) => [`${name} has too many entries.`, `Give at most ${error.params.limit}.`],
  format: (error, name) => [
    `${name} is not a valid ${error.params.format}.`,
    `Check how ${name} is written.`,
  ],
  pattern: (error, name) => [
    `${name} is ${show(error)}, which is not well formed.`,
    `It must match ${error.params.pattern}.`,
  ],
  additionalProperties: (error) => {
    const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
    const given = String(error.params.additionalProperty);
    return [
      `There is no input named "${given}".${suggestion(given, known)}`,
      `Leave "${given}" out, or correct its name.`,
    ];
  },
  oneOf: (error, name) => {
    const members = (error.schema as { required?: string[] }[]).flatMap(({ required = [] }) => required);
    const given = error.params.passingSchemas !== null;
    if (members.length < 2) return [`${name} ${error.message}.`, `Correct ${name}.`];
    return given
      ? [`${list(members).replace(/, /g, ' and ')} are both given.`, 'Give only one of them.']
      : [`Neither ${list(members).replace(/, /g, ' nor ')} is given.`, 'Give one of them.'];
  },
  dependentRequired: (error) => [
    `"${error.params.property}" goes only together with ${error.params.deps}.`,
    `Give ${error.params.deps} too, or leave "${error.params.property}" out.`,
  ],
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeWords(typeof value);
}

/** The value as it was given, shortened; nothing of a value that is secret. */
function show(error: ErrorObject): string {
  if (error.parentSchema?.secret === true) return 'a secret value';
  const text = JSON.stringify(error.data) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
